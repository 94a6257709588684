"""The facts of one case that the clocks read. They are stored; everything else is computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.clock.engine.limits import ClockName, StartsOn
from quancheng.kernel.errors import UnableTo


class UnableToKeepFacts(UnableTo):
    """The dates of a case contradict each other."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """A time that is not counted: the days in ``(start, end]``, open while ``end`` is ``None``.

    ``ground`` as in 行政许可法 45, ``document`` the number of the written notice.
    """

    start: date
    end: date | None
    ground: str
    document: str = ""

    def __post_init__(self) -> None:
        """Raise ``UnableToKeepFacts`` when the end is before the start."""
        if self.end is not None and self.end < self.start:
            raise UnableToKeepFacts(
                f"“{self.ground}”停止计时的结束日 {self.end} 早于开始日 {self.start}，请改正日期。"
            )


@dataclass(frozen=True, slots=True)
class ExtensionGrant:
    """An extension that was granted: ``value`` in the unit of the limit, on one of the clocks."""

    value: int
    granted_on: date
    clock: ClockName = ClockName.STATUTORY
    approved_by: str = ""
    document: str = ""

    def __post_init__(self) -> None:
        """Raise ``UnableToKeepFacts`` unless the extension is at least one unit."""
        if self.value < 1:
            raise UnableToKeepFacts("延长的天数应当大于零，请改正延期决定。")


@dataclass(frozen=True, slots=True)
class Facts:
    """Days (Asia/Shanghai) on which things happened, and today.

    ``received_on`` the application came in; ``accepted_on`` it was accepted (by deemed acceptance:
    the day of receipt); ``complete_on`` the file was complete; ``decided_on`` the decision was
    made; ``forwarded_on`` the file went to a superior organ, which ends the review here (R6);
    ``delivered_on`` the result was handed over; ``ended_on`` withdrawn or terminated.
    ``corrections`` are the times the applicant was correcting, ``(told, answered]``.
    """

    today: date
    received_on: date | None = None
    accepted_on: date | None = None
    complete_on: date | None = None
    decided_on: date | None = None
    forwarded_on: date | None = None
    delivered_on: date | None = None
    ended_on: date | None = None
    suspensions: tuple[Suspension, ...] = ()
    corrections: tuple[Suspension, ...] = ()
    extensions: tuple[ExtensionGrant, ...] = ()

    def started_on(self, starts: StartsOn) -> date | None:
        """The day of the event that starts a limit, ``None`` while it has not happened."""
        if starts is StartsOn.ACCEPTED:
            return self.accepted_on
        if starts is StartsOn.RECEIVED:
            return self.received_on
        if starts is StartsOn.COMPLETE:
            return self.complete_on
        return self.decided_on

    def stopped_on(self, starts: StartsOn) -> date | None:
        """The first day that stops a limit: forwarding (R6), decision (R11), or the end.

        The delivery limit stops with the hand-over.
        """
        days = [self.ended_on]
        if starts is StartsOn.DECIDED:
            days.append(self.delivered_on)
        else:
            days += [self.forwarded_on, self.decided_on]
        return min((day for day in days if day is not None), default=None)
