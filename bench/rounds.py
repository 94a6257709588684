"""A million open cases: the sweep, the preview of a change of the calendar, and the round after it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from bench.lines import Line
from bench.scale import EMPTY, connected_to, empty_copy, run
from quancheng.clock.engine import Unknown
from quancheng.clock.rounds import waiting_round
from quancheng.journeys import change_calendar
from quancheng.journeys.change_calendar import effects
from quancheng.journeys.clocks import calendar_of
from quancheng.journeys.recompute import recompute
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel.moments import day_of, now
from quancheng.ops.simulator.bulk import write_cases
from tests.factories.calendar import close
from tests.factories.county import COUNTY, Staff

MOST = 1_000_000
OPEN = "quancheng_bench_open"
ROUND_MARK, SWEEP_MARK = 60.0, 10.0
LIMITS_SWEEP = "没有新提醒时只看部分索引；有提醒时受写入（每件一条记录和摘要）限制"
LIMITS_ROUND = "在办件按相同事实分组后各算一次；其余是数据库读出和分组"


@contextmanager
def _copy() -> Iterator[None]:
    """A copy of the county's database as it was before the years of cases; dropped afterwards."""
    with connected_to("postgres"):
        run(f'DROP DATABASE IF EXISTS "{OPEN}"', f'CREATE DATABASE "{OPEN}" TEMPLATE "{EMPTY}"')
    try:
        with connected_to(OPEN):
            yield
    finally:
        with connected_to("postgres"):
            run(f'DROP DATABASE "{OPEN}"')


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _line(name: str, *, seconds: float, mark: float, limits: str) -> Line:
    return Line(
        section="在办件",
        name=name,
        measured=f"{seconds:.1f} s",
        mark=f"≤ {mark:.0f} s",
        met=seconds <= mark,
        limits=limits,
    )


def _closed(today: date) -> date:
    """A working day a little ahead, of which the centre will be closed."""
    day = calendar_of(COUNTY).add(today, 3)
    return today + timedelta(days=3) if isinstance(day, Unknown) else day


def _whole_round(at: datetime) -> tuple[int, int]:
    """Cases looked at and moved until no round waits."""
    seen = moved = 0
    while waiting_round() is not None:
        step = recompute(now=at)
        if not step.seen:
            step = recompute(now=at + timedelta(minutes=2))
        seen, moved = seen + step.seen, moved + step.moved
    return seen, moved


def measure(*, count: int) -> list[Line]:
    """Seconds of one sweep with and without anything new, of a preview and of a round; once each."""
    many, at = min(count, MOST), now()
    empty_copy()
    with _copy():
        write_cases(region_code=COUNTY, count=many, now=at, open_share=1.0)
        run("VACUUM ANALYZE", "CHECKPOINT")
        # Years of old cases would all raise their alarms at once: they have been announced.
        run(
            "UPDATE cases_case SET alarm = CASE WHEN statutory_due < current_date - 3 THEN 'unlawful'"
            " WHEN promised_due < current_date - 3 THEN 'overdue' ELSE '' END",
            "VACUUM ANALYZE cases_case",
            "CHECKPOINT",
        )
        began = time.perf_counter()
        swept = sweep(now=at)
        raised = time.perf_counter() - began
        quiet = _seconds(lambda: sweep(now=at + timedelta(seconds=30)))
        day = _closed(day_of(at))
        supposed = change_calendar.closure_supposed(region_code=COUNTY, day=day)
        seen = _seconds(
            lambda: effects(supposed=supposed, region_codes=(COUNTY,), today=day_of(at))
        )
        close(Staff(today=day_of(at)), day, now=at)
        began = time.perf_counter()
        looked, moved = _whole_round(at)
        whole = time.perf_counter() - began
    named = f"{many:,} 件在办"
    return [
        _line(
            f"{named}：一次扫描，发出 {swept.announced:,} 个提醒",
            seconds=raised, mark=SWEEP_MARK, limits=LIMITS_SWEEP,
        ),
        _line(
            f"{named}：再扫描一次，没有新提醒", seconds=quiet, mark=SWEEP_MARK, limits=LIMITS_SWEEP,
        ),
        _line(f"{named}：停办一天的预览", seconds=seen, mark=ROUND_MARK, limits=LIMITS_ROUND),
        _line(
            f"{named}：停办一天后重算（看了 {looked:,} 件，移动 {moved:,} 件并逐件留痕、通知）",
            seconds=whole, mark=ROUND_MARK, limits=LIMITS_ROUND,
        ),
    ]  # fmt: skip
