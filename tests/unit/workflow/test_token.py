"""The token game over steps and gateways."""

from __future__ import annotations

import itertools
import time
from decimal import Decimal

import pytest

from quancheng.workflow.engine.acts import Complete, Fire, SendBack, Terminate
from quancheng.workflow.engine.effects import CancelTask, CloseTask, Ended, OpenTask
from quancheng.workflow.engine.tokens import (
    UnableToAdvance,
    Waiting,
    advance,
    is_ended,
    start,
    waiting,
)
from tests.unit.workflow.drawings import (
    both,
    complete,
    element,
    finish,
    nodes_waiting,
    plan_of,
    play,
    size,
    some,
    step,
    table_plan,
    task,
    tasks,
    token_at,
    xor,
)

END_AT_ONCE = element("endEvent", "stop", "<terminateEventDefinition/>")


def test_a_flow_starts_at_its_first_step():
    plan = table_plan(step(1, "受理", role="窗口人员", limit_days=Decimal("0.5")), step(2))
    marking, effects = start(plan)
    assert effects == (
        OpenTask(1, "s1", "受理", "窗口人员", "D01", Decimal("0.5"), True, "", "accept", "county"),
    )
    assert waiting(plan, marking) == (Waiting(1, "s1"),)


def test_a_flow_of_an_accepted_case_starts_after_its_acceptance_step():
    plan = table_plan(step(1, "受理"), step(2, "审查"), step(3, "决定"))
    marking, effects = start(plan, accepted=True)
    assert [effect.node for effect in effects] == ["s2"]
    assert nodes_waiting(plan, marking) == ["s2"]


def test_a_flow_with_nothing_but_acceptance_ends_when_the_case_is_accepted():
    plan = table_plan(step(1, "受理"))
    marking, effects = start(plan, accepted=True)
    assert effects == (Ended("done", "end"),)
    assert is_ended(marking)


def test_a_flow_without_an_acceptance_step_starts_where_it_starts():
    plan = table_plan(step(1, "审查"))
    marking, _ = start(plan, accepted=True)
    assert nodes_waiting(plan, marking) == ["s1"]


def test_a_flow_that_accepts_later_cannot_start_as_accepted():
    plan = table_plan(step(1, "预审"), step(2, "受理"))
    with pytest.raises(UnableToAdvance, match="不是从受理开始"):
        start(plan, accepted=True)


def test_completing_a_step_closes_it_and_opens_the_next():
    plan = table_plan(step(1), step(2))
    marking, _ = start(plan)
    _, effects = complete(plan, marking, "s1")
    assert effects[0] == CloseTask(1, "s1")
    assert isinstance(effects[1], OpenTask)
    assert (effects[1].token, effects[1].node) == (2, "s2")


def test_completing_the_last_step_ends_the_flow():
    plan = table_plan(step(1))
    marking, effects = complete(plan, start(plan)[0], "s1")
    assert effects == (CloseTask(1, "s1"), Ended("done", "end"))
    assert is_ended(marking)


def test_completing_a_step_twice_is_refused():
    plan = table_plan(step(1), step(2))
    marking, _ = start(plan)
    marking, _ = advance(plan, marking=marking, act=Complete(1))
    with pytest.raises(UnableToAdvance, match=r"已经办过或者已被收回|已经办过或者已经被收回"):
        advance(plan, marking=marking, act=Complete(1))


@pytest.mark.parametrize("act", [Complete(1), SendBack(1, "s1"), Fire(1, "s1"), Terminate()])
def test_nothing_can_be_done_after_the_end(act):
    plan = table_plan(step(1))
    marking = finish(plan, start(plan)[0])
    with pytest.raises(UnableToAdvance, match="流程已经结束"):
        advance(plan, marking=marking, act=act)


def test_an_act_changes_nothing_in_the_marking_it_was_given():
    plan = table_plan(step(1, group="A"), step(2, group="A"))
    marking, _ = start(plan)
    before = repr(marking)
    complete(plan, marking, "s1")
    assert repr(marking) == before


def test_parallel_steps_open_together_and_the_next_waits_for_all_of_them():
    plan = table_plan(step(1), step(2, group="A"), step(3, group="A"), step(4))
    marking, _ = start(plan)
    marking, effects = complete(plan, marking, "s1")
    assert [effect.node for effect in effects] == ["s1", "s2", "s3"]
    marking, effects = complete(plan, marking, "s3")
    assert [type(effect) for effect in effects] == [CloseTask]
    marking, effects = complete(plan, marking, "s2")
    assert nodes_waiting(plan, marking) == ["s4"]


def test_the_order_in_which_parallel_steps_are_done_does_not_matter():
    plan = table_plan(*(step(n, group="A") for n in range(1, 5)), step(5))
    ends = set()
    for order in itertools.permutations(["s1", "s2", "s3", "s4"]):
        marking = play(plan, start(plan)[0], *order)
        ends.add((marking["n"], *marking["t"]))
        assert "w" not in marking
    assert len(ends) == 1


def test_a_withdrawn_case_ends_at_once_and_its_tasks_are_taken_away():
    plan = table_plan(step(1, group="A"), step(2, group="A"))
    marking, _ = start(plan)
    marking, effects = advance(plan, marking=marking, act=Terminate("withdrawn"))
    assert effects == (CancelTask(1, "s1"), CancelTask(2, "s2"), Ended("withdrawn", ""))
    assert is_ended(marking)


def test_a_terminate_end_takes_the_other_branches_away():
    plan = plan_of(
        tasks("a", "b"),
        both("f"),
        END_AT_ONCE,
        arrows=["start>f>a>stop", "f>b>end"],
    )
    marking, effects = complete(plan, start(plan)[0], "a")
    assert effects == (CloseTask(1, "a"), CancelTask(2, "b"), Ended("terminated", "stop"))
    assert is_ended(marking)


def test_a_terminate_end_stops_tokens_that_are_on_their_way():
    plan = plan_of(tasks("a", "b"), both("f"), END_AT_ONCE, arrows=["start>f>stop", "f>a>b>end"])
    marking, effects = start(plan)
    assert effects == (Ended("terminated", "stop"),)
    assert is_ended(marking)


def test_several_ends_are_all_waited_for():
    plan = plan_of(
        tasks("a", "b"),
        both("f"),
        element("endEvent", "other"),
        arrows=["start>f>a>end", "f>b>other"],
    )
    marking, effects = complete(plan, start(plan)[0], "a")
    assert effects == (CloseTask(1, "a"),)
    _, effects = complete(plan, marking, "b")
    assert effects == (CloseTask(2, "b"), Ended("done", "other"))


def test_an_exclusive_gateway_takes_the_first_exit_that_fits():
    plan = plan_of(
        tasks("a", "b", "c"),
        xor("x", default="x-c"),
        arrows=["start>x", "x>a ? n > 10", "x>b ? n > 5", "x>c", "a>end", "b>end", "c>end"],
    )
    for n, expected in [(11, "a"), (6, "b"), (1, "c")]:
        marking, _ = start(plan, facts={"n": n})
        assert nodes_waiting(plan, marking) == [expected]


def test_an_exclusive_gateway_without_a_fitting_exit_refuses_the_act():
    plan = plan_of(
        tasks("a", "b"),
        xor("x"),
        arrows=["start>x", "x>a ? n > 10", "x>b ? n > 5", "a>end", "b>end"],
    )
    with pytest.raises(UnableToAdvance, match="“x”的出口条件都不成立"):
        start(plan, facts={"n": 1})


def test_a_missing_fact_refuses_the_act():
    plan = plan_of(
        tasks("a", "b"),
        xor("x", default="x-b"),
        arrows=["start>x", "x>a ? n > 1", "x>b>end", "a>end"],
    )
    with pytest.raises(UnableToAdvance, match="还判断不了"):
        start(plan)


def test_the_data_of_an_act_join_the_facts():
    plan = plan_of(
        tasks("look", "a", "b"),
        xor("x", default="x-b"),
        arrows=["start>look>x", "x>a ? agree", "x>b>end", "a>end"],
    )
    marking, _ = start(plan)
    marking, _ = advance(
        plan, marking=marking, act=Complete(1, {"agree": True}), facts={"agree": False}
    )
    assert nodes_waiting(plan, marking) == ["a"]


def test_a_task_with_several_plain_exits_takes_all_of_them():
    plan = plan_of(tasks("a", "b", "c"), both("j"), arrows=["start>a>b>j>end", "a>c>j"])
    marking = play(plan, start(plan)[0], "a")
    assert nodes_waiting(plan, marking) == ["b", "c"]


def test_a_task_with_conditions_on_its_exits_takes_those_that_hold_or_the_default():
    plan = plan_of(
        task("a", default="a-d"),
        tasks("b", "c", "d"),
        arrows=["start>a", "a>b ? n > 1", "a>c ? n > 2", "a>d", "b>end", "c>end", "d>end"],
    )
    for n, expected in [(3, ["b", "c"]), (2, ["b"]), (1, ["d"])]:
        marking, _ = complete(plan, start(plan)[0], "a", n=n)
        assert nodes_waiting(plan, marking) == expected


def test_every_token_that_comes_to_a_task_opens_it():
    plan = plan_of(tasks("a", "b", "c"), both("f"), arrows=["start>f>a>c>end", "f>b>c"])
    marking = play(plan, start(plan)[0], "a", "b")
    assert nodes_waiting(plan, marking) == ["c", "c"]
    assert is_ended(finish(plan, marking))


def test_a_surplus_token_at_a_join_stays_and_is_seen():
    plan = plan_of(
        tasks("a", "b"),
        both("f", "j"),
        xor("m"),
        arrows=["start>f>m>j", "f>m", "f>a>j>b>end"],
    )
    marking, _ = start(plan)
    assert marking["w"] == [[flow.id for flow in plan.flows].index("m-j")] * 2
    marking = play(plan, marking, "a")
    assert len(marking["w"]) == 1
    marking = play(plan, marking, "b")
    assert not is_ended(marking)


def test_an_inclusive_gateway_takes_every_exit_that_fits_and_waits_for_just_those():
    plan = plan_of(
        tasks("a", "b", "c", "d"),
        some("f", default="f-c"),
        some("j"),
        arrows=[
            "start>f",
            "f>a ? n > 1",
            "f>b ? n > 2",
            "f>c",
            "a>j",
            "b>j",
            "c>j",
            "j>d>end",
        ],
    )
    marking, _ = start(plan, facts={"n": 3})
    assert nodes_waiting(plan, marking) == ["a", "b"]
    marking = play(plan, marking, "b")
    assert nodes_waiting(plan, marking) == ["a"]
    assert nodes_waiting(plan, play(plan, marking, "a")) == ["d"]
    marking, _ = start(plan, facts={"n": 1})
    assert nodes_waiting(plan, marking) == ["c"]
    assert nodes_waiting(plan, play(plan, marking, "c")) == ["d"]


def test_an_inclusive_join_waits_for_a_token_far_upstream_but_not_for_one_that_cannot_come():
    plan = plan_of(
        tasks("a", "b", "b2", "c", "d"),
        both("f", "g"),
        some("j"),
        element("endEvent", "e2"),
        arrows=["start>f>a>j", "f>b>b2>j", "f>c>e2", "j>g>d>end"],
    )
    marking = play(plan, start(plan)[0], "a", "b")
    assert nodes_waiting(plan, marking) == ["c", "b2"]
    marking = play(plan, marking, "b2")
    assert nodes_waiting(plan, marking) == ["c", "d"]


def test_an_inclusive_join_waits_for_a_token_held_at_another_join():
    plan = plan_of(
        tasks("a", "b", "c", "d"),
        both("f", "g"),
        some("j"),
        arrows=["start>f>a>j", "f>b>g", "f>c>g", "g>j>d>end"],
    )
    marking = play(plan, start(plan)[0], "a", "b")
    assert nodes_waiting(plan, marking) == ["c"]
    assert nodes_waiting(plan, play(plan, marking, "c")) == ["d"]


def test_an_inclusive_gateway_with_one_way_in_and_one_way_out_is_passed():
    plan = plan_of(tasks("a"), some("g"), both("h"), xor("x"), arrows=["start>g>h>x>a>end"])
    assert nodes_waiting(plan, start(plan)[0]) == ["a"]


def test_a_loop_without_a_step_is_stopped():
    plan = plan_of(
        tasks("a"),
        xor("m"),
        xor("x", default="x-m"),
        arrows=["start>m>x>m", "x>a ? n > 1", "a>end"],
    )
    with pytest.raises(UnableToAdvance, match="原地打转"):
        start(plan, facts={"n": 0})


def test_a_loop_gives_every_round_a_new_token():
    plan = plan_of(
        tasks("a"),
        xor("m"),
        xor("x", default="x-m"),
        arrows=["start>m>a>x>m", "x>end ? done"],
    )
    marking, _ = start(plan)
    tokens = []
    for _ in range(3):
        tokens.append(token_at(plan, marking, "a"))
        marking, _ = complete(plan, marking, "a", done=False)
    assert tokens == [1, 2, 3]
    assert size(marking) < 40


def test_the_state_of_a_simple_flow_is_small():
    plan = table_plan(*(step(n) for n in range(1, 6)))
    marking, _ = start(plan)
    while not is_ended(marking):
        assert size(marking) <= 40
        marking, _ = advance(plan, marking=marking, act=Complete(marking["t"][0]))


def test_the_state_of_45_branches_is_small_and_every_act_is_quick():
    plan = table_plan(step(1), *(step(n, group="A") for n in range(2, 47)), step(47))
    marking, _ = start(plan)
    acts, spent = 0, []
    while not is_ended(marking):
        assert size(marking) <= 400
        begun = time.perf_counter()
        marking, _ = advance(plan, marking=marking, act=Complete(marking["t"][0]))
        spent.append(time.perf_counter() - begun)
        acts += 1
    assert acts == 47
    assert sorted(spent)[acts // 2] < 0.001  # the aim is 0.03 ms; a busy machine gets slack
