"""Lists and intake on a database with years of cases in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection

from bench.lines import Line, median, percentile
from quancheng.cases.queries import due, lists
from quancheng.cases.queries.file import case_file
from quancheng.cases.queries.review import task_figures
from quancheng.identity.queries import scope_of
from quancheng.journeys import apply
from quancheng.kernel.moments import day_of, now
from quancheng.ops.simulator.bulk import Written, write_cases
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing

RUNS, EACH, READS = 5, 40, 40
MARK, INTAKE_MARK = 0.100, 1.20
EMPTY = "quancheng_bench_empty"
LIMITS = {
    "我的待办": "页头各数、筛选项和总数一次数出（要数遍本部门的待办任务），再取一页 30 行",
    "按编号打开办件": "整件一条查询读出，记录另一条；其余是把 JSON 变成值",
    "申请人的办件": "按申请人的索引",
    "临近期限": "一次取 200 件，按期限的部分索引",
    "窗口的一天": "按窗口和收件时间的索引",
}


def _one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return row[0] if row else None


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def empty_copy() -> None:
    """Keep a copy of the county's database as it is before it is filled, if there is none yet."""
    name = connection.settings_dict["NAME"]
    with connected_to("postgres"):
        if not _one(f"SELECT count(*) FROM pg_database WHERE datname = '{EMPTY}'"):
            run(f'CREATE DATABASE "{EMPTY}" TEMPLATE "{name}"')


def _intakes(staff: Staff, *, first: int) -> float:
    """The median wall time of taking cases in, on the database that is connected."""
    guide = cases.guide_named(cases.FOOD)
    actor = staff.at_counter("W06")
    intakes = [cases.intake_for(guide, seed=first + number) for number in range(EACH + 10)]
    walls = []
    for intake in intakes:
        began = time.perf_counter()
        apply.take_in(doing=doing(actor), region_code=COUNTY, intake=intake)
        walls.append(time.perf_counter() - began)
    return median(walls[10:])


def _intake_line(staff: Staff, written: Written, *, seconds: float) -> Line:
    """Intake on the filled database over intake on an empty copy, turn by turn."""
    ratios, filled = [], []
    for run in range(RUNS):
        with connected_to(EMPTY):
            empty = _intakes(staff, first=7_000 + run * 100)
        filled.append(_intakes(staff, first=7_000 + run * 100))
        ratios.append(filled[-1] / empty)
    ratio = median(ratios)
    return Line(
        section="规模",
        name=f"收件（{median(filled) * 1000:.1f} ms）：{written.cases:,} 件、"
        f"{written.entries:,} 条记录（批量写入 {seconds:.0f} 秒）时与空库之比",
        measured=f"{ratio:.2f}",
        mark="≤ 1.20",
        met=ratio <= INTAKE_MARK,
        limits="索引深了一层，索引页不再都在共享缓存里",
    )


def _reads(staff: Staff) -> dict[str, Callable[[], object]]:
    counter = staff.at_counter("W06")
    examiner = staff.of_office("D01", "examiner")
    number = str(_one("SELECT number FROM cases_case ORDER BY id DESC LIMIT 1 OFFSET 1000"))
    applicant = int(
        str(_one("SELECT applicant_id FROM cases_application ORDER BY id LIMIT 1 OFFSET 500"))
    )
    today = day_of(now())

    def waiting() -> None:
        """What the page of 待办 reads: its figures, then its first rows."""
        figures = task_figures(actor=examiner, today=today, tomorrow=today + timedelta(days=1))
        lists.tasks(actor=examiner, filters=lists.TaskFilters(), total=figures.totals["mine"])

    return {
        "我的待办": waiting,
        "按编号打开办件": lambda: case_file(scope=scope_of(counter), number=number),
        "申请人的办件": lambda: lists.applicant_cases(region_code=COUNTY, applicant_id=applicant),
        "临近期限": lambda: due.due_by(
            soon=today + timedelta(days=1), local={}, after=None, limit=200
        ),
        "窗口的一天": lambda: lists.counter_day(
            scope=scope_of(counter), counter="W06", day=today - timedelta(days=30)
        ),
    }


def _p95(read: Callable[[], object]) -> float:
    """The median over the runs of each run's p95."""
    read()
    found = []
    for _ in range(RUNS):
        walls = []
        for _ in range(READS):
            began = time.perf_counter()
            read()
            walls.append(time.perf_counter() - began)
        found.append(percentile(walls, 0.95))
    return median(found)


def measure(staff: Staff, *, count: int) -> list[Line]:
    """Intake on the filled database and on an empty one, and the p95 of the daily reads."""
    empty_copy()
    began = time.perf_counter()
    written = write_cases(region_code=COUNTY, count=count, now=now())
    wrote = time.perf_counter() - began
    run("VACUUM ANALYZE", "CHECKPOINT")
    lines = [_intake_line(staff, written, seconds=wrote)]
    for name, read in _reads(staff).items():
        p95 = _p95(read)
        lines.append(
            Line(
                section="规模", name=f"{name} p95", measured=f"{p95 * 1000:.1f} ms",
                mark="≤ 100 ms", met=p95 <= MARK, limits=LIMITS[name],
            )
        )  # fmt: skip
    return lines
