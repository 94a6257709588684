"""The hot acts against the same rows written by hand in one statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection

from bench.lines import Line, median, timed
from quancheng.journeys import accept, act, decide, examine
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing

EACH, RUNS = 40, 5


class Captured(Exception):
    """The statement of an act, caught before it ran."""

    def __init__(self, sql: str, params: dict[str, Any]) -> None:
        super().__init__("captured")
        self.sql, self.params = sql, params


def _catch(clauses: list[Any], *, returning: str) -> tuple[Any, ...]:
    sql, params = act.compose(clauses, returning=returning)
    raise Captured(sql, params)


def _statement(work: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    """The statement ``work`` would have run."""
    real = act.run
    act.run = _catch
    try:
        work()
    except Captured as caught:
        return caught.sql, caught.params
    finally:
        act.run = real
    raise AssertionError("the act ran no statement")


def _by_hand(work: Callable[[], object]) -> float:
    """Seconds that psycopg needs to write the same rows in one statement."""
    sql, params = _statement(work)
    connection.ensure_connection()
    raw = connection.connection

    def write() -> None:
        with raw.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchone()

    wall, _ = timed(write)
    return wall


def _acts(staff: Staff) -> dict[str, Callable[[int], Callable[[], object]]]:
    guide = cases.guide_named(cases.FOOD)

    def accepting(seed: int) -> Callable[[], object]:
        number = cases.received(staff, guide, seed=seed).number
        actor = staff.at_counter("W06")
        return lambda: accept.accept(doing=doing(actor), region_code=COUNTY, number=number)

    def opining(seed: int) -> Callable[[], object]:
        case = cases.accepted(staff, guide, seed=seed)
        actor = cases.person_for(staff, case)
        return lambda: examine.give_opinion(
            doing=doing(actor),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            opinion=examine.AGREE,
            reason="符合条件。",
        )

    def deciding(seed: int) -> Callable[[], object]:
        case = cases.examined(staff, cases.accepted(staff, guide, seed=seed))
        actor = cases.person_for(staff, case)
        return lambda: decide.decide(
            doing=doing(actor),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            outcome=decide.GRANTED,
            reason="同意。",
        )

    return {"受理": accepting, "办结一个环节": opining, "决定": deciding}


def measure(staff: Staff) -> list[Line]:
    """Wall time as a ratio to the hand-written statement, and Python's CPU time, by act."""
    lines = []
    for name, make in _acts(staff).items():
        ratios, cpus = [], []
        for run in range(RUNS):
            ours, cpu, hand = [], [], []
            for number in range(EACH):
                seed = run * 10_000 + number
                wall, used = timed(make(seed))
                ours.append(wall)
                cpu.append(used)
                hand.append(_by_hand(make(seed + 5_000)))
            ratios.append(median(ours) / median(hand))
            cpus.append(median(cpu) * 1000)
        ratio, milliseconds = median(ratios), median(cpus)
        lines.append(
            Line(
                section="动作",
                name=f"{name}：墙钟时间与手写单条语句之比",
                measured=f"{ratio:.2f}",
                mark="≤ 1.30",
                met=ratio <= 1.30,
                limits="另有一次读取；写入受磁盘落盘限制",
            )
        )
        lines.append(
            Line(
                section="动作",
                name=f"{name}：Python CPU",
                measured=f"{milliseconds:.2f} ms",
                mark="≤ 1 ms",
                met=milliseconds <= 1.0,
                limits="参数绑定与摘要计算",
            )
        )
    return lines
