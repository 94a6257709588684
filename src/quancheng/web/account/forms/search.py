"""What a search for staff asks for, read from the address. Nothing in an address is an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from quancheng.identity.queries import OfficeView
from quancheng.identity.rules import Role, clean_text

LONGEST = 40
LAST_PAGE = 1000
RANKS = ("A", "B")


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """Words and filters; ``page`` counts from 1."""

    words: str = ""
    office: str = ""
    office_id: int | None = None
    role: Role | None = None
    rank: str = ""
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.words or self.office or self.role or self.rank)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What the filters offer."""

    offices: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]


def search_choices(offices: Sequence[OfficeView]) -> Choices:
    """The filters for these offices."""
    return Choices(
        offices=tuple((office.code, office.short_name) for office in offices),
        roles=tuple((role.value, role.label) for role in Role),
    )


def _page(text: str) -> int:
    known = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PAGE))
    return min(LAST_PAGE, max(1, int(text))) if known else 1


def read_search(query: QueryDict, *, offices: Sequence[OfficeView]) -> Search:
    """What the address asks for; unknown values count as not given."""
    ids = {office.code: office.id for office in offices}
    office = query.get("office", "")
    role = query.get("role", "")
    rank = query.get("rank", "")
    return Search(
        words=clean_text(query.get("q", ""))[:LONGEST],
        office=office if office in ids else "",
        office_id=ids.get(office),
        role=Role(role) if role in set(Role) else None,
        rank=rank if rank in RANKS else "",
        page=_page(query.get("page", "")),
    )
