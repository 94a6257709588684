"""Proving that every case on a flow can be brought to its end, and saying where it cannot."""

from __future__ import annotations

import pytest

from quancheng.workflow.engine import states
from quancheng.workflow.engine.bpmn import read_bpmn
from quancheng.workflow.engine.net import net_of
from quancheng.workflow.engine.plan import Plan, compile_plan
from quancheng.workflow.engine.soundness import UnableToPublishFlow, check_facts, check_sound
from quancheng.workflow.engine.states import explore
from tests.unit.workflow.drawings import (
    START,
    both,
    element,
    flows,
    message,
    plan_of,
    raw,
    some,
    sub,
    task,
    tasks,
    timer,
    xor,
)

STOP = element("endEvent", "stop", "<terminateEventDefinition/>")
OTHER_END = element("endEvent", "e2")


def said_about(plan: Plan) -> str:
    with pytest.raises(UnableToPublishFlow) as caught:
        check_sound(plan)
    return caught.value.sentence


def choice(*exits: str) -> list[str]:
    """Arrows out of the exclusive gateway ``x``: the first is the default exit."""
    return [f"x>{exits[0]}", *(f"x>{each} ? n == {at}" for at, each in enumerate(exits[1:]))]


# ── what is sound ──


@pytest.mark.parametrize(
    "plan",
    [
        plan_of(tasks("a"), arrows=["start>a>end"]),
        plan_of(tasks("a", "b"), both("f", "j"), arrows=["start>f>a>j", "f>b>j>end"]),
        plan_of(
            tasks("a", "b"),
            xor("x", default="x-a"),
            xor("y"),
            arrows=["start>x", *choice("a", "b"), "a>y", "b>y>end"],
        ),
        plan_of(
            tasks("a", "b", "c"),
            some("f", default="f-a"),
            some("j"),
            arrows=["start>f>a>j", "f>b ? n > 1", "f>c ? n > 2", "b>j", "c>j>end"],
        ),
        plan_of(
            tasks("a", "b"),
            xor("m"),
            xor("x", default="x-b"),
            arrows=["start>m>a>x", *choice("b", "m"), "b>end"],
        ),
        plan_of(
            tasks("a"),
            timer("boundaryEvent", "late", attachedToRef="a"),
            OTHER_END,
            arrows=["start>a>end", "late>e2"],
        ),
        plan_of(
            tasks("a", "remind"),
            timer("boundaryEvent", "soon", attachedToRef="a", cancelActivity="false"),
            OTHER_END,
            arrows=["start>a>end", "soon>remind>e2"],
        ),
        compile_plan(
            read_bpmn(
                raw(START, tasks("a", "b"), both("f"), STOP, flows("start>f>a>stop", "f>b>stop"))
            )
        ),
        plan_of(
            sub("s", tasks("in"), arrows=["s_start>in>s_end"]),
            tasks("a"),
            arrows=["start>s>a>end"],
        ),
    ],
    ids=["step", "together", "choice", "some", "loop", "interrupted", "reminder", "stop", "nested"],
)
def test_a_well_drawn_flow_is_published(plan):
    assert check_sound(plan) is None


# ── what is not, in one sentence that names the step ──


def test_a_join_that_waits_for_a_branch_not_taken_is_named_with_the_way_to_it():
    plan = plan_of(
        tasks("甲", "乙", "丙"),
        xor("x", default="x-甲"),
        both("j"),
        arrows=["start>丙>x", *choice("甲", "乙"), "甲>j", "乙>j>end"],
    )
    assert said_about(plan) == (
        "沿着“丙 → 甲”走到“j”就再也走不下去，因为它要等的另一路不会来，请把分开和汇合画成同一种网关。"
    )


def test_a_step_that_would_be_done_twice_is_named():
    plan = plan_of(
        tasks("甲", "乙", "决定"),
        both("f"),
        xor("m"),
        both("j"),
        arrows=["start>f>甲>m", "f>乙>m", "f>j", "m>决定>j>end"],
    )
    assert said_about(plan).endswith("走，“决定”会被办两遍，请在它前面用并行网关汇合。")


def test_a_step_left_undone_at_the_end_is_named():
    plan = plan_of(tasks("甲", "乙"), both("f"), OTHER_END, arrows=["start>f>甲>end", "f>乙>e2"])
    assert said_about(plan) == (
        "沿着“乙”走，流程到了结束，“甲”这一路却还没有办完，请先汇合再结束，或者改用终止结束。"
    )


def test_branches_that_multiply_without_end_are_refused():
    plan = plan_of(
        tasks("甲", "乙"),
        both("f"),
        xor("m"),
        arrows=["start>m>甲>f>m", "f>乙>end"],
    )
    assert "会被办两遍" in said_about(plan) or "还没有办完" in said_about(plan)


def test_a_loop_with_no_way_out_is_refused():
    plan = plan_of(
        tasks("甲", "乙", "丙"),
        xor("m"),
        xor("x", default="x-甲"),
        arrows=["start>x", *choice("甲", "m"), "甲>end", "m>乙>丙>m"],
    )
    assert said_about(plan).startswith("走到“m”以后再也到不了结束")


def test_a_state_from_which_no_end_can_be_reached_is_told_with_the_way_to_it():
    plan = plan_of(
        tasks("甲", "乙", "丙"),
        xor("x", default="x-end"),
        xor("m"),
        arrows=["start>甲>x>end", "x>m ? n > 1", "m>乙>丙>m"],
    )
    with pytest.raises(UnableToPublishFlow) as caught:
        explore(net_of(plan, plan.start))
    assert caught.value.sentence == ("沿着“甲”走下去会一直绕圈，永远办不完，请给循环画一个出口。")


def test_a_step_with_conditions_on_its_exits_is_judged_by_every_choice_of_them():
    plan = plan_of(
        task("甲", default="甲-乙"),
        tasks("乙", "丙"),
        some("j"),
        arrows=["start>甲>乙>j>end", "甲>丙 ? n > 1", "丙>j"],
    )
    check_sound(plan)
    alone = plan_of(
        task("甲", default="甲-乙"),
        tasks("乙", "丙"),
        both("j"),
        arrows=["start>甲>乙>j>end", "甲>丙 ? n > 1", "丙>j"],
    )
    assert "再也走不下去" in said_about(alone)


def test_a_step_that_never_has_its_turn_is_named():
    plan = plan_of(
        tasks("甲", "乙", "丙"),
        both("f", "j"),
        xor("x", default="x-乙"),
        xor("m"),
        STOP,
        arrows=["start>f>甲>stop", "f>x>乙>j", "x>m ? n > 1", "m>j", "j>丙>end"],
    )
    assert said_about(plan) == (
        "“丙”永远轮不到办理，因为流程总是先结束，请检查它前面的汇合和终止结束。"
    )


def test_a_part_that_cannot_be_reached_is_named():
    plan = plan_of(tasks("a", "甲", "乙"), arrows=["start>a>end", "甲>乙>甲"])
    assert said_about(plan) == "“甲”从开始走不到，请把它接到流程里，或者删去。"


def test_a_step_without_anybody_to_do_it_is_named():
    plan = plan_of(task("甲", qc_role=""), arrows=["start>甲>end"])
    assert said_about(plan) == "环节“甲”没有写明由谁办理，请填写角色。"


def test_a_choice_whose_conditions_may_all_fail_is_named():
    plan = plan_of(
        tasks("a", "b"),
        xor("选择"),
        arrows=["start>选择", "选择>a ? n > 1", "选择>b ? n < 1", "a>end", "b>end"],
    )
    assert said_about(plan) == "“选择”的条件可能都不成立，请给它一个缺省出口。"


def test_a_loop_in_which_nobody_works_is_named():
    plan = plan_of(
        tasks("a"),
        xor("m"),
        xor("x", default="x-a"),
        message("intermediateThrowEvent", "通知"),
        arrows=["start>m>通知>x", "x>m ? n > 1", "x>a>end"],
    )
    assert said_about(plan).startswith("“m → 通知 → x”自己绕成一圈")


def test_a_loop_over_a_sub_process_counts_only_if_somebody_works_in_it():
    def looped(*inside: str, arrows: list[str]) -> Plan:
        return plan_of(
            tasks("a"),
            xor("m"),
            xor("x", default="x-a"),
            sub("s", *inside, arrows=arrows),
            arrows=["start>m>s>x", "x>m ? n > 1", "x>a>end"],
        )

    check_sound(looped(tasks("in"), arrows=["s_start>in>s_end"]))
    assert "自己绕成一圈" in said_about(looped(arrows=["s_start>s_end"]))


def test_trouble_inside_a_sub_process_is_found():
    inside = sub("s", tasks("甲", "乙"), both("f"), element("endEvent", "s_e2"),
                 arrows=["s_start>f>甲>s_end", "f>乙>s_e2"])  # fmt: skip
    assert "乙" in said_about(plan_of(inside, arrows=["start>s>end"]))


def test_an_interruption_that_leads_back_into_a_parallel_branch_is_found():
    plan = plan_of(
        tasks("甲", "乙", "丙"),
        both("f", "j"),
        timer("boundaryEvent", "late", attachedToRef="甲"),
        arrows=["start>f>甲>j", "f>乙>j", "j>丙>end", "late>丙"],
    )
    assert "丙" in said_about(plan) or "乙" in said_about(plan)


def test_a_reminder_that_leads_back_into_the_main_path_is_named():
    plan = plan_of(
        tasks("甲", "乙"),
        timer("boundaryEvent", "催办", attachedToRef="甲", cancelActivity="false"),
        arrows=["start>甲>乙>end", "催办>乙"],
    )
    assert said_about(plan).startswith("“催办”不中断原来的环节，它引出的路却走到“乙”")


def test_a_reminder_that_joins_branches_of_its_own_is_named():
    plan = plan_of(
        tasks("甲", "a", "b"),
        both("f", "汇合"),
        OTHER_END,
        timer("boundaryEvent", "催办", attachedToRef="甲", cancelActivity="false"),
        arrows=["start>甲>end", "催办>f>a>汇合", "f>b>汇合>e2"],
    )
    assert "不能在“汇合”汇合" in said_about(plan)


def test_a_reminder_whose_path_splits_and_ends_twice_is_refused():
    plan = plan_of(
        tasks("甲", "a", "b"),
        both("f"),
        OTHER_END,
        element("endEvent", "e3"),
        timer("boundaryEvent", "催办", attachedToRef="甲", cancelActivity="false"),
        arrows=["start>甲>end", "催办>f>a>e2", "f>b>e3"],
    )
    assert "还没有办完" in said_about(plan)


def test_an_inclusive_gateway_with_too_many_exits_that_do_not_meet_is_refused():
    numbers = range(1, 9)
    plan = plan_of(
        tasks("t0", *(f"t{n}" for n in numbers)),
        some("很多", default="很多-t0"),
        *(element("endEvent", f"e{n}") for n in numbers),
        arrows=[
            "start>很多>t0>end",
            *(f"很多>t{n} ? n > {n}" for n in numbers),
            *(f"t{n}>e{n}" for n in numbers),
        ],
    )
    assert "“很多”的出口太多" in said_about(plan)


def test_a_flow_too_entangled_to_be_judged_is_refused(monkeypatch):
    plan = plan_of(
        tasks("a", "b", "c", "d"),
        both("f", "j", "k"),
        some("m"),
        arrows=["start>f>a>j>c>m>end", "f>b>k>d>m", "a>k", "b>j"],
    )
    check_sound(plan)
    monkeypatch.setattr(states, "MOST_STATES", 3)
    assert "缠得太复杂" in said_about(plan)


# ── the facts a flow may ask for ──


def test_conditions_may_use_only_the_facts_of_the_item():
    plan = plan_of(
        tasks("a", "b"),
        xor("x", default="x-a"),
        arrows=["start>x>a>end", "x>b ? amount > 5", "b>end"],
    )
    check_facts(plan, names=frozenset({"amount"}))
    with pytest.raises(UnableToPublishFlow, match="用到“amount”，事项里没有这个数据项"):
        check_facts(plan, names=frozenset())


def test_a_list_of_offices_and_its_early_end_use_only_known_facts():
    plan = plan_of(
        task(
            "a",
            '<multiInstanceLoopCharacteristics qc:offices="offices"><completionCondition>'
            "nrOfCompletedInstances >= quorum</completionCondition>"
            "</multiInstanceLoopCharacteristics>",
        ),
        arrows=["start>a>end"],
    )
    check_facts(plan, names=frozenset({"offices", "quorum"}))
    with pytest.raises(UnableToPublishFlow, match="取自“offices”"):
        check_facts(plan, names=frozenset({"quorum"}))
    with pytest.raises(UnableToPublishFlow, match="用到“quorum”"):
        check_facts(plan, names=frozenset({"offices"}))
    plain = '<multiInstanceLoopCharacteristics qc:offices="offices"/>'
    check_facts(plan_of(task("a", plain), arrows=["start>a>end"]), names=frozenset({"offices"}))
