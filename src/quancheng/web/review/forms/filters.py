"""The filters of the lists, as they stand in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from quancheng.cases.queries.lists import DUE, STANDING, TaskFilters

MINE = ("mine", "office", "deputed")
LONGEST = 300
LAST_PAGE = 10_000
DIGITS = 5
DIGITS_OF_AN_ID = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for; nonsense in it is read as nothing."""

    filters: TaskFilters
    page: int

    @property
    def is_narrowed(self) -> bool:
        """Whether some filter leaves rows out."""
        asked = self.filters
        return bool(asked.item or asked.step or asked.words or asked.due)


def _word(given: QueryDict, name: str) -> str:
    return given.get(name, "").replace("\x00", "").strip()[:LONGEST]


def number_in(text: str) -> int:
    """The number written in ``text``; 0 for anything that is none, or too long."""
    plain = text.strip()
    fits = plain.isascii() and plain.isdigit() and len(plain) <= DIGITS_OF_AN_ID
    return int(plain) if fits else 0


def page_in(given: QueryDict) -> int:
    """The page asked for, from 1."""
    text = given.get("page", "")
    return min(max(1, number_in(text[:DIGITS])), LAST_PAGE)


def asked(given: QueryDict, *, today: date) -> Asked:
    """Read the query of the address."""
    mine, due = _word(given, "mine"), _word(given, "due")
    return Asked(
        filters=TaskFilters(
            mine=mine if mine in MINE else "mine",
            item=_word(given, "item"),
            step=_word(given, "step"),
            words=_word(given, "words"),
            due=due if due in {*DUE, *STANDING} else "",
            today=today,
        ),
        page=page_in(given),
    )
