"""Reading the calendar and the hours."""

from __future__ import annotations

from quancheng.clock.queries.calendars import (
    Supposed,
    calendar_as_if,
    calendar_for,
    calendar_rows,
    calendar_version,
    known_years,
    local_regions,
)
from quancheng.clock.queries.documents import (
    Closure,
    DayHours,
    Difference,
    NoticeRow,
    closes_at,
    closures,
    hours_of,
    notices,
    package_differences,
)

__all__ = [
    "Closure",
    "DayHours",
    "Difference",
    "NoticeRow",
    "Supposed",
    "calendar_as_if",
    "calendar_for",
    "calendar_rows",
    "calendar_version",
    "closes_at",
    "closures",
    "hours_of",
    "known_years",
    "local_regions",
    "notices",
    "package_differences",
]
