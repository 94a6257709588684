"""The filters of a list as they stand in the address; anything odd counts as not given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.hall import queries as hall
from quancheng.identity.rules import Role
from quancheng.web.counter.roles import counter_of
from quancheng.web.ui.posts import DeskRequest

LONGEST = 60
LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One counter to choose from."""

    value: str
    label: str
    chosen: bool


def words_of(request: DeskRequest) -> str:
    """The words of the filter."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def number_of(request: DeskRequest) -> int:
    """The page asked for; the first for anything odd."""
    asked = request.GET.get("page", "1")
    return (
        max(1, int(asked))
        if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER
        else 1
    )


def day_asked(request: DeskRequest, *, today: date) -> date:
    """The day asked for, today for anything odd."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today


def counters_for(request: DeskRequest) -> tuple[Choice, ...]:
    """The counters that a reader of all may choose from; none for a counter's own people."""
    if request.actor.role in (Role.COUNTER, Role.DELIVERY):
        return ()
    chosen = counter_of(request)
    return tuple(
        Choice(value=each.number, label=f"{each.number} {each.name}", chosen=each.number == chosen)
        for each in hall.counters_of(region_code=request.actor.county)
    )
