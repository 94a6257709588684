"""The list of items and what a search found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import ItemLine
from quancheng.catalogue.search import Hit, search
from quancheng.web.portal.forms.items import APPLICANTS, HANDLING, Wanted
from quancheng.web.portal.pages.lines import WHOLLY_ONLINE, Line, line
from quancheng.web.ui.components import Empty, Link, Pager

PAGE: Final = 20
MOST_HITS: Final = 200
HOT: Final = ("食品经营许可", "居民身份证", "社会保险参保", "营业执照")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One link of a filter: chosen or not, and where it leads."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterGroup:
    """The links of one filter."""

    label: str
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsPage:
    """What the page of items shows."""

    title: str
    words: str
    department: str
    summary: str
    lines: tuple[Line, ...]
    groups: tuple[FilterGroup, ...]
    departments: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    clear: str
    pager: Pager | None
    empty: Empty | None
    hot: tuple[Link, ...]


def address(wanted: Wanted, **changes: object) -> str:
    """The address of a search with ``changes``; what is not set is left out."""
    values = {
        "q": wanted.words,
        "department": wanted.department,
        "handling": wanted.handling,
        "applicant": wanted.applicant,
        "online": "1" if wanted.online else "",
        "page": "",
    }
    values |= {key: str(value) for key, value in changes.items()}
    query = urlencode({key: value for key, value in values.items() if value})
    return reverse("portal:items") + (f"?{query}" if query else "")


def passes(wanted: Wanted) -> Callable[[ItemLine], bool]:
    """The test of the filters."""

    def test(item: ItemLine) -> bool:
        return (
            (not wanted.department or item.office_code == wanted.department)
            and (not wanted.handling or item.handling_type == wanted.handling)
            and (not wanted.applicant or item.applicant_kind in (wanted.applicant, "both"))
            and (not wanted.online or item.online_depth >= WHOLLY_ONLINE)
        )

    return test


def items_page(*, region_code: str, wanted: Wanted, today: date) -> ItemsPage:
    """One page of the items that pass the words and the filters."""
    everything = catalogue.lines_in_force(region_code=region_code, on=today)
    found = _hits(region_code, wanted, today) if wanted.words else [_plain(i) for i in everything]
    test = passes(wanted)
    kept = [hit for hit in found if test(hit.item)]
    last = max(1, -(-len(kept) // PAGE))
    number = min(wanted.page, last)
    shown = kept[(number - 1) * PAGE : number * PAGE]
    return ItemsPage(
        title=f"找“{wanted.words}”" if wanted.words else "找事项",
        words=wanted.words,
        department=wanted.department,
        summary=_summary(wanted, len(kept)),
        lines=tuple(
            line(
                hit.item,
                spans=hit.name_spans,
                result_spans=hit.result_spans,
                why="" if hit.name_spans or hit.result_spans else hit.why,
            )
            for hit in shown
        ),
        groups=_groups(wanted, found),
        departments=_departments(everything),
        kept=_hidden(wanted),
        clear=address(Wanted(words=wanted.words)) if wanted.narrows else "",
        pager=_pager(wanted, number, len(kept)) if kept else None,
        empty=None if kept else _empty(wanted),
        hot=tuple(Link(label=each, url=address(Wanted(words=each))) for each in HOT),
    )


def _hits(region_code: str, wanted: Wanted, today: date) -> list[Hit]:
    return list(search(region_code=region_code, words=wanted.words, on=today, limit=MOST_HITS).hits)


def _plain(item: ItemLine) -> Hit:
    return Hit(item=item, score=0.0, name_spans=(), result_spans=(), why="")


def _summary(wanted: Wanted, total: int) -> str:
    if wanted.words:
        return f"找到 {total} 项，最相近的排在前面" if total else "没有找到"
    return f"共 {total} 项"


def _groups(wanted: Wanted, found: Sequence[Hit]) -> tuple[FilterGroup, ...]:
    def links(field: str, current: str, choices: dict[str, str]) -> tuple[Filter, ...]:
        every = Filter(label="不限", url=address(wanted, **{field: ""}), chosen=not current)
        return every, *(
            Filter(label=label, url=address(wanted, **{field: key}), chosen=key == current)
            for key, label in choices.items()
        )

    kinds = {hit.item.handling_type for hit in found} | {wanted.handling}
    handling = {key: label.partition("，")[0] for key, label in HANDLING.items() if key in kinds}
    groups = (
        FilterGroup(label="谁来办", filters=links("applicant", wanted.applicant, APPLICANTS)),
        FilterGroup(label="办得多快", filters=links("handling", wanted.handling, handling)),
        FilterGroup(
            label="怎么办",
            filters=links("online", "1" if wanted.online else "", {"1": "不用跑"}),
        ),
    )
    return groups if found or wanted.narrows else ()


def _departments(everything: Sequence[ItemLine]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(item.office_code, item.office_short_name) for item in everything}))


def _hidden(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """The filters that the search form hands on unseen."""
    values = (
        ("handling", wanted.handling),
        ("applicant", wanted.applicant),
        ("online", "1" if wanted.online else ""),
    )
    return tuple((name, value) for name, value in values if value)


def _pager(wanted: Wanted, number: int, total: int) -> Pager:
    first = (number - 1) * PAGE + 1
    return Pager(
        shown=min(PAGE, total - first + 1),
        total=total,
        first=first,
        previous=address(wanted, page=number - 1) if number > 1 else "",
        next=address(wanted, page=number + 1) if number * PAGE < total else "",
        noun="项",
    )


def _empty(wanted: Wanted) -> Empty:
    if wanted.words and wanted.narrows:
        return Empty(
            title=f"这些条件下没有“{wanted.words}”",
            text="放宽条件再看看，也许就在别的部门。",
            action=Link(label="只按文字找", url=address(Wanted(words=wanted.words))),
        )
    if wanted.words:
        return Empty(
            title=f"没有找到“{wanted.words}”",
            text="换个说法试试：少打几个字、打拼音首字母（如 yyzz），或说要拿的证（如“营业执照”）。"
            "还找不到，请拨打 12345，或到咨询引导台问一声。",
            action=Link(label="按部门找", url=reverse("portal:departments")),
        )
    return Empty(
        title="没有符合条件的事项",
        text="放宽条件再看看。",
        action=Link(label="看全部事项", url=reverse("portal:items")),
    )
