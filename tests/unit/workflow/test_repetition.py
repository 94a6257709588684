"""One step done by each office of a list."""

from __future__ import annotations

import pytest

from quancheng.workflow.engine import effects as out
from quancheng.workflow.engine.acts import Complete, Fire, Terminate
from quancheng.workflow.engine.tokens import UnableToAdvance, advance, is_ended, start, waiting
from tests.unit.workflow.drawings import element, nodes_waiting, plan_of, task, tasks, timer

OFFICES = {"offices": ["D01", "D02", "D03"]}
LATE = timer("boundaryEvent", "late", attachedToRef="a")


def repeated(inner: str = "", **attributes: str):
    loop = element(
        "multiInstanceLoopCharacteristics", "l", inner, qc_offices="offices", **attributes
    )
    return plan_of(task("a", loop), tasks("b"), LATE, arrows=["start>a>b>end", "late>b"])


def until(condition: str) -> str:
    return f"<completionCondition>{condition}</completionCondition>"


def offices_asked(effects):
    return [each.office for each in effects if isinstance(each, out.OpenTask)]


def do(plan, marking, token):
    return advance(plan, marking=marking, act=Complete(token), facts=OFFICES)


def test_all_offices_are_asked_at_once_and_all_are_waited_for():
    plan = repeated()
    marking, effects = start(plan, facts=OFFICES)
    assert offices_asked(effects) == ["D01", "D02", "D03"]
    for token in (2, 4):
        marking, effects = do(plan, marking, token)
        assert effects == (out.CloseTask(token, "a"),)
    marking, effects = do(plan, marking, 3)
    assert out.CancelTimer(1, "late") in effects
    assert nodes_waiting(plan, marking) == ["b"]


def test_offices_may_be_asked_one_after_the_other():
    plan = repeated(isSequential="true")
    marking, effects = start(plan, facts=OFFICES)
    asked = offices_asked(effects)
    while nodes_waiting(plan, marking) != ["b"]:
        marking, effects = do(plan, marking, max(each.token for each in waiting(plan, marking)))
        asked += offices_asked(effects)
    assert asked[:3] == ["D01", "D02", "D03"]


def test_enough_answers_end_the_rest():
    plan = repeated(until("nrOfCompletedInstances >= 2 &amp;&amp; nrOfInstances == 3"))
    marking, _ = start(plan, facts=OFFICES)
    marking, _ = do(plan, marking, 2)
    marking, effects = do(plan, marking, 3)
    assert out.CancelTask(4, "a") in effects
    assert nodes_waiting(plan, marking) == ["b"]


def test_one_after_the_other_may_also_end_early():
    plan = repeated(until("nrOfCompletedInstances == 1"), isSequential="true")
    marking, _ = start(plan, facts=OFFICES)
    marking, _ = do(plan, marking, 2)
    assert nodes_waiting(plan, marking) == ["b"]


def test_a_list_without_offices_is_passed():
    plan = repeated()
    marking, effects = start(plan, facts={"offices": []})
    assert nodes_waiting(plan, marking) == ["b"]
    assert all(not isinstance(each, out.StartTimer) for each in effects)


@pytest.mark.parametrize("offices", [None, "D01", [""], [1]])
def test_a_list_that_has_not_been_chosen_refuses_the_act(offices):
    with pytest.raises(UnableToAdvance, match="“a”要由哪些部门办理还没有选定"):
        start(repeated(), facts={"offices": offices} if offices is not None else {})


def test_the_step_as_a_whole_cannot_be_completed_by_hand():
    plan = repeated()
    marking, _ = start(plan, facts=OFFICES)
    with pytest.raises(UnableToAdvance, match="不是可以直接办理的环节"):
        do(plan, marking, 1)


def test_a_timer_sits_on_the_whole_and_not_on_one_office():
    plan = repeated()
    marking, _ = start(plan, facts=OFFICES)
    with pytest.raises(UnableToAdvance, match="已经到过点了"):
        advance(plan, marking=marking, act=Fire(2, "late"), facts=OFFICES)
    marking, effects = advance(plan, marking=marking, act=Fire(1, "late"), facts=OFFICES)
    assert [each.node for each in effects[:3]] == ["a", "a", "a"]
    assert nodes_waiting(plan, marking) == ["b"]


def test_a_withdrawn_case_takes_every_office_off_the_hook():
    plan = repeated()
    marking, _ = start(plan, facts=OFFICES)
    marking, effects = advance(plan, marking=marking, act=Terminate(), facts=OFFICES)
    assert [each for each in effects if isinstance(each, out.CancelTask)] == [
        out.CancelTask(token, "a") for token in (2, 3, 4)
    ]
    assert is_ended(marking)
