"""The clock: a date at a time, a million at once, and a loop from day to day for comparison."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from bench.lines import Line, median, timed
from quancheng.clock.engine import (
    Calendar,
    ExtensionGrant,
    Facts,
    Limit,
    Suspension,
    Unit,
    deadline,
)
from quancheng.clock.engine.batch import dues, gathered
from quancheng.clock.rules import package_days, package_years
from tests.factories.histories import naive_due

RUNS, ONE_BY_ONE, AT_ONCE, BY_LOOP = 5, 20_000, 1_000_000, 2_000
SINGLE_MARK, BATCH_MARK = 100_000, 1_000_000
SUSPENDED, EXTENDED = 0.2, 0.1

Case = tuple[Limit, Facts]


def _case(random: Random) -> Case:
    """A running case: most limits in working days, some suspended, some extended."""
    limit = random.choices(
        (Limit(20), Limit(5), Limit(30, Unit.NATURAL_DAY), Limit(2, Unit.MONTH)),
        weights=(4, 3, 2, 1),
    )[0]
    accepted = date(2025, 1, 1) + timedelta(days=random.randrange(600))
    begun = accepted + timedelta(days=random.randrange(1, 5))
    stop = Suspension(begun, begun + timedelta(days=random.randrange(20)), "专家评审")
    grant = ExtensionGrant(3, accepted + timedelta(days=random.randrange(1, 9)))
    return limit, Facts(
        today=accepted + timedelta(days=30),
        accepted_on=accepted,
        suspensions=(stop,) if random.random() < SUSPENDED else (),
        extensions=(grant,) if random.random() < EXTENDED else (),
    )


def _rate(count: int, work: Callable[[], object]) -> float:
    """How many a second of processor time, which is a core's."""
    return count / timed(work)[1]


def measure() -> list[Line]:
    """Dates a second and core; the three ways alternate so that all meet the same machine."""
    random = Random(7)
    calendar = Calendar.of(day for year in package_years() for day in package_days(year))
    cases = [_case(random) for _ in range(ONE_BY_ONE)]
    columns = gathered(cases=cases * (AT_ONCE // ONE_BY_ONE))
    single: list[float] = []
    batch: list[float] = []
    loop: list[float] = []
    dues(columns=columns, calendar=calendar)
    for _ in range(RUNS):
        single.append(
            _rate(
                ONE_BY_ONE,
                lambda: [deadline(limit=a, facts=b, calendar=calendar) for a, b in cases],
            )
        )
        batch.append(_rate(AT_ONCE, lambda: dues(columns=columns, calendar=calendar)))
        loop.append(
            _rate(BY_LOOP, lambda: [naive_due(*case, calendar) for case in cases[:BY_LOOP]])
        )
    return [
        _line("一次一个期限（含状态、已用和剩余天数）", single, loop, SINGLE_MARK),
        _line(f"一批 {AT_ONCE // 10_000} 万个期限（整列计算）", batch, loop, BATCH_MARK),
    ]


def _line(name: str, rates: list[float], loop: list[float], mark: int) -> Line:
    ratio = median([own / other for own, other in zip(rates, loop, strict=True)])
    return Line(
        section="时限",
        name=f"{name}；逐日循环 {median(loop):,.0f} 个/秒的 {ratio:.0f} 倍",
        measured=f"{median(rates):,.0f} 个/秒·核",
        mark=f"≥ {mark:,} 个/秒·核",
        met=median(rates) >= mark,
        limits="两成停过计时，一成延过期；前缀和查表",
    )
