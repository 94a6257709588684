"""When a step of the flow should be done: an aim inside the office, not a limit of the law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import ceil

from quancheng.clock.engine.calendar import Calendar, Unknown


def step_due(*, opened_on: date, limit_days: Decimal, calendar: Calendar) -> date | None:
    """The day by which a step opened on ``opened_on`` should be done.

    ``limit_days`` are working days, half ones rounded up; a step without any is due on its day.
    ``None`` while the calendar does not reach. Suspended days are not in it: whoever shows the
    step as late takes them off.
    """
    days = ceil(limit_days)
    due = calendar.add(opened_on, days) if days else opened_on
    return None if isinstance(due, Unknown) else due
