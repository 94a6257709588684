"""Which alarms a day calls for: due soon, past the promise, past the law (R12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from quancheng.clock.engine.calendar import Calendar, Unknown

DUE_SOON, OVERDUE, UNLAWFUL = "due_soon", "overdue", "unlawful"
ALARMS = (DUE_SOON, OVERDUE, UNLAWFUL)
"""In the order in which a case comes to them; each is announced, however late."""
SOON_DAYS = 1
"""*Convention*: working days before the promise from which a case is due soon."""


class Called(NamedTuple):
    """An alarm that the days call for, and the deadline it is about."""

    alarm: str
    due: date


def soon_after(*, today: date, calendar: Calendar) -> date:
    """The last promised day that counts as soon on ``today``."""
    day = calendar.add(today, SOON_DAYS)
    return today if isinstance(day, Unknown) else day


def alarms_after(
    announced: str,
    *,
    promised_due: date | None,
    statutory_due: date | None,
    today: date,
    soon: date,
) -> tuple[Called, ...]:
    """The alarms that ``today`` calls for and that come after the one ``announced``, in order.

    A deadline ends with the close of its day, so that a case is past it from the next day on.
    """
    before = today - timedelta(days=1)
    reached = ALARMS.index(announced) + 1 if announced else 0
    every = (
        (DUE_SOON, promised_due, soon),
        (OVERDUE, promised_due, before),
        (UNLAWFUL, statutory_due, before),
    )
    return tuple(
        Called(alarm, due) for alarm, due, until in every[reached:] if due and due <= until
    )


def alarm_day(*, called: Called, accepted_on: date, calendar: Calendar) -> date:
    """The day on which an alarm took effect, whenever it is announced.

    The day after the deadline; for ``due_soon`` the working day before it, not before acceptance.
    """
    if called.alarm != DUE_SOON:
        return called.due + timedelta(days=1)
    before = calendar.back(called.due, SOON_DAYS)
    return max(accepted_on, called.due if isinstance(before, Unknown) else before)
