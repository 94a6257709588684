"""Which case may be the child of which, and what the parent waits for (R5)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from quancheng.cases.rules.joint import (
    UnableToJoin,
    UnableToLeave,
    check_child,
    check_children_ended,
    check_leaves,
    check_parent,
    may_have_children,
    waited_for,
    why_waiting,
)
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.rules.views import CaseLine
from quancheng.cases.states import OPEN_STATES, State
from quancheng.clock.rules import UnableToCloseParent

NUMBER = "6109241320260302000058S"
ENDED = sorted(set(State) - OPEN_STATES)


def case(**given: Any) -> Snapshot:
    """A case of which these rules look at a few columns only."""
    known = {
        "id": 2,
        "number": NUMBER,
        "item_name": "洪水影响评价审批",
        "handling_type": "promise",
        "applicant_id": 7,
        "state": State.EXAMINING,
    }
    return Snapshot(**dict.fromkeys((each.name for each in fields(Snapshot)), None) | known | given)


def line(**given: Any) -> CaseLine:
    known = {"number": NUMBER, "item_name": "洪水影响评价审批", "required_by_parent": True}
    return CaseLine(**dict.fromkeys((each.name for each in fields(CaseLine)), None) | known | given)


PARENT = case(id=1, handling_type="joint", item_name="工程建设项目联合验收")


def test_a_joint_case_that_is_nobodys_child_may_have_children():
    check_parent(PARENT)
    assert may_have_children(PARENT)


@pytest.mark.parametrize(
    ("parent", "sentence"),
    [
        (case(), "“洪水影响评价审批”不是联办件"),
        (case(handling_type="joint", parent_id=9), "联办只有一层"),
    ],
)
def test_other_cases_may_not(parent, sentence):
    with pytest.raises(UnableToJoin, match=sentence):
        check_parent(parent)
    assert not may_have_children(parent)


@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_every_open_case_of_the_applicant_may_be_a_child(state):
    assert check_child(case(state=state), parent=PARENT, has_children=False) is None


@pytest.mark.parametrize(
    ("given", "has_children", "sentence"),
    [
        ({"id": 1}, False, "就是这件自己的编号"),
        ({"parent_id": 1}, False, "《洪水影响评价审批》（.*）已经是这件的子件"),
        ({"applicant_id": 8}, False, "不是同一个申请人"),
        ({"applicant_id": 8, "parent_id": 9}, False, "不是同一个申请人"),
        ({"parent_id": 9}, False, "已经并入另一件联办主件"),
        ({}, True, "自己有联办子件"),
        *(({"state": state}, False, f"现在是“{state.label}”，已经结束") for state in ENDED),
    ],
)
def test_what_may_not_be_a_child_is_told_why(given, has_children, sentence):
    with pytest.raises(UnableToJoin, match=sentence):
        check_child(case(**given), parent=PARENT, has_children=has_children)


@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_an_open_child_may_leave(state):
    assert check_leaves(case(parent_id=1, state=state), parent=PARENT) is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "不是本件的联办子件"),
        ({"parent_id": 9}, "不是本件的联办子件"),
        *(({"parent_id": 1, "state": state}, "留在联办的记录里") for state in ENDED),
    ],
)
def test_another_may_not_leave(given, sentence):
    with pytest.raises(UnableToLeave, match=sentence):
        check_leaves(case(**given), parent=PARENT)


@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_a_required_child_is_waited_for_while_it_is_open(state):
    child = line(state=state)
    assert waited_for([child]) == (child,)
    with pytest.raises(UnableToCloseParent, match="《洪水影响评价审批》（610924") as told:
        check_children_ended([child])
    assert why_waiting([child]) == told.value.sentence


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_in_whichever_way_is_not(state):
    assert waited_for([line(state=state)]) == ()
    assert why_waiting([line(state=state)]) == ""


def test_a_child_that_is_not_required_is_not_waited_for():
    child = line(state=State.EXAMINING, required_by_parent=False)
    assert waited_for([child]) == ()
    assert why_waiting([child]) == ""


def test_a_case_without_children_waits_for_nothing():
    assert why_waiting([]) == ""
