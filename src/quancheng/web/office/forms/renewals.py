"""What the address of the list of renewals asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from quancheng.delivery.rules import STANDINGS

FIRST_YEAR, LAST_YEAR = 2004, 2100
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A year, one of its months (0 for all), one state (empty for all)."""

    year: int
    month: int
    state: str


def _number(text: str, *, first: int, last: int, default: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(last)):
        return default
    return int(text) if first <= int(text) <= last else default


def asked_of(given: QueryDict, *, today: date) -> Asked:
    """The filters in an address; what means nothing is left out."""
    state = given.get("state", "")
    return Asked(
        year=_number(given.get("year", ""), first=FIRST_YEAR, last=LAST_YEAR, default=today.year),
        month=_number(given.get("month", ""), first=1, last=MONTHS, default=0),
        state=state if state in STANDINGS else "",
    )
