"""Announcing that a case is due soon, past the promise or past the law: by the sweep, or by an act.

The record must not depend on when the sweep comes round. Whatever takes a case out of its reach (a
decision, a suspension, a withdrawal) first puts on the record what the days have called for.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from quancheng.cases.queries.alarms import alarm_of
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import RUNNING, UnableToActStale
from quancheng.clock.rules import Called, alarm_day, alarms_after, soon_after
from quancheng.journeys import clocks
from quancheng.journeys.act import Doing, Writing, write
from quancheng.kernel.moments import day_of


def _missing(case: Snapshot, *, now: datetime) -> tuple[Called, ...]:
    """The alarms the days have called for that are not on the record.

    What has been announced is read after the case, so that the version betrays who was faster.
    """
    today = day_of(now)
    called = partial(
        alarms_after,
        promised_due=case.promised_due,
        statutory_due=case.statutory_due,
        today=today,
        soon=soon_after(today=today, calendar=clocks.calendar_for(case)),
    )
    if case.state not in RUNNING or not called(""):
        return ()
    return called(alarm_of(case_id=case.id))


def _announce(case: Snapshot, *, called: Called, now: datetime) -> bool:
    """Put one alarm on the record, dated to the day it took effect; false if somebody was faster."""
    writing = Writing(
        kind=called.alarm,
        step=case.step,
        changes={"alarm": called.alarm},
        data={"due": called.due.isoformat()},
        effective_on=alarm_day(
            called=called,
            accepted_on=case.accepted_on or called.due,
            calendar=clocks.calendar_for(case),
        ),
    )
    key = f"sweep-{case.number}-{case.version}-{called.alarm}"
    try:
        write(doing=Doing(actor=None, now=now, key=key), case=case, writing=writing)
    except UnableToActStale:
        return False
    return True


def catch_up(*, case: Snapshot, now: datetime) -> tuple[Snapshot, int]:
    """Announce, in their order, all alarms that are missing; the case after it, and how many."""
    announced = 0
    while missing := _missing(case, now=now):
        announced += _announce(case, called=missing[0], now=now)
        case = snapshot(region_code=case.region_code, number=case.number)
    return case, announced


def caught_up(*, case: Snapshot, now: datetime) -> Snapshot:
    """The case as it is once every alarm that the days have called for is on the record."""
    return catch_up(case=case, now=now)[0]
