"""Both clocks of cases, for lists and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.cases.queries.limits import LimitFacts, limit_facts
from quancheng.cases.rules.views import CaseLine
from quancheng.catalogue import queries as catalogue
from quancheng.clock.engine import (
    Calendar,
    CaseLimits,
    Facts,
    RibbonDay,
    Suspension,
    Verdict,
    deadline,
    ribbon,
)
from quancheng.journeys.clocks import calendar_of
from quancheng.kernel.moments import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """Both clocks of one case on a day, with what they were computed from."""

    promised: Verdict | None
    statutory: Verdict | None
    limits: CaseLimits
    facts: Facts
    calendar: Calendar

    def ribbon(self) -> list[RibbonDay]:
        """Every calendar day from acceptance to the statutory deadline."""
        return ribbon(
            facts=self.facts,
            promised=self.limits.promised,
            statutory=self.limits.statutory,
            calendar=self.calendar,
        )


def _facts(*, line: CaseLine, more: LimitFacts | None, today: date) -> Facts:
    ended = day_of(line.closed_at) if line.closed_at and line.decided_on is None else None
    return Facts(
        today=today,
        received_on=line.received_on,
        accepted_on=line.accepted_on,
        complete_on=line.accepted_on,
        decided_on=line.decided_on,
        forwarded_on=line.forwarded_on,
        ended_on=ended if line.accepted_on else None,
        suspensions=more.suspensions if more else (),
        corrections=tuple(
            Suspension(start=told, end=answered, ground="补正")
            for told, answered in (more.corrections if more else ())
        ),
        extensions=more.extensions if more else (),
    )


def _calendar_key(line: CaseLine) -> tuple[str, int | None]:
    """The region and version of the calendar a case is read with; ``None`` is the one in force.

    A decided case keeps the calendar it was decided under: what was in time then stays in time.
    """
    settled = line.decided_on is not None and line.calendar_version.isdecimal()
    return line.calendar_code, int(line.calendar_version) if settled else None


def clock_views(*, lines: Sequence[CaseLine], today: date) -> dict[int, ClockView]:
    """The clocks of many cases by case id, in three queries however many there are."""
    more = limit_facts(case_ids=[line.id for line in lines])
    calendars = {
        (code, version): calendar_of(code, version=version)
        for code, version in {_calendar_key(line) for line in lines}
    }
    views = {}
    for line in lines:
        limits = catalogue.limits_of(edition_id=line.edition_id)
        calendar = calendars[_calendar_key(line)]
        facts = _facts(line=line, more=more.get(line.id), today=today)
        views[line.id] = ClockView(
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
    return views


def clock_view(*, line: CaseLine, today: date) -> ClockView:
    """The clocks of one case."""
    return clock_views(lines=[line], today=today)[line.id]
