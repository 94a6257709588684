"""What a search for items asks for, read from the address. Nothing in an address is an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from quancheng.catalogue.rules import vocabulary
from quancheng.identity.queries import OfficeView
from quancheng.web.office.reading import chosen, words_of

STATUSES: Final = (
    ("in_force", "在用"),
    ("draft", "有草稿"),
    ("retired", "已停用"),
    ("all", "全部"),
)
HANDLING: Final = tuple(vocabulary.HANDLING.items())
CHANNELS: Final = tuple(vocabulary.CHANNELS.items())
GREEN: Final = tuple((code, label) for code, label in vocabulary.GREEN_LABELS.items() if code)
_LONGEST_CURSOR: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Words, filters and the place in the list."""

    words: str
    office: str
    handling: str
    status: str
    green: str
    channel: str
    cursor: str
    first: int

    @property
    def narrows(self) -> bool:
        """Whether anything beside the status is asked for."""
        return bool(self.words or self.office or self.handling or self.green or self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One list of choices above the table."""

    field: str
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str
    all_label: str = "全部"


def read_search(request: HttpRequest, offices: Sequence[OfficeView]) -> Search:
    """What the address asks for; unknown values count as not given."""
    query = request.GET
    first = query.get("from", "")
    return Search(
        words=words_of(request),
        office=chosen(query, "office", [(office.code, office.name) for office in offices]),
        handling=chosen(query, "handling", HANDLING),
        status=chosen(query, "status", STATUSES) or "in_force",
        green=chosen(query, "green", GREEN),
        channel=chosen(query, "channel", CHANNELS),
        cursor=query.get("cursor", "")[:_LONGEST_CURSOR],
        first=int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 1,  # noqa: PLR2004
    )


def filters_of(search: Search, offices: Sequence[OfficeView]) -> tuple[Filter, ...]:
    """The filters with what is chosen in each."""
    names = tuple((office.code, office.short_name or office.name) for office in offices)
    return (
        Filter(field="office", label="部门", choices=names, value=search.office),
        Filter(field="handling", label="办件类型", choices=HANDLING, value=search.handling),
        Filter(field="channel", label="受理渠道", choices=CHANNELS, value=search.channel),
        Filter(field="green", label="绿色通道", choices=GREEN, value=search.green),
    )
