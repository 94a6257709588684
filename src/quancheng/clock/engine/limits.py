"""A time limit as a record: value, unit, start, extension, suspension, correction, basis.

No limit is a constant of the program: the law, and the edition of an item, write it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.kernel.errors import UnableTo

LONGEST_LIMIT = 3660
"""The largest value a limit may have, in its own unit: ten years of days."""


class UnableToUseLimit(UnableTo):
    """A limit contradicts itself."""


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"
    MONTH = "month"
    INSTANT = "instant"


class StartsOn(StrEnum):
    """The event whose day starts a limit; that day itself is not counted (民法典 201)."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    COMPLETE = "complete"
    DECIDED = "decided"


class ClockName(StrEnum):
    """Which of the two clocks: the office's promise, or the law."""

    PROMISED = "promised"
    STATUTORY = "statutory"


class Approver(StrEnum):
    """Who may approve an extension (行政许可法 42)."""

    ORGAN_HEAD = "organ_head"
    GOVERNMENT_HEAD = "government_head"


@dataclass(frozen=True, slots=True)
class Extension:
    """How far a limit may be extended: at most ``value`` units, ``times`` times, by whom."""

    value: int
    times: int = 1
    approved_by: Approver = Approver.ORGAN_HEAD
    basis: str = ""

    def __post_init__(self) -> None:
        """Raise ``UnableToUseLimit`` unless both numbers are positive."""
        if not 1 <= self.value <= LONGEST_LIMIT or self.times < 1:
            raise UnableToUseLimit("延长期限的天数和次数都应当大于零，请改正事项的延期规定。")


@dataclass(frozen=True, slots=True)
class CorrectionWindow:
    """The time to tell the applicant, once, everything that must be corrected.

    ``value`` units after receipt; 0 means on the spot. ``silence_accepts``: nothing said in that
    time is an acceptance from the day of receipt (行政许可法 32(4)).
    """

    value: int = 5
    unit: Unit = Unit.WORKING_DAY
    silence_accepts: bool = True
    basis: str = "《中华人民共和国行政许可法》第三十二条第一款第四项"

    def __post_init__(self) -> None:
        """Raise ``UnableToUseLimit`` unless the window is on the spot or some days."""
        if not 0 <= self.value <= LONGEST_LIMIT or self.unit not in (
            Unit.WORKING_DAY,
            Unit.NATURAL_DAY,
        ):
            raise UnableToUseLimit("补正告知期限应当是当场或者若干日，请改正事项的补正规定。")


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of one item on one clock.

    ``value`` in ``unit`` after the ``starts`` event; 0 only for ``INSTANT`` (当场).
    ``special_grounds`` are the grounds of suspension a special law adds to those of
    行政许可法 45. ``text_date`` is the date of the text of the law in ``basis``.
    """

    value: int
    unit: Unit = Unit.WORKING_DAY
    starts: StartsOn = StartsOn.ACCEPTED
    clock: ClockName = ClockName.STATUTORY
    extension: Extension | None = None
    special_grounds: frozenset[str] = frozenset()
    correction: CorrectionWindow | None = None
    basis: str = ""
    text_date: date | None = None

    def __post_init__(self) -> None:
        """Raise ``UnableToUseLimit`` when value and unit do not fit."""
        if self.unit is Unit.INSTANT:
            if self.value != 0:
                raise UnableToUseLimit(
                    "当场办结的事项不能再写天数，请把期限改为零或者改用天数单位。"
                )
            if self.extension is not None:
                raise UnableToUseLimit(
                    "当场办结的事项不能延长期限，请删去延期规定或者改用天数单位。"
                )
        elif not 1 <= self.value <= LONGEST_LIMIT:
            raise UnableToUseLimit(
                f"期限应当在 1 到 {LONGEST_LIMIT} 之间，现在是 {self.value}，请改正事项的期限。"
            )


@dataclass(frozen=True, slots=True)
class CaseLimits:
    """The limits a case runs on; ``None`` where the item has no such limit."""

    promised: Limit | None = None
    statutory: Limit | None = None

    def __post_init__(self) -> None:
        """Raise ``UnableToUseLimit`` when a limit sits on the wrong clock."""
        if self.promised is not None and self.promised.clock is not ClockName.PROMISED:
            raise UnableToUseLimit("承诺期限被标成了法定时钟，请在事项中改为承诺时钟。")
        if self.statutory is not None and self.statutory.clock is not ClockName.STATUTORY:
            raise UnableToUseLimit("法定期限被标成了承诺时钟，请在事项中改为法定时钟。")

    @property
    def correction(self) -> CorrectionWindow | None:
        """The correction window of the item: that of its law, else that of its promise."""
        limit = self.statutory or self.promised
        return limit.correction if limit else None

    def each(self) -> tuple[Limit, ...]:
        """The limits there are, the promise first."""
        return tuple(limit for limit in (self.promised, self.statutory) if limit is not None)
