"""Lists and intake on a database with years of cases in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection

from bench.lines import Line, median, percentile
from quancheng.cases.queries import due, lists
from quancheng.cases.queries.file import case_file
from quancheng.identity.queries import scope_of
from quancheng.kernel.moments import day_of, now
from quancheng.ops.simulator.bulk import write_cases
from tests.factories import cases
from tests.factories.county import COUNTY, Staff

RUNS = 40
MARK = 0.100


def _one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return row[0] if row else None


def _intake(staff: Staff, runs: int = 40) -> float:
    guide = cases.guide_named(cases.FOOD)
    cases.received(staff, guide, seed=1)
    walls = []
    for number in range(runs):
        began = time.perf_counter()
        cases.received(staff, guide, seed=7_000 + number)
        walls.append(time.perf_counter() - began)
    return median(walls)


def _reads(staff: Staff) -> dict[str, Callable[[], object]]:
    counter = staff.at_counter("W06")
    examiner = staff.of_office("D01", "examiner")
    number = str(_one("SELECT number FROM cases_case ORDER BY id DESC LIMIT 1 OFFSET 1000"))
    applicant = int(
        str(_one("SELECT applicant_id FROM cases_application ORDER BY id LIMIT 1 OFFSET 500"))
    )
    today = day_of(now())
    return {
        "我的待办": lambda: lists.tasks(actor=examiner, filters=lists.TaskFilters()),
        "按编号打开办件": lambda: case_file(scope=scope_of(counter), number=number),
        "申请人的办件": lambda: lists.applicant_cases(region_code=COUNTY, applicant_id=applicant),
        "临近期限": lambda: due.alarming(today=today, soon=today + timedelta(days=1), limit=200),
        "窗口的一天": lambda: lists.counter_day(
            scope=scope_of(counter), counter="W06", day=today - timedelta(days=30)
        ),
    }


def measure(staff: Staff, *, count: int) -> list[Line]:
    """Intake on the empty and the filled database, and the p95 of the daily reads."""
    empty = _intake(staff)
    began = time.perf_counter()
    written = write_cases(region_code=COUNTY, count=count, seed=5, now=now())
    wrote = time.perf_counter() - began
    filled = _intake(staff)
    scale = f"{written.cases:,} 件、{written.entries:,} 条记录（批量写入用时 {wrote:.0f} 秒）"
    lines = [
        Line(
            section="规模",
            name=f"收件：{scale} 时与空库之比",
            measured=f"{filled / empty:.2f}",
            mark="≤ 1.20",
            met=filled / empty <= 1.20,
            limits="索引深度",
        )
    ]
    for name, read in _reads(staff).items():
        read()
        walls = []
        for _ in range(RUNS):
            began = time.perf_counter()
            read()
            walls.append(time.perf_counter() - began)
        p95 = percentile(walls, 0.95)
        lines.append(
            Line(
                section="规模",
                name=f"{name} p95",
                measured=f"{p95 * 1000:.1f} ms",
                mark="≤ 100 ms",
                met=p95 <= MARK,
                limits="一页 30 行与总数",
            )
        )
    return lines
