"""A history of working days, and a hall that keeps moving."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import connection

from quancheng.clock import operations as clock_operations
from quancheng.clock import queries as clock
from quancheng.clock.engine import Unknown
from quancheng.journeys.send_notices import send_waiting
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import at
from quancheng.ops.simulator.county_at_work import CountyAtWork

OPENING, EVENING = 6, 20
LIVE_MINUTES = 3
MOST_DAYS = 260


class UnableToSimulate(UnableTo):
    """The history cannot be made as asked."""


class Reporter(Protocol):
    """Told about progress: acts done of acts expected so far."""

    def __call__(self, *, day: date, number: int, days: int, acts: int) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What was simulated; ``refused`` counts the sentences of acts that could not be done."""

    days: int
    done: Counter[str]
    refused: Counter[str]


def working_days_before(*, region_code: str, today: date, count: int) -> list[date]:
    """The last ``count`` working days before ``today``, oldest first.

    Raises :class:`UnableToSimulate` where the calendar does not reach so far back.
    """
    calendar = clock.calendar_for(region_code=region_code)
    days: list[date] = []
    for number in range(count, 0, -1):
        day = calendar.back(today, number)
        if isinstance(day, Unknown):
            raise UnableToSimulate("工作日历没有覆盖要模拟的日期，请先运行 quancheng migrate。")
        days.append(day)
    return days


def opening_day(*, today: date, days: int) -> date:
    """The day from which a county with ``days`` of history has its list in force.

    Twenty working days earlier than the history, so that nothing begins on the first day.
    """
    clock_operations.seed_calendar(now=moments.now())
    return working_days_before(region_code="", today=today, count=days + 20)[0]


@contextmanager
def _relaxed() -> Iterator[None]:
    """Without waiting for the disk at each act: a history that is lost is made again."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


def _drain(now: datetime) -> None:
    while send_waiting(now=now, limit=500).sent:
        pass


def _sweep(now: datetime) -> None:
    while (swept := sweep(now=now)).deemed + swept.announced:
        pass


def simulate_days(
    *,
    region_code: str,
    days: int,
    visits: int,
    seed: int,
    now: datetime,
    report: Reporter | None = None,
) -> Simulated:
    """Simulate the last ``days`` working days, and today up to ``now``, through real journeys.

    ``visits`` is how many people come to the counters of the county on a usual day.
    """
    if not 1 <= days <= MOST_DAYS:
        raise UnableToSimulate(f"天数应在 1 到 {MOST_DAYS} 之间，请改正。")
    today = moments.day_of(now)
    past = working_days_before(region_code=region_code, today=today, count=days)
    county = CountyAtWork(region_code=region_code, first=past[0], seed=seed)
    if county.calendar.is_working(today):
        past.append(today)
    with _relaxed():
        for number, day in enumerate(past, start=1):
            _sweep(at(day, OPENING))
            county.plan_day(day, visits=visits)
            end = min(at(day, EVENING), now)
            county.run_until(end)
            _drain(end)
            if report is not None:
                report(day=day, number=number, days=len(past), acts=county.done.total())
    return Simulated(days=len(past), done=county.done, refused=county.refused)


def keep_moving(
    *,
    region_code: str,
    visits: int,
    seed: int,
    stop: Callable[[], bool],
    pause: Callable[[float], None] = time.sleep,
) -> Counter[str]:
    """Keep the hall moving in real time until ``stop`` says so.

    Visits come as on a usual day but spread evenly, so that something is to be seen at any
    hour; what follows from them happens within minutes instead of days.
    """
    now = moments.now()
    county = CountyAtWork(region_code=region_code, first=moments.day_of(now), seed=seed)
    gap = timedelta(hours=8) / max(1, visits)
    next_visit = now
    while not stop():
        now = moments.now()
        if now >= next_visit:
            county.plan_visit(now)
            next_visit = now + gap
        county.hurry(now, within=timedelta(minutes=LIVE_MINUTES))
        county.run_until(now)
        pause(min(1.0, gap.total_seconds()))
    return county.done
