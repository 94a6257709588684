"""Who may take a task, and who may put it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from quancheng.cases.rules.snapshot import UnableToActOnTask, WaitingTask
from quancheng.cases.rules.tasks import check_holds, check_may_take, may_take


@dataclass(frozen=True)
class Person:
    role: str = "examiner"
    posts: tuple[int, ...] = (7,)
    office_id: int | None = 3
    town: str | None = None


TASK = WaitingTask(
    id=1,
    token=2,
    node="s2",
    name="审查",
    kind="examine",
    role="examiner",
    office_id=3,
    town_code="",
    holder=None,
    opened_at=datetime(2026, 3, 2, tzinfo=UTC),
    limit_days=Decimal(1),
)


def test_a_task_is_open_to_its_role_in_its_office() -> None:
    check_may_take(actor=Person(), task=TASK)
    assert may_take(actor=Person(), task=TASK)


@pytest.mark.parametrize(
    ("person", "task", "sentence"),
    [
        (Person(role="head"), TASK, "不由您这个岗位"),
        (Person(office_id=4), TASK, "其他部门"),
        (Person(), replace(TASK, town_code="610924100", office_id=None), "所在镇"),
        (
            Person(town="610924101"),
            replace(TASK, town_code="610924100", office_id=None),
            "所在镇",
        ),
        (Person(), replace(TASK, holder=8), "已有同事领取"),
        (Person(role="reviewer"), replace(TASK, role="superior"), "不由您这个岗位"),
    ],
)
def test_a_task_is_closed_to_everybody_else_who_reads_why(
    person: Person, task: WaitingTask, sentence: str
) -> None:
    assert not may_take(actor=person, task=task)
    with pytest.raises(UnableToActOnTask, match=sentence):
        check_may_take(actor=person, task=task)


def test_a_town_task_is_open_to_the_town() -> None:
    task = replace(TASK, town_code="610924100", office_id=None)
    assert may_take(actor=Person(town="610924100", office_id=None), task=task)


def test_a_task_of_no_office_is_open_to_the_role() -> None:
    assert may_take(actor=Person(), task=replace(TASK, office_id=None))


@pytest.mark.parametrize("role", ["examiner", "head", "approver"])
def test_the_office_enters_the_answer_of_its_superior(role: str) -> None:
    assert may_take(actor=Person(role=role), task=replace(TASK, role="superior"))


def test_a_deputy_takes_what_the_absent_colleague_holds() -> None:
    held = replace(TASK, holder=8)
    assert may_take(actor=Person(posts=(7, 8)), task=held)
    check_holds(actor=Person(posts=(7, 8)), task=held)


@pytest.mark.parametrize("holder", [None, 8])
def test_what_one_does_not_hold_cannot_be_put_back(holder: int | None) -> None:
    with pytest.raises(UnableToActOnTask, match="不在您手上"):
        check_holds(actor=Person(), task=replace(TASK, holder=holder))
