"""The months of the compression pages that can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.web.ui.presenters import compression as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The months that can be chosen; ``chosen`` is empty for all of them."""

    chosen: str
    choices: tuple[tuple[str, str], ...]
    label: str

    @property
    def query(self) -> str:
        """What keeps the choice in an address."""
        return f"?month={self.chosen}" if self.chosen else ""


def period(*, months: Sequence[date], chosen: str) -> Period:
    """The choice of a month among ``months``."""
    choices = tuple((f"{month:%Y-%m}", words.month_words(month)) for month in reversed(months))
    known = dict(choices)
    spans = f"{words.month_words(months[0])}至{words.month_words(months[-1])}"
    return Period(
        chosen=chosen if chosen in known else "",
        choices=choices,
        label=known.get(chosen, spans),
    )
