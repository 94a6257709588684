"""A year of a county's cases, the sweep stopped on many days: the alarms of a day-by-day recomputation.

The pure side of ``tests/journeys/test_time_travel.py`` at the size of a county: the rules the sweep
and the acts go by, against a loop that looks at every case every morning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import pytest

from quancheng.clock.engine import Calendar, ClockName, Facts, Limit, Suspension, Unit
from quancheng.clock.engine.batch import dues, gathered
from quancheng.clock.rules import ALARMS, Called, alarm_day, alarms_after, soon_after
from tests.factories.histories import naive_due

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
A_DAY = 360
STOPPED_WEEK = (date(2025, 9, 22), date(2025, 9, 28))
LIMITS = (
    (Limit(4, clock=ClockName.PROMISED), Limit(10)),
    (Limit(8, clock=ClockName.PROMISED), Limit(20)),
    (Limit(12, Unit.NATURAL_DAY, clock=ClockName.PROMISED), Limit(30, Unit.NATURAL_DAY)),
    (Limit(1, Unit.MONTH, clock=ClockName.PROMISED), Limit(2, Unit.MONTH)),
)
Announced = list[tuple[str, date]]


@dataclass(frozen=True)
class Stretch:
    """Days on which the clock runs: the mornings after ``after``, up to and including ``until``."""

    after: date
    until: date
    facts: Facts


@dataclass(frozen=True)
class Life:
    """A case: its limits, and when its clock runs."""

    limits: tuple[Limit, Limit]
    stretches: tuple[Stretch, ...]


def _life(random: Random, accepted: date) -> Life:
    ended = min(LAST, accepted + timedelta(days=random.choice((3, 8, 20, 60, 400))))
    running = Facts(today=ended, accepted_on=accepted)
    limits = random.choice(LIMITS)
    begun = accepted + timedelta(days=random.randrange(1, 15))
    resumed = begun + timedelta(days=random.randrange(30))
    if random.random() >= 0.2 or resumed >= ended:
        return Life(limits, (Stretch(accepted, ended, running),))
    stop = Suspension(begun, resumed, "专家评审")
    return Life(
        limits,
        (
            Stretch(accepted, begun, running),
            Stretch(resumed, ended, replace(running, suspensions=(stop,))),
        ),
    )


def _lives(calendar: Calendar) -> list[Life]:
    random, day = Random(2025), FIRST
    lives: list[Life] = []
    while day < LAST:
        if calendar.is_working(day):
            lives += [_life(random, day) for _ in range(A_DAY)]
        day += ONE_DAY
    return lives


def _columns(lives: Sequence[Life], calendar: Calendar, place: int) -> Iterator[date]:
    """The days an act projects to the columns the sweep reads, for every stretch in order."""
    cases = [(life.limits[place], each.facts) for life in lives for each in life.stretches]
    found = dues(columns=gathered(cases=cases), calendar=calendar)
    return map(date.fromordinal, (found.due + found.earliest * (found.due == 0)).tolist())


def _swept(
    life: Life, days: Sequence[tuple[date, date]], *, mornings: dict[date, date], up: set[date]
) -> Announced:
    """What the sweep and the acts announce, when the sweep comes on the days ``up``."""
    announced: Announced = []
    reached, before = "", None
    for stretch, (promised, statutory) in zip(life.stretches, days, strict=True):
        if before is not None and promised != before and promised >= stretch.after:
            reached = ""
        before, day = promised, max(stretch.after + ONE_DAY, promised - 20 * ONE_DAY)
        while day <= stretch.until and reached != ALARMS[-1]:
            if day in up or day == stretch.until:
                for called in alarms_after(
                    reached,
                    promised_due=promised,
                    statutory_due=statutory,
                    today=day,
                    soon=mornings[day],
                ):
                    announced.append(called)
                    reached = called.alarm
            day += ONE_DAY
    return announced


def _looked_at(life: Life, calendar: Calendar, mornings: dict[date, date]) -> Announced:
    """What a loop announces that looks at the case every morning on which its clock runs."""
    announced: Announced = []
    reached, before = 0, None
    for stretch in life.stretches:
        promised, statutory = (naive_due(each, stretch.facts, calendar) for each in life.limits)
        promised, statutory = promised or date.max, statutory or date.max
        if before is not None and promised != before and promised >= stretch.after:
            reached = 0
        before, day = promised, stretch.after + ONE_DAY
        while day <= stretch.until and reached < len(ALARMS):
            called = (promised <= mornings[day], promised < day, statutory < day)
            while reached < len(ALARMS) and called[reached]:
                announced.append((ALARMS[reached], statutory if reached == 2 else promised))
                reached += 1
            day += ONE_DAY
    return announced


def _next_working_days(calendar: Calendar) -> dict[date, date]:
    """For every day of the year the next working day after it, by walking."""
    found: dict[date, date] = {}
    day = FIRST
    while day <= LAST:
        after = day + ONE_DAY
        while not calendar.is_working(after):
            after += ONE_DAY
        found[day] = after
        day += ONE_DAY
    return found


@pytest.mark.slow
def test_a_year_of_a_county_ends_with_the_alarms_of_a_daily_recomputation(calendar):
    random, mornings = Random(7), _next_working_days(calendar)
    up = {
        day
        for day in mornings
        if random.random() >= 0.3 and not STOPPED_WEEK[0] <= day <= STOPPED_WEEK[1]
    }
    assert all(soon_after(today=day, calendar=calendar) == mornings[day] for day in mornings)
    lives = _lives(calendar)
    assert len(lives) >= 85_000
    columns = zip(_columns(lives, calendar, 0), _columns(lives, calendar, 1), strict=True)
    alarms = 0
    for life in lives:
        days = [next(columns) for _ in life.stretches]
        swept = _swept(life, days, mornings=mornings, up=up)
        assert swept == _looked_at(life, calendar, mornings), life
        alarms += len(swept)
    assert alarms >= 50_000


def test_the_day_an_alarm_took_effect_does_not_depend_on_the_sweep(calendar):
    mornings = _next_working_days(calendar)
    for promised in (date(2025, 2, 8), date(2025, 5, 6), date(2025, 10, 11)):
        first = next(day for day, soon in mornings.items() if promised <= soon)
        called = Called(ALARMS[0], promised)
        assert alarm_day(called=called, accepted_on=FIRST, calendar=calendar) == first
