"""A history of working days, and a hall that keeps moving."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Protocol

from django.db import InterfaceError, OperationalError, connection

from quancheng.cases.queries.lists import unfinished
from quancheng.clock import operations as clock_operations
from quancheng.clock import queries as clock
from quancheng.clock.engine import Unknown
from quancheng.journeys.send_notices import send_waiting
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import at
from quancheng.ops.simulator.county_at_work import CountyAtWork
from quancheng.ops.simulator.families import FamiliesAtWork
from quancheng.ops.simulator.schedule import CLOSES, OPENS

OPENING, EVENING = 6, 20
MOST_DAYS = 260
REPORT_EVERY = 20
"""After how many acts progress is told."""

ACTS_OF_A_VISIT = 4
"""How many acts a visit brings with it, on the average of all items."""

FAMILY_BEFORE = 3
"""On which of the last days a joint case comes with its children, so that it is still open."""

MOST_IN_HAND = 12
"""How many acts the moving hall has in hand before somebody new comes."""


class UnableToSimulate(UnableTo):
    """The history cannot be made as asked."""


class Reporter(Protocol):
    """Told about progress: on which day it is, and how many days of all are done."""

    def __call__(self, *, day: date, done: float, days: int, acts: int) -> None: ...


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
    while (swept := sweep(now=now, simulated=True)).deemed + swept.announced:
        pass


def _days_to_go(
    *, region_code: str, days: int, now: datetime, since: datetime | None
) -> list[date]:
    """The working days to simulate: the last ``days``, or all since ``since``, and today."""
    today = moments.day_of(now)
    calendar = clock.calendar_for(region_code=region_code)
    if since is None:
        past = working_days_before(region_code=region_code, today=today, count=days)
    else:
        begun = moments.day_of(since)
        reached = [begun + timedelta(days=n) for n in range((today - begun).days)]
        past = [day for day in reached if calendar.is_working(day)]
    return [*past, today] if calendar.is_working(today) else past


class _Days:
    """The days of a history, one after the other, with what is told about them on the way."""

    def __init__(self, county: CountyAtWork, *, days: list[date], report: Reporter | None) -> None:
        self._county, self._days, self._report = county, days, report
        self._done, self._day = 0.0, days[0]

    def run(self, *, visits: int, now: datetime, since: datetime | None) -> None:
        """Do each day's work, from the morning's sweep to the evening's notices."""
        for number, day in enumerate(self._days):
            self._done, self._day = number, day
            if since is None or since < at(day, OPENING):
                _sweep(at(day, OPENING))
            self._county.plan_day(day, visits=visits, after=since)
            end = min(at(day, EVENING), now)
            self._county.run_until(end, tick=self._tell)
            _drain(end)
        self._done = len(self._days)
        self._tell(now, last=True)

    def _tell(self, moment: datetime, *, last: bool = False) -> None:
        """Say how far it is; the acts of a day are spread over its office hours."""
        acts = self._county.done.total()
        if self._report is None or (acts % REPORT_EVERY and not last):
            return
        passed = (moment - at(self._day, OPENS)).total_seconds()
        whole = (CLOSES - OPENS) * 3600
        share = 0.0 if last else min(max(passed / whole, 0.0), 1.0)
        self._report(day=self._day, done=self._done + share, days=len(self._days), acts=acts)


def simulate_days(
    *,
    region_code: str,
    days: int,
    visits: int,
    seed: int,
    now: datetime,
    since: datetime | None = None,
    report: Reporter | None = None,
) -> Simulated:
    """Simulate the last ``days`` working days, and today up to ``now``, through real journeys.

    ``visits`` is how many people come to the counters of the county on a usual day. With
    ``since``, the moment of the last act of a history that was interrupted, the open cases are
    taken up again and the days from then on are simulated.
    """
    if not 1 <= days <= MOST_DAYS:
        raise UnableToSimulate(f"天数应在 1 到 {MOST_DAYS} 之间，请改正。")
    wanted = _days_to_go(region_code=region_code, days=days, now=now, since=since)
    county = FamiliesAtWork(
        region_code=region_code, first=wanted[0], seed=seed if since is None else seed + 1
    )
    if since is None and len(wanted) >= FAMILY_BEFORE:
        county.plan_family(at(wanted[-FAMILY_BEFORE], OPENS + 1))
    with _relaxed():
        if since is not None:
            county.pick_up(unfinished(region_code=region_code), now=since)
        _Days(county, days=wanted, report=report).run(visits=visits, now=now, since=since)
    return Simulated(days=len(wanted), done=county.done, refused=county.refused)


def keep_moving(
    *,
    region_code: str,
    visits: int,
    seed: int,
    stop: Callable[[], bool],
    pause: Callable[[float], object] = time.sleep,
) -> Simulated:
    """Keep the hall moving in real time, an act every few seconds, until ``stop`` says so.

    About ``visits`` people come in eight hours, at any hour of the clock, so that there is always
    something to see; what follows from a visit happens within minutes instead of days. While the
    database is away the hall waits for it. ``pause`` is how the time between two acts is spent;
    it may end early when ``stop`` turns true.
    """
    random = Random(seed)
    county: CountyAtWork | None = None
    gap = 8 * 3600 / max(1, visits) / ACTS_OF_A_VISIT
    while not stop():
        try:
            now = moments.now()
            county = county or CountyAtWork(
                region_code=region_code, first=moments.day_of(now), seed=seed
            )
            if county.waiting() < MOST_IN_HAND:
                county.plan_visit(now)
            county.do_next(now)
        except (OperationalError, InterfaceError):
            connection.close()
        pause(gap * random.uniform(0.4, 1.6))
    done, refused = (county.done, county.refused) if county else (Counter[str](), Counter[str]())
    return Simulated(days=0, done=done, refused=refused)
