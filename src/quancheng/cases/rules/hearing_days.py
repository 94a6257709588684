"""The days of a hearing that has not ended, as the calendar in force decides them (pure)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from quancheng.cases.rules.hearing import REQUEST, hold_until, request_until
from quancheng.cases.rules.hearing_fact import TOLD
from quancheng.clock.engine import Calendar


@dataclass(frozen=True, slots=True)
class HearingDays:
    """From when to when a hearing may be asked for, or has to be held (行政许可法 47).

    ``request_by`` and ``hold_by`` are ``None`` while the calendar does not reach, and where the
    law sets none: a hearing of public interest has no last day.
    """

    basis: str
    stage: str
    told_on: date | None
    request_by: date | None
    requested_on: date | None
    hold_by: date | None

    def under(self, calendar: Calendar) -> HearingDays:
        """The same hearing with the day that is still to come reckoned by ``calendar``."""
        asked = self.basis == REQUEST
        if asked and self.stage == TOLD and self.told_on is not None:
            until = request_until(told_on=self.told_on, calendar=calendar)
            return replace(self, request_by=until)
        if asked and self.requested_on is not None:
            until = hold_until(requested_on=self.requested_on, calendar=calendar)
            return replace(self, hold_by=until)
        return self
