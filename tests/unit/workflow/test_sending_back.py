"""Sending a matter back to an earlier step, on every shape of flow."""

from __future__ import annotations

import pytest

from quancheng.workflow.engine.acts import Fire, SendBack
from quancheng.workflow.engine.effects import CancelTask, CloseTask, OpenTask
from quancheng.workflow.engine.tokens import (
    UnableToAdvance,
    advance,
    is_ended,
    send_back_targets,
    start,
)
from tests.unit.workflow.drawings import (
    both,
    finish,
    nodes_waiting,
    plan_of,
    play,
    step,
    sub,
    table_plan,
    task,
    tasks,
    timer,
    token_at,
    xor,
)


def back(plan, marking, node, to):
    return advance(plan, marking=marking, act=SendBack(token_at(plan, marking, node), to))


def targets(plan, marking, node):
    return send_back_targets(plan, marking, token=token_at(plan, marking, node))


def test_a_step_goes_back_to_an_earlier_one_and_from_there_on_again():
    plan = table_plan(step(1), step(2), step(3))
    marking = play(plan, start(plan)[0], "s1", "s2")
    assert targets(plan, marking, "s3") == ("s1", "s2")
    marking, effects = back(plan, marking, "s3", "s1")
    assert effects[0] == CloseTask(3, "s3")
    assert isinstance(effects[1], OpenTask)
    assert (effects[1].node, effects[1].token) == ("s1", 4)
    assert is_ended(finish(plan, marking))


@pytest.mark.parametrize("to", ["s3", "s4", "nowhere", "start"])
def test_a_step_goes_back_only_to_a_step_before_it(to):
    plan = table_plan(step(1), step(2), step(3), step(4))
    marking = play(plan, start(plan)[0], "s1", "s2")
    with pytest.raises(UnableToAdvance, match="只能退回到前面已经办过的环节"):
        back(plan, marking, "s3", to)


def test_a_task_that_is_gone_has_nowhere_to_go_back_to():
    plan = table_plan(step(1), step(2))
    with pytest.raises(UnableToAdvance, match="已经办过"):
        send_back_targets(plan, start(plan)[0], token=9)


def test_sending_back_out_of_a_group_takes_its_siblings_along():
    plan = table_plan(step(1), step(2, group="A"), step(3, group="A"), step(4))
    marking = play(plan, start(plan)[0], "s1")
    marking, effects = back(plan, marking, "s3", "s1")
    assert effects[:2] == (CancelTask(2, "s2"), CloseTask(3, "s3"))
    assert nodes_waiting(plan, marking) == ["s1"]
    marking = play(plan, marking, "s1")
    assert nodes_waiting(plan, marking) == ["s2", "s3"]
    assert is_ended(finish(plan, marking))


def test_siblings_in_a_group_are_not_earlier_steps():
    plan = table_plan(step(1), step(2, group="A"), step(3, group="A"))
    marking = play(plan, start(plan)[0], "s1")
    assert targets(plan, marking, "s3") == ("s1",)


def test_a_branch_that_was_waiting_at_the_join_is_done_again():
    plan = table_plan(step(1), step(2, group="A"), step(3, group="A"), step(4))
    marking = play(plan, start(plan)[0], "s1", "s2")
    marking, _ = back(plan, marking, "s3", "s1")
    assert "w" not in marking
    marking = play(plan, marking, "s1")
    assert nodes_waiting(plan, marking) == ["s2", "s3"]


def test_going_back_into_a_group_keeps_the_finished_work_of_its_siblings():
    plan = table_plan(step(1), step(2, group="A"), step(3, group="A"), step(4, group="A"), step(5))
    marking = play(plan, start(plan)[0], "s1", "s2", "s3", "s4")
    marking, _ = back(plan, marking, "s5", "s3")
    assert nodes_waiting(plan, marking) == ["s3"]
    marking = play(plan, marking, "s3")
    assert nodes_waiting(plan, marking) == ["s5"]


def test_a_sibling_still_at_work_is_waited_for_after_going_back():
    plan = plan_of(
        tasks("a", "b", "c", "d"),
        both("f", "j"),
        arrows=["start>f>a>b>j", "f>c>j", "j>d>end"],
    )
    marking = play(plan, start(plan)[0], "a")
    marking, _ = back(plan, marking, "b", "a")
    assert sorted(nodes_waiting(plan, marking)) == ["a", "c"]
    marking = play(plan, marking, "a", "b", "c")
    assert nodes_waiting(plan, marking) == ["d"]


def test_going_back_over_two_groups_makes_both_whole_again():
    plan = plan_of(
        tasks("a", "b", "c", "d", "e"),
        both("f", "j", "g", "k"),
        arrows=["start>f>a>j", "f>b>j>g>c>k", "g>d>k>e>end"],
    )
    marking = play(plan, start(plan)[0], "a", "b", "c", "d")
    marking, _ = back(plan, marking, "e", "a")
    marking = play(plan, marking, "a")
    assert nodes_waiting(plan, marking) == ["c", "d"]
    assert is_ended(finish(plan, marking))


def test_work_beside_the_way_back_stays_where_it_is():
    plan = plan_of(
        tasks("a", "b", "c", "d"),
        both("f", "j"),
        arrows=["start>f>a>b>j", "f>c>j", "j>d>end"],
    )
    marking = play(plan, start(plan)[0], "a")
    marking, effects = back(plan, marking, "b", "a")
    assert [each.node for each in effects] == ["b", "a"]
    assert nodes_waiting(plan, marking) == ["c", "a"]
    marking, _ = back(plan, play(plan, marking, "c", "a"), "b", "a")
    assert nodes_waiting(plan, play(plan, marking, "a", "b")) == ["d"]


def test_a_loop_does_not_make_a_later_step_an_earlier_one():
    plan = plan_of(
        tasks("a", "b"),
        xor("m"),
        xor("x", default="x-m"),
        arrows=["start>m>a>b>x>m", "x>end ? done"],
    )
    marking = play(plan, start(plan)[0], "a", done=True)
    assert targets(plan, marking, "b") == ("a",)
    marking, _ = back(plan, marking, "b", "a")
    assert nodes_waiting(plan, marking) == ["a"]
    assert is_ended(finish(plan, marking, done=True))


def test_a_step_inside_a_sub_process_goes_back_inside_and_out_of_it():
    inside = sub("s", tasks("in1", "in2"), arrows=["s_start>in1>in2>s_end"])
    plan = plan_of(tasks("a"), inside, arrows=["start>a>s>end"])
    marking = play(plan, start(plan)[0], "a", "in1")
    assert targets(plan, marking, "in2") == ("a", "in1")
    inner, _ = back(plan, marking, "in2", "in1")
    assert nodes_waiting(plan, inner) == ["s", "in1"]
    outer, effects = back(plan, marking, "in2", "a")
    assert [each.node for each in effects] == ["in2", "a"]
    assert nodes_waiting(plan, outer) == ["a"]


def test_a_step_after_a_sub_process_goes_back_before_it_but_not_into_it():
    inside = sub("s", tasks("in"), arrows=["s_start>in>s_end"])
    plan = plan_of(tasks("a", "b"), inside, arrows=["start>a>s>b>end"])
    marking = play(plan, start(plan)[0], "a", "in")
    assert targets(plan, marking, "b") == ("a",)


def test_one_office_of_a_repeated_step_sends_the_whole_step_back():
    loop = '<multiInstanceLoopCharacteristics qc:offices="offices"/>'
    plan = plan_of(tasks("a"), task("many", loop), arrows=["start>a>many>end"])
    marking, _ = start(plan)
    marking = play(plan, marking, "a", offices=["D01", "D02"])
    token = max(marking["c"][::3])
    marking, effects = advance(plan, marking=marking, act=SendBack(token, "a"))
    assert [type(each) for each in effects] == [CancelTask, CloseTask, OpenTask]
    assert "m" not in marking
    assert nodes_waiting(plan, marking) == ["a"]


def test_a_step_behind_an_interruption_goes_back_to_the_step_it_interrupted():
    late = timer("boundaryEvent", "late", attachedToRef="b")
    plan = plan_of(tasks("a", "b", "c"), late, arrows=["start>a>b>end", "late>c>end"])
    marking = play(plan, start(plan)[0], "a")
    marking, _ = advance(plan, marking=marking, act=Fire(2, "late"))
    assert targets(plan, marking, "c") == ("a", "b")
    marking, _ = back(plan, marking, "c", "b")
    assert nodes_waiting(plan, marking) == ["b"]


def test_a_branch_with_an_interruption_counts_as_at_work_while_its_step_waits():
    late = timer("boundaryEvent", "late", attachedToRef="c")
    plan = plan_of(
        tasks("a", "b", "c", "c2", "d"),
        both("f", "j"),
        xor("m"),
        late,
        arrows=["start>f>a>b>j", "f>c>m>j", "late>c2>m", "j>d>end"],
    )
    marking = play(plan, start(plan)[0], "a")
    marking, _ = back(plan, marking, "b", "a")
    marking = play(plan, marking, "a", "b")
    assert nodes_waiting(plan, marking) == ["c"]


def test_work_on_something_else_than_a_task_cannot_be_sent_back():
    plan = plan_of(tasks("a"), timer("intermediateCatchEvent", "wait"), arrows=["start>a>wait>end"])
    marking = play(plan, start(plan)[0], "a")
    with pytest.raises(UnableToAdvance, match="不是可以直接办理"):
        back(plan, marking, "wait", "a")
