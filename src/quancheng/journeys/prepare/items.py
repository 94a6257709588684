"""Which items a counter may take in, found by words or by a scanned code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.cases.queries.lists import search_cases
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import ItemLine
from quancheng.catalogue.search import Hit, search
from quancheng.hall import queries as hall
from quancheng.hall.queries import CounterView
from quancheng.identity.rules import Actor, Scope
from quancheng.kernel.errors import UnableToPermit
from quancheng.kernel.identifiers import NUMBER_LENGTH, spell_case_number

RECEIPT_LENGTH = 8
MOST_SEARCHED = 500
TOWN = "town"


class UnableToTakeInHere(UnableToPermit):
    """The post has no counter, or the counter does not take in this item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best hits that this counter takes in, and how many hits belong elsewhere."""

    hits: tuple[Hit, ...]
    total: int
    elsewhere: tuple[ItemLine, ...]


def place_of(actor: Actor) -> CounterView:
    """The counter at which a person sits; raises :class:`UnableToTakeInHere`."""
    place = hall.counter(region_code=actor.county, number=actor.counter) if actor.counter else None
    if place is None:
        raise UnableToTakeInHere("您的岗位没有对应的窗口，不能收件。请管理员在岗位里写上窗口号。")
    return place


def _taken_in_towns(*, region_code: str, on: date) -> frozenset[int]:
    page = catalogue.list_items(
        scope=catalogue.ItemScope(region_codes=(region_code,)),
        filters=catalogue.ItemFilters(channel=TOWN),
        on=on,
        size=MOST_SEARCHED,
    )
    return frozenset(line.id for line in page.items)


def find_items(*, place: CounterView, words: str, on: date, limit: int = 12) -> Found:
    """The items that fit ``words`` and may be taken in at ``place``, the best first.

    A counter takes in the items of its offices, a town centre those handed down to towns.
    ``elsewhere`` are the best of the other hits, so that the applicant can be shown the way.
    """
    page = search(region_code=place.region_code, words=words[:100], on=on, limit=MOST_SEARCHED)
    in_towns = _taken_in_towns(region_code=place.region_code, on=on) if place.kind == TOWN else None
    here: list[Hit] = []
    elsewhere: list[Hit] = []
    for hit in page.hits:
        fits = (
            hit.item.id in in_towns
            if in_towns is not None
            else hit.item.office_code in place.office_codes
        )
        (here if fits else elsewhere).append(hit)
    return Found(
        hits=tuple(here[:limit]),
        total=len(here),
        elsewhere=tuple(hit.item for hit in elsewhere[:5]),
    )


def check_takes_in(*, place: CounterView, guide: catalogue.Guide) -> None:
    """Raises :class:`UnableToTakeInHere` where ``place`` does not take in the item."""
    if place.kind == TOWN:
        if not guide.delegated_to_towns:
            raise UnableToTakeInHere(
                f"“{guide.name}”没有下放到镇，请引导申请人到县政务服务中心办理。"
            )
    elif guide.office_code not in place.office_codes:
        raise UnableToTakeInHere(
            f"“{guide.name}”由{guide.office_name}办理，不在{place.number}窗口收件，"
            "请引导申请人到相应窗口。"
        )


def scanned_case(*, scope: Scope, code: str) -> str:
    """The number of the case whose number or receipt code was scanned; empty for anything else."""
    typed = spell_case_number(code[:60])
    if len(typed) not in (RECEIPT_LENGTH, NUMBER_LENGTH):
        return ""
    page = search_cases(scope=scope, words=typed, size=1)
    return page.lines[0].number if page.total == 1 else ""


def scanned_item(*, region_code: str, code: str) -> str:
    """The implementation code of the item whose code was scanned; empty for anything else."""
    item = catalogue.item_by_code(region_code=region_code, code=code.strip()[:90])
    return item.code if item else ""
