"""Changes of the calendar, made as an administrator makes them, and the rounds that follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from quancheng.clock.engine import DayKind, DayRecord
from quancheng.clock.operations import NoticePreview
from quancheng.clock.rounds import waiting_round
from quancheng.clock.rules import read_notice
from quancheng.journeys import change_calendar
from quancheng.journeys.change_calendar import Effects, effects
from quancheng.journeys.recompute import Recomputed, recompute
from tests.factories.county import COUNTY, Staff, moment

MADE_UP_2027 = Path(__file__).parent / "holidays-2027-made-up.json"
TITLE = "国务院办公厅关于2027年部分节假日安排的通知（虚构）"
IMPORTED = moment(9, on=date(2026, 12, 29))


def days_2027(*, but: Sequence[DayRecord] = ()) -> list[DayRecord]:
    """The days of the made-up notice; ``but`` replaces or adds days."""
    rows = read_notice(content=MADE_UP_2027.read_bytes(), name=MADE_UP_2027.name)
    changed = {row.day: row for row in but}
    kept = [changed.pop(row.day, row) for row in rows]
    return [row for row in [*kept, *changed.values()] if row.kind is not DayKind.WORKING]


def import_2027(
    staff: Staff,
    *,
    now: datetime = IMPORTED,
    number: str = "虚构〔2026〕1号",
    but: Sequence[DayRecord] = (),
) -> NoticePreview:
    """Import the made-up notice."""
    return change_calendar.import_notice(
        actor=staff.in_role("administrator"),
        now=now,
        number=number,
        title=TITLE,
        issued_on=date(2026, 11, 4),
        rows=days_2027(but=but),
        years=[2027],
    )


def close(staff: Staff, day: date, *, now: datetime, region_code: str = COUNTY) -> None:
    """Declare a closure."""
    change_calendar.declare_closure(
        actor=staff.in_role("administrator"),
        now=now,
        region_code=region_code,
        day=day,
        reason="汛情停止对外办公",
        number="紫政办函〔2026〕12号",
    )


def lift(staff: Staff, day: date, *, now: datetime, region_code: str = COUNTY) -> None:
    """Take a closure back."""
    change_calendar.lift_closure(
        actor=staff.in_role("administrator"),
        now=now,
        region_code=region_code,
        day=day,
        reason="汛情解除",
        number="紫政办函〔2026〕13号",
    )


def supposed_effects(day: date, *, region_code: str = COUNTY, today: date) -> Effects:
    """What a closure on ``day`` would do to the open cases of the county."""
    return effects(
        supposed=change_calendar.closure_supposed(region_code=region_code, day=day),
        region_codes=(COUNTY,),
        today=today,
    )


def run_rounds(*, now: datetime, span: int = 50_000, chunk: int = 2_000) -> Recomputed:
    """Work until no round waits; what it did in all. ``now`` is when the last one was asked for."""
    total = Recomputed()
    while waiting_round() is not None:
        step = recompute(now=now, span=span, chunk=chunk)
        if not step.seen:
            step = recompute(now=now + timedelta(minutes=2), span=span, chunk=chunk)
        total.seen += step.seen
        total.moved += step.moved
        total.failed += step.failed
    return total
