"""The hot acts against the same rows written by hand in one statement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from bench.by_hand import READ_FACTS, STATEMENTS, given
from bench.lines import Line, median, timed
from quancheng.journeys import accept, act, decide, examine
from quancheng.kernel.statement import compose
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing

EACH, RUNS = 40, 5
TABLES = (
    "ledger_entry", "ledger_receipt", "workflow_task", "cases_letter", "notices_message",
    "cases_decision", "delivery_result",
)  # fmt: skip
LIMITS_RATIO = (
    "规则在 Python 里，所以写之前必须先读一次这件（一次往返），再算时钟、流程、摘要并拼语句；"
    "落盘越慢的磁盘上比值越接近 1，这台机器一次提交的落盘只要约 0.2 ms"
)
LIMITS_FACTS = "对方同样先用一条查询读出事实，再用一条语句写；其余是时钟、流程和摘要的计算"
LIMITS_CPU = "参数绑定、时钟、摘要；决定另有解开密钥和 Ed25519 签名"


class UnableToCompare(Exception):
    """What was written by hand is not what the act writes."""


class Captured(Exception):
    """The statement of an act, caught before it ran."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__("captured")
        self.params = params


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act ready to be done: the case it is on, and the call."""

    number: str
    do: Callable[[], object]


def _catch(clauses: list[Any], *, returning: str) -> tuple[Any, ...]:
    raise Captured(compose(clauses, returning=returning)[1])


def _values(work: Callable[[], object]) -> dict[str, Any]:
    """The values of the statement that ``work`` would have run."""
    real = act.run
    act.run = _catch
    try:
        work()
    except Captured as caught:
        return given(caught.params)
    finally:
        act.run = real
    raise UnableToCompare("the act ran no statement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Seconds that psycopg needs for the facts and for the statement."""

    read: float
    write: float


def _by_hand(name: str, one: Act) -> Hand:
    values = _values(one.do)
    connection.ensure_connection()
    raw = connection.connection

    def ask(sql: str, params: Any) -> None:
        with raw.cursor() as cursor:
            cursor.execute(sql, params)
            if cursor.fetchone() is None:
                raise UnableToCompare(f"{name}: nothing was written")

    read, _ = timed(lambda: ask(READ_FACTS, [COUNTY, one.number]))
    write, _ = timed(lambda: ask(STATEMENTS[name], values))
    return Hand(read=read, write=write)


def _rows() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT count(*) FROM {table}" for table in TABLES))
        return [int(row[0]) for row in cursor.fetchall()]


def _check_same_rows(name: str, *, make: Callable[[int], Act]) -> None:
    """Both ways add the same number of rows to every table."""
    ours, theirs = make(9_001), make(9_002)
    before = _rows()
    ours.do()
    between = _rows()
    _by_hand(name, theirs)
    after = _rows()
    wrote = [later - sooner for later, sooner in zip(between, before, strict=True)]
    by_hand = [later - sooner for later, sooner in zip(after, between, strict=True)]
    if wrote != by_hand:
        raise UnableToCompare(f"{name}: {wrote} rows, by hand {by_hand}")


def _acts(staff: Staff) -> dict[str, Callable[[int], Act]]:
    guide = cases.guide_named(cases.FOOD)

    def accepting(seed: int) -> Act:
        number = cases.received(staff, guide, seed=seed).number
        actor = staff.at_counter("W06")
        return Act(
            number=number,
            do=lambda: accept.accept(doing=doing(actor), region_code=COUNTY, number=number),
        )

    def opining(seed: int) -> Act:
        case = cases.accepted(staff, guide, seed=seed)
        actor = cases.person_for(staff, case)
        return Act(
            number=case.number,
            do=lambda: examine.give_opinion(
                doing=doing(actor), region_code=COUNTY, number=case.number,
                task_id=case.tasks[0].id, opinion=examine.AGREE, reason="符合条件。",
            ),
        )  # fmt: skip

    def deciding(seed: int) -> Act:
        case = cases.examined(staff, cases.accepted(staff, guide, seed=seed))
        actor = cases.person_for(staff, case)
        return Act(
            number=case.number,
            do=lambda: decide.decide(
                doing=doing(actor), region_code=COUNTY, number=case.number,
                task_id=case.tasks[0].id, outcome=decide.GRANTED, reason="同意。",
            ),
        )  # fmt: skip

    return {"受理": accepting, "办结一个环节": opining, "决定": deciding}


def _line(*, name: str, measured: str, mark: str, met: bool, limits: str) -> Line:
    return Line(section="动作", name=name, measured=measured, mark=mark, met=met, limits=limits)


def _lines(name: str, make: Callable[[int], Act]) -> list[Line]:
    strict, fair, cpus, walls = [], [], [], []
    for run in range(RUNS):
        ours, cpu, hand = [], [], []
        for number in range(EACH):
            wall, used = timed(make(run * 10_000 + number).do)
            ours.append(wall)
            cpu.append(used)
            hand.append(_by_hand(name, make(run * 10_000 + 5_000 + number)))
        write = median([each.write for each in hand])
        strict.append(median(ours) / write)
        fair.append(median(ours) / (write + median([each.read for each in hand])))
        cpus.append(median(cpu) * 1000)
        walls.append(median(ours) * 1000)
    ratio, both, used = median(strict), median(fair), median(cpus)
    return [
        _line(
            name=f"{name}（{median(walls):.2f} ms）：墙钟时间与手写单条写语句之比",
            measured=f"{ratio:.2f}", mark="≤ 1.30", met=ratio <= 1.30, limits=LIMITS_RATIO,
        ),
        _line(
            name=f"{name}：与手写的一次读取加一条写语句之比",
            measured=f"{both:.2f}", mark="≤ 1.30", met=both <= 1.30, limits=LIMITS_FACTS,
        ),
        _line(
            name=f"{name}：Python CPU",
            measured=f"{used:.2f} ms", mark="≤ 1 ms", met=used <= 1, limits=LIMITS_CPU,
        ),
    ]  # fmt: skip


def measure(staff: Staff) -> list[Line]:
    """Wall time as ratios to what is written by hand, and Python's CPU time, by act."""
    lines = []
    for name, make in _acts(staff).items():
        _check_same_rows(name, make=make)
        lines += _lines(name, make)
    return lines
