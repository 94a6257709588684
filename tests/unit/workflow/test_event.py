"""Timers, messages, services, child flows and what interrupts a step."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quancheng.workflow.engine import effects as out
from quancheng.workflow.engine.acts import Complete, Fire, Terminate
from quancheng.workflow.engine.tokens import UnableToAdvance, advance, is_ended, start
from tests.unit.workflow.drawings import (
    complete,
    element,
    message,
    nodes_waiting,
    plan_of,
    sub,
    tasks,
    timer,
    token_at,
)

E2 = element("endEvent", "e2")
LATE = timer("boundaryEvent", "late", "P5D", attachedToRef="a", qc_working_days="5")
REMIND = timer("boundaryEvent", "remind", attachedToRef="a", cancelActivity="false")
NEWS = message("boundaryEvent", "news", attachedToRef="a", cancelActivity="false")
GONE = message("boundaryEvent", "gone", attachedToRef="a")


def fire(plan, marking, node, *, at=None):
    token = token_at(plan, marking, at or node)
    return advance(plan, marking=marking, act=Fire(token, node))


def test_a_timer_is_started_and_goes_on_when_it_fires():
    plan = plan_of(timer("intermediateCatchEvent", "wait", "P3D"), arrows=["start>wait>end"])
    marking, effects = start(plan)
    assert effects == (out.StartTimer(1, "wait", "wait", "duration", "P3D", None),)
    marking, effects = fire(plan, marking, "wait")
    assert effects == (out.Ended("done", "end"),)
    assert is_ended(marking)


def test_a_message_is_awaited_and_one_that_is_sent_is_not_waited_for():
    plan = plan_of(
        message("intermediateThrowEvent", "tell"),
        message("intermediateCatchEvent", "hear"),
        element("receiveTask", "answer", messageRef="msg", name="答复"),
        arrows=["start>tell>hear>answer>end"],
    )
    marking, effects = start(plan)
    assert effects == (
        out.SendMessage("tell", "tell", "补正材料"),
        out.AwaitMessage(1, "hear", "hear", "补正材料"),
    )
    marking, effects = fire(plan, marking, "hear")
    assert effects == (out.AwaitMessage(2, "answer", "答复", "补正材料"),)
    marking, _ = fire(plan, marking, "answer")
    assert is_ended(marking)


def test_a_message_may_bring_facts_with_it():
    plan = plan_of(
        message("intermediateCatchEvent", "hear"),
        tasks("a", "b"),
        element("exclusiveGateway", "x", default="x-a"),
        arrows=["start>hear>x>a>end", "x>b ? n > 1", "b>end"],
    )
    marking, _ = start(plan)
    marking, _ = advance(plan, marking=marking, act=Fire(1, "hear", {"n": 2}))
    assert nodes_waiting(plan, marking) == ["b"]


def test_a_service_and_a_child_flow_are_called_and_answered():
    plan = plan_of(
        element("serviceTask", "check", name="核验", qc_service="比对"),
        element("callActivity", "child", name="子件", calledElement="other"),
        arrows=["start>check>child>end"],
    )
    marking, effects = start(plan)
    assert effects == (out.CallService(1, "check", "核验", "比对"),)
    marking, effects = complete(plan, marking, "check")
    assert effects == (out.StartChild(2, "child", "子件", "other"),)
    marking, effects = advance(plan, marking=marking, act=Terminate("withdrawn"))
    assert effects == (out.CancelChild(2, "child"), out.Ended("withdrawn", ""))


def test_a_step_done_in_time_cancels_its_timer_and_its_message():
    plan = plan_of(tasks("a"), LATE, GONE, E2, arrows=["start>a>end", "late>e2", "gone>e2"])
    marking, effects = start(plan)
    assert effects[1:] == (
        out.StartTimer(1, "late", "late", "duration", "P5D", Decimal(5)),
        out.AwaitMessage(1, "gone", "gone", "补正材料"),
    )
    _, effects = complete(plan, marking, "a")
    assert effects == (
        out.CloseTask(1, "a"),
        out.CancelTimer(1, "late"),
        out.CancelMessage(1, "gone"),
        out.Ended("done", "end"),
    )


def test_a_timer_that_interrupts_takes_the_step_away():
    plan = plan_of(tasks("a", "b"), LATE, GONE, arrows=["start>a>end", "late>b>end", "gone>b"])
    marking, _ = start(plan)
    marking, effects = fire(plan, marking, "late", at="a")
    assert effects[:2] == (out.CancelMessage(1, "gone"), out.CancelTask(1, "a"))
    assert nodes_waiting(plan, marking) == ["b"]


def test_a_reminder_leaves_the_step_where_it_is_and_goes_off_once():
    plan = plan_of(tasks("a", "b"), REMIND, E2, arrows=["start>a>end", "remind>b>e2"])
    marking, _ = start(plan)
    marking, _ = fire(plan, marking, "remind", at="a")
    assert nodes_waiting(plan, marking) == ["a", "b"]
    with pytest.raises(UnableToAdvance, match="已经到过点了"):
        fire(plan, marking, "remind", at="a")
    marking, effects = complete(plan, marking, "a")
    assert effects == (out.CloseTask(1, "a"),)
    marking, _ = complete(plan, marking, "b")
    assert is_ended(marking)


def test_a_message_that_does_not_interrupt_may_come_again():
    plan = plan_of(tasks("a", "b"), NEWS, E2, arrows=["start>a>end", "news>b>e2"])
    marking, _ = start(plan)
    marking, _ = fire(plan, marking, "news", at="a")
    marking, _ = fire(plan, marking, "news", at="a")
    assert nodes_waiting(plan, marking) == ["a", "b", "b"]


@pytest.mark.parametrize(("token", "node"), [(9, "late"), (1, "nowhere"), (1, "end"), (1, "other")])
def test_an_event_nobody_waits_for_is_refused(token, node):
    other = timer("boundaryEvent", "other", attachedToRef="b")
    plan = plan_of(tasks("a", "b"), LATE, other, arrows=["start>a>b>end", "late>end", "other>end"])
    marking, _ = start(plan)
    with pytest.raises(UnableToAdvance, match="已经不在了，不用再处理"):
        advance(plan, marking=marking, act=Fire(token, node))


def test_what_waits_for_an_event_cannot_be_completed_by_hand():
    plan = plan_of(timer("intermediateCatchEvent", "wait"), tasks("a"), arrows=["start>wait>a>end"])
    marking, _ = start(plan)
    with pytest.raises(UnableToAdvance, match="“wait”不是可以直接办理的环节"):
        advance(plan, marking=marking, act=Complete(1))


def test_a_timer_on_a_service_is_cancelled_with_it():
    plan = plan_of(
        element("serviceTask", "a", name="a", qc_service="x"),
        LATE,
        tasks("b"),
        arrows=["start>a>end", "late>b>end"],
    )
    marking, effects = start(plan)
    assert [type(each) for each in effects] == [out.CallService, out.StartTimer]
    _, effects = fire(plan, marking, "late", at="a")
    assert effects[0] == out.CancelService(1, "a")


@pytest.mark.parametrize(
    ("node", "gone"),
    [
        (timer("intermediateCatchEvent", "w"), out.CancelTimer(1, "w")),
        (message("intermediateCatchEvent", "w"), out.CancelMessage(1, "w")),
        (element("receiveTask", "w", messageRef="msg"), out.CancelMessage(1, "w")),
    ],
)
def test_what_is_waited_for_is_cancelled_with_the_flow(node, gone):
    plan = plan_of(node, arrows=["start>w>end"])
    marking, _ = start(plan)
    _, effects = advance(plan, marking=marking, act=Terminate())
    assert effects[0] == gone


# ── sub-processes ──


def test_a_sub_process_is_left_when_no_token_is_inside():
    inside = sub(
        "s",
        tasks("in1", "in2"),
        element("parallelGateway", "f"),
        element("parallelGateway", "j"),
        arrows=["s_start>f>in1>j", "f>in2>j>s_end"],
    )
    plan = plan_of(inside, tasks("a"), arrows=["start>s>a>end"])
    marking, _ = start(plan)
    assert nodes_waiting(plan, marking) == ["s", "in1", "in2"]
    marking, _ = complete(plan, marking, "in1")
    assert marking["x"]
    marking, _ = complete(plan, marking, "in2")
    assert nodes_waiting(plan, marking) == ["a"]


def test_a_terminate_end_inside_ends_the_sub_process_alone():
    stop = element("endEvent", "stop", "<terminateEventDefinition/>")
    inside = sub(
        "s",
        tasks("in1", "in2", "in3"),
        element("parallelGateway", "f"),
        element("parallelGateway", "j"),
        stop,
        arrows=["s_start>f>in1>stop", "f>in2>j", "f>in3>j>s_end"],
    )
    plan = plan_of(
        inside, tasks("a", "b"), element("parallelGateway", "g"), element("parallelGateway", "h"),
        arrows=["start>g>s>h", "g>b>h>a>end"],
    )  # fmt: skip
    marking, _ = start(plan)
    marking, _ = complete(plan, marking, "in2")
    marking, effects = complete(plan, marking, "in1")
    assert [each.node for each in effects] == ["in1", "in3"]
    assert nodes_waiting(plan, marking) == ["b"]


def test_a_terminate_end_inside_lets_tokens_outside_travel_on():
    stop = element("endEvent", "stop", "<terminateEventDefinition/>")
    inside = sub("s", stop, element("parallelGateway", "k"), tasks("in"),
                 arrows=["s_start>k>stop", "k>in>s_end"])  # fmt: skip
    plan = plan_of(
        inside,
        tasks("a"),
        element("parallelGateway", "g"),
        element("parallelGateway", "h"),
        arrows=["start>g>s>h", "g>a>h>end"],
    )
    marking, _ = start(plan)
    assert nodes_waiting(plan, marking) == ["a"]


def test_a_sub_process_can_be_interrupted_with_all_that_is_inside():
    inside = sub("a", tasks("in"), arrows=["a_start>in>a_end"])
    plan = plan_of(inside, tasks("b"), LATE, arrows=["start>a>end", "late>b>end"])
    marking, effects = start(plan)
    assert [type(each) for each in effects] == [out.StartTimer, out.OpenTask]
    marking, effects = fire(plan, marking, "late", at="a")
    assert effects[0] == out.CancelTask(2, "in")
    assert nodes_waiting(plan, marking) == ["b"]


def test_a_sub_process_that_is_done_cancels_its_timer():
    inside = sub("a", tasks("in"), arrows=["a_start>in>a_end"])
    plan = plan_of(inside, tasks("b"), LATE, arrows=["start>a>end", "late>b>end"])
    _, effects = complete(plan, start(plan)[0], "in")
    assert out.CancelTimer(1, "late") in effects


def test_a_step_inside_with_a_timer_of_its_own_keeps_it():
    own = timer("boundaryEvent", "own", attachedToRef="in")
    inside = sub("s", tasks("in", "in2"), own, arrows=["s_start>in>s_end", "own>in2>s_end"])
    plan = plan_of(inside, arrows=["start>s>end"])
    marking, _ = start(plan)
    _, effects = complete(plan, marking, "in")
    assert out.CancelTimer(2, "own") in effects
