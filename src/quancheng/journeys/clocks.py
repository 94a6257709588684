"""The clocks of a case as columns: computed from facts, never counted down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.catalogue import queries as catalogue
from quancheng.clock import queries as clock
from quancheng.clock.engine import (
    Calendar,
    CaseLimits,
    Facts,
    Projection,
    Unknown,
    project,
)
from quancheng.clock.rules import delivery_limit


def calendar_of(region_code: str, *, version: int | None = None) -> Calendar:
    """The working calendar of a county: the one in force, or that of a ``version``."""
    return clock.calendar_for(region_code=region_code, version=version)


def calendar_for(case: Snapshot) -> Calendar:
    """The working calendar of a case, of the version that was read with it."""
    return clock.calendar_for(region_code=case.calendar_code, version=case.calendar_version)


def limits_of(case: Snapshot) -> CaseLimits:
    """The two limits of the edition the case is pinned to."""
    return catalogue.limits_of(edition_id=case.edition_id)


def projection_of(*, case: Snapshot, facts: Facts) -> Projection:
    """Both clocks of the case, read on ``facts.today``."""
    return project(limits=limits_of(case), facts=facts, calendar=calendar_for(case))


def columns(*, case: Snapshot, today: date, **facts: Any) -> dict[str, Any]:
    """The due days of the case as columns, with ``facts`` in place of what was read."""
    projection = projection_of(case=case, facts=replace(case.facts(today=today), **facts))
    return {
        "promised_due": projection.promised_due,
        "promised_earliest": projection.promised_earliest or projection.statutory_earliest,
        "statutory_due": projection.statutory_due,
        "statutory_earliest": projection.statutory_earliest,
        "provisional": projection.promised_provisional or projection.statutory_provisional,
        "calendar_version": str(case.calendar_version),
    }


def deliver_by(*, decided_on: date, calendar: Calendar) -> date | None:
    """The last day for handing a result over: ten working days after the decision (R7, 许可法 44).

    ``None`` while the calendar does not reach.
    """
    return known(calendar.add(decided_on, delivery_limit().value))


def known(day: date | Unknown) -> date | None:
    """A day, or ``None`` where the calendar does not reach."""
    return None if isinstance(day, Unknown) else day
