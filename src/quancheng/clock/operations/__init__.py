"""Changing the calendar and the hours, and what follows from a change."""

from __future__ import annotations

from quancheng.clock.operations.calendar import (
    SEEDED_BY,
    STREAM,
    DayChange,
    NoticePreview,
    UnableToDeclareClosure,
    UnableToLiftClosure,
    UnableToSetHours,
    declare_closure,
    import_notice,
    lift_closure,
    preview_notice,
    seed_calendar,
    set_hours,
)

__all__ = [
    "SEEDED_BY",
    "STREAM",
    "DayChange",
    "NoticePreview",
    "UnableToDeclareClosure",
    "UnableToLiftClosure",
    "UnableToSetHours",
    "declare_closure",
    "import_notice",
    "lift_closure",
    "preview_notice",
    "seed_calendar",
    "set_hours",
]
