"""Which last day an application would have if it were accepted today."""

from __future__ import annotations

from datetime import date

from quancheng.catalogue import queries as catalogue
from quancheng.clock.engine import Facts, deadline
from quancheng.journeys.clocks import calendar_of
from quancheng.journeys.read_clock import ClockView


def if_accepted(*, edition_id: int, region_code: str, on: date) -> ClockView:
    """Both clocks of an application received, complete and accepted on ``on``."""
    limits = catalogue.limits_of(edition_id=edition_id)
    calendar = calendar_of(region_code)
    facts = Facts(today=on, received_on=on, accepted_on=on, complete_on=on)
    return ClockView(
        promised=deadline(limit=limits.promised, facts=facts, calendar=calendar)
        if limits.promised
        else None,
        statutory=deadline(limit=limits.statutory, facts=facts, calendar=calendar)
        if limits.statutory
        else None,
        limits=limits,
        facts=facts,
        calendar=calendar,
    )
