"""天数带、双钟条、剩余天数: the three ways in which time is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from quancheng.web.ui.components.component import Component, Pace
from quancheng.web.ui.components.figures import share

LONG = 62
"""Days that one row of the ribbon holds; a longer limit takes several rows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DaysLeft(Component):
    """A large figure with its unit, then the date: ``3 个工作日 / 承诺 2月27日``.

    ``figure`` is never negative: say 今天, 超 1 or 停计时. ``more`` are further lines (the head of a case).
    """

    template_name: ClassVar[str] = "ui/components/days_left.html"
    recurs: ClassVar[bool] = True

    figure: str
    unit: str = ""
    note: str = ""
    pace: Pace = Pace.ON_TIME
    more: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockLine:
    """One of the two clocks: both lengths in percent (0–100) of the longer limit of the pair."""

    name: str
    words: str
    limit_percent: float = 100.0
    used_percent: float = 0.0

    @property
    def limit_width(self) -> str:
        """Width of the track, as ``40.0%``."""
        return share(self.limit_percent)

    @property
    def used_width(self) -> str:
        """Width of the bar, as ``25.0%``."""
        return share(self.used_percent)


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoClocks(Component):
    """Promise thick on top, statute thin below, one scale. Either may be missing."""

    template_name: ClassVar[str] = "ui/components/two_clocks.html"
    recurs: ClassVar[bool] = True

    promise: ClockLine | None
    statute: ClockLine | None
    pace: Pace = Pace.ON_TIME


class DayMark(StrEnum):
    """What a calendar day is on the ribbon; the value is its class."""

    EVENT = "ev"
    USED = "used"
    LEFT = "left"
    REST = "rest"
    SUSPENDED = "susp"
    OVER = "over"
    OPEN = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RibbonDay:
    """One calendar day. ``top`` and ``bottom`` are the words above and below the cell.

    ``extended`` is a day that an extension has added; ``says`` is what a reader who does not see
    the colour is told.
    """

    day: date
    mark: DayMark
    makeup: bool = False
    today: bool = False
    top: str = ""
    top_is_promise: bool = False
    dated_top: bool = True
    bottom: str = ""
    edge: str = ""
    raised: bool = False
    month: str = ""
    extended: bool = False
    says: str = ""

    @property
    def css(self) -> str:
        """Classes of the cell: mark, make-up day, added by an extension, today."""
        names = (
            self.mark.value,
            "work" if self.makeup else "",
            "ext" if self.extended else "",
            "now" if self.today else "",
        )
        return " ".join(name for name in names if name)

    @property
    def top_css(self) -> str:
        """Classes of the words above: side of the ribbon, promise."""
        names = ("t", self.edge, "p" if self.top_is_promise else "", "h" if self.raised else "")
        return " ".join(name for name in names if name)


@dataclass(frozen=True, kw_only=True, slots=True)
class RibbonKey:
    """One entry of the legend under the ribbon."""

    mark: DayMark
    words: str
    extended: bool = False

    @property
    def css(self) -> str:
        """Class of the sample."""
        return "ext" if self.extended else self.mark.value


@dataclass(frozen=True, kw_only=True, slots=True)
class Ribbon(Component):
    """Every calendar day from acceptance to the statutory deadline. ``label`` says the dates in words."""

    template_name: ClassVar[str] = "ui/components/ribbon.html"

    label: str
    days: tuple[RibbonDay, ...]
    key: tuple[RibbonKey, ...] = ()
    proof_url: str = ""

    @property
    def css(self) -> str:
        """Weekday of the first cell for the month grid of the phone, room for words, more rows."""
        names = (
            f"off-{self.days[0].day.isoweekday()}" if self.days else "",
            "is-tall" if any(day.raised for day in self.days) else "",
            "is-long" if len(self.days) > LONG else "",
        )
        return " ".join(name for name in names if name)
