"""Step tables and the drawings made of them."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from quancheng.workflow.engine.bpmn import digest, read_bpmn
from quancheng.workflow.engine.kinds import step_kind
from quancheng.workflow.engine.plan import Plan, compile_plan
from quancheng.workflow.engine.soundness import check_sound
from quancheng.workflow.engine.steps import (
    Step,
    UnableToReadSteps,
    bpmn_to_steps,
    check_steps,
    steps_to_bpmn,
)
from quancheng.workflow.engine.tokens import is_ended, start
from tests.unit.workflow.drawings import (
    both,
    draw,
    element,
    finish,
    message,
    nodes_waiting,
    step,
    table_plan,
    task,
    tasks,
    xor,
)

COUNTY = Path(__file__).parents[3] / "demo" / "ziyang" / "steps.csv"


def county_tables() -> dict[str, list[Step]]:
    tables: dict[str, list[Step]] = defaultdict(list)
    with COUNTY.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            tables[row["item_code"]].append(
                Step(
                    order=int(row["order"]),
                    name=row["step"],
                    role=row["role"],
                    office=row["department_code"],
                    limit_days=Decimal(row["limit_days"]),
                    parallel_group=row["parallel_group"],
                    counts=row["counts_toward_limit"] == "1",
                    executor_level=row["executor_level"],  # type: ignore[arg-type]
                )
            )
    return tables


def test_every_item_of_the_demonstration_county_is_sound_and_comes_back_as_the_same_table() -> None:
    tables = county_tables()
    assert len(tables) == 418
    for code, steps in tables.items():
        bpmn = steps_to_bpmn(key=code, name="事项", steps=steps)
        assert bpmn_to_steps(bpmn) == tuple(steps)
        plan = compile_plan(read_bpmn(bpmn))
        check_sound(plan)
        marking, effects = start(plan, accepted=True)
        assert is_ended(marking) == (len(steps) == 1)
        assert is_ended(finish(plan, marking)), effects


def test_every_item_of_the_demonstration_county_has_an_acceptance_and_those_decided_a_decision():
    for steps in county_tables().values():
        plan = compile_plan(read_bpmn(steps_to_bpmn(key="k", name="n", steps=steps)))
        names = [each.name for each in steps]
        decided = plan.node(plan.decision).name if plan.decision else None
        expected = next((n for n in ("决定", "等待上级决定") if n in names), None)
        assert plan.node(plan.acceptance or "").name == "受理"
        assert decided == expected
        assert (plan.delivery is not None) == ("送达" in names)


@pytest.mark.parametrize(
    ("name", "role", "counts", "level", "first", "kind"),
    [
        ("受理", "窗口人员", True, "county", True, "accept"),
        ("收件登记", "镇便民服务中心窗口人员", True, "town", True, "accept"),
        ("审查", "审核人", True, "county", False, "examine"),
        ("现场勘验", "审核人", True, "county", False, "examine"),
        ("核实", "审核人", False, "county", False, "special"),
        ("公示", "审核人", True, "county", False, "special"),
        ("专家评审", "审核人", False, "county", False, "special"),
        ("联合审批", "分管领导", True, "county", False, "review"),
        ("决定", "部门负责人", True, "county", False, "decide"),
        ("上报", "部门负责人", True, "county", False, "forward"),
        ("等待上级决定", "市级主管部门", False, "superior", False, "await"),
        ("送达", "统一送达窗口人员", True, "county", False, "deliver"),
        ("审查", "审核人", True, "county", True, "examine"),
    ],
)
def test_a_step_is_known_by_its_name_role_and_place(  # noqa: PLR0917
    name, role, counts, level, first, kind
):
    found = step_kind(name=name, role=role, counts=counts, executor_level=level, first=first)
    assert found == kind


def test_the_same_table_gives_the_same_text_and_digest():
    steps = [step(1), step(2, group="甲"), step(3, group="甲")]
    first = steps_to_bpmn(key="k", name="n", steps=steps)
    assert first == steps_to_bpmn(key="k", name="n", steps=list(reversed(steps)))
    assert compile_plan(read_bpmn(first)).digest == digest(first)
    assert len(digest(first)) == 64


def test_steps_with_one_group_label_wait_for_each_other():
    plan = table_plan(step(1), step(2, group="A"), step(3, group="A"), step(4))
    marking, _ = start(plan)
    assert nodes_waiting(plan, marking) == ["s1"]
    assert [node.id for node in plan.tasks] == ["s1", "s2", "s3", "s4"]


def test_two_groups_beside_each_other_stay_two_groups():
    steps = (
        step(1, group="A"),
        step(2, group="A"),
        step(3, group="B"),
        step(4, group="B"),
        step(5, group="C"),
    )
    bpmn = steps_to_bpmn(key="k", name="n", steps=steps)
    assert bpmn_to_steps(bpmn) == steps
    assert bpmn.count("parallelGateway") == 4


def test_numbers_need_not_follow_each_other_and_are_kept():
    steps = (step(2), step(5), step(9))
    assert bpmn_to_steps(steps_to_bpmn(key="k", name="n", steps=steps)) == steps


def test_the_diagram_draws_every_node_and_arrow_without_overlap():
    steps = [step(1), *(step(n, group="A") for n in range(2, 7)), step(7)]
    root = fromstring(steps_to_bpmn(key="k", name="n", steps=steps))
    di, dc = (
        "{http://www.omg.org/spec/BPMN/20100524/DI}",
        "{http://www.omg.org/spec/DD/20100524/DC}",
    )
    shapes = {shape.get("bpmnElement"): shape for shape in root.iter(f"{di}BPMNShape")}
    assert set(shapes) == {"start", "end", "split1", "join1", *(f"s{n}" for n in range(1, 8))}
    edges = [edge.get("bpmnElement") for edge in root.iter(f"{di}BPMNEdge")]
    assert len(edges) == len(set(edges)) == 14
    boxes = []
    for shape in shapes.values():
        bounds = shape.find(f"{dc}Bounds")
        x, y, width, height = (int(bounds.get(k)) for k in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        boxes.append((x, y, x + width, y + height))
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([], "环节表是空的"),
        ([step(1), step(1, name="决定")], "序号都是1"),
        ([step(0)], "序号要从1开始"),
        ([step(1, name=" ")], "要有名称"),
        ([step(1, name="长" * 81)], "不超过80个字"),
        ([step(1, role="")], "办理角色"),
        ([step(1, role="长" * 21)], "不超过20个字"),
        ([step(1, limit_days=Decimal(-1))], "时限要在0到9999天之间"),
        ([step(1, limit_days=Decimal("NaN"))], "时限要在0到9999天之间"),
        ([step(1, executor_level="nation")], "办理层级“nation”不认识"),
        ([step(1, office="D\x0001")], "控制字符"),
        ([step(1, group="A"), step(2), step(3, group="A")], "并联组“A”的环节没有连在一起"),
    ],
)
def test_a_table_that_cannot_be_a_flow_is_refused_with_a_sentence(steps, said):
    with pytest.raises(UnableToReadSteps, match=said):
        check_steps(steps)


def test_a_name_that_cannot_be_printed_is_refused():
    with pytest.raises(UnableToReadSteps, match="流程名称"):
        steps_to_bpmn(key="k", name="事项\x07", steps=[step(1)])


def test_attack_strings_and_rare_characters_survive_the_drawing():
    name = "<script>&\"'𠮷䶮㛃]]>"
    steps = (step(1, name=name, office='"><x'),)
    assert bpmn_to_steps(steps_to_bpmn(key='a b"<>', name=name, steps=steps)) == steps


def test_a_drawing_from_an_editor_that_is_a_plain_table_is_read_as_one():
    bpmn = draw(
        task("Activity_b", qc_limit_days="0.5", qc_office="D02"),
        task("Activity_a"),
        task("Activity_c"),
        both("fork", "meet"),
        arrows=["start>Activity_b>fork>Activity_a>meet", "fork>Activity_c>meet>end"],
    )
    steps = bpmn_to_steps(bpmn)
    assert steps is not None
    told = [(each.order, each.name, each.parallel_group) for each in steps]
    assert told == [(1, "Activity_b", ""), (2, "Activity_a", "A"), (3, "Activity_c", "A")]
    assert steps[0].limit_days == Decimal("0.5")
    assert bpmn_to_steps(steps_to_bpmn(key="k", name="n", steps=steps)) == steps


def test_groups_drawn_without_labels_get_different_ones_even_when_there_are_many():
    names = [f"t{n}" for n in range(56)]
    arrows, before, gates = [], "start", []
    for n in range(28):
        a, b = names[2 * n], names[2 * n + 1]
        arrows += [f"{before}>f{n}>{a}>j{n}", f"f{n}>{b}>j{n}"]
        gates += [f"f{n}", f"j{n}"]
        before = f"j{n}"
    steps = bpmn_to_steps(draw(tasks(*names), both(*gates), arrows=[*arrows, f"{before}>end"]))
    assert steps is not None
    labels = [each.parallel_group for each in steps]
    assert labels[0] == labels[1] == "A"
    assert labels[-1] == "B1"
    assert len(set(labels)) == 28


def test_labels_that_would_make_the_table_mean_something_else_are_replaced():
    bpmn = draw(task("a", qc_group="X"), task("b", qc_group="X"), arrows=["start>a>b>end"])
    steps = bpmn_to_steps(bpmn)
    assert steps is not None
    assert [each.parallel_group for each in steps] == ["", ""]
    apart = draw(
        task("a", qc_group="X"), task("b"), task("c", qc_group="X"), arrows=["start>a>b>c>end"]
    )
    assert [each.parallel_group for each in bpmn_to_steps(apart) or ()] == ["", "", ""]


@pytest.mark.parametrize(
    "bpmn",
    [
        draw(element("manualTask", "a", name="a"), arrows=["start>a>end"]),
        draw(
            tasks("a", "b"),
            xor("x", default="x-a"),
            arrows=["start>x>a>end", "x>b ? n > 1", "b>end"],
        ),
        draw(tasks("a"), arrows=["start>a>end", "a>a"]),
        draw(tasks("a", "b"), arrows=["start>a>end", "start>b>end"]),
        draw(tasks("a", "b"), both("f"), arrows=["start>f>a>end", "f>b>end"]),
        draw(tasks("a", "b", "c"), both("f", "j"), arrows=["start>f>a>b>j", "f>c>j>end"]),
        draw(both("f", "j"), arrows=["start>f>j", "f>j>end"]),
        draw(both("f"), arrows=["start>f>end"]),
        draw(tasks("a"), both("f", "j"), arrows=["start>f>a>j", "f>a", "j>end"]),
        draw(arrows=["start>end"]),
        draw(tasks("a", "b"), arrows=["start>a>end", "b>b"]),
        draw(
            tasks("a"),
            message("boundaryEvent", "e", attachedToRef="a"),
            arrows=["start>a>end", "e>end"],
        ),
        draw(
            task("a", '<multiInstanceLoopCharacteristics qc:offices="offices"/>'),
            arrows=["start>a>end"],
        ),
        draw(tasks("a", "b"), arrows=["start>a ", "a>b ? n > 1", "b>end"]),
    ],
)
def test_a_drawing_that_is_more_than_a_table_is_not_shown_as_one(bpmn):
    assert bpmn_to_steps(bpmn) is None


def test_a_plan_written_for_a_cache_comes_back_equal():
    plan = compile_plan(
        read_bpmn(
            draw(
                task("a", '<multiInstanceLoopCharacteristics qc:offices="offices"/>'),
                element(
                    "boundaryEvent",
                    "late",
                    "<timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition>",
                    attachedToRef="a",
                    qc_working_days="5",
                ),
                element(
                    "intermediateCatchEvent",
                    "pause",
                    "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>",
                ),
                arrows=["start>a>pause>end", "late>end"],
            )
        )
    )
    again = Plan.from_json(plan.to_json())
    assert again.model == plan.model
    assert again.nodes == plan.nodes
    assert (again.key, again.name, again.digest) == ("p", "流程", plan.digest)
    assert again.node("late").timer == plan.node("late").timer


texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zs", "Cn"]), min_size=1, max_size=12
).filter(lambda text: bool(text.strip()) and text == text.strip())


@st.composite
def tables(draw_from: st.DrawFn) -> tuple[Step, ...]:
    steps: list[Step] = []
    for block in range(draw_from(st.integers(1, 5))):
        width = draw_from(st.integers(1, 4))
        for _ in range(width):
            steps.append(
                step(
                    len(steps) + 1,
                    draw_from(texts),
                    f"G{block}" if width > 1 else "",
                    role=draw_from(texts),
                    office=draw_from(texts),
                    limit_days=draw_from(st.decimals(0, 99, places=1)),
                    counts=draw_from(st.booleans()),
                    executor_level=draw_from(st.sampled_from(["county", "town", "superior"])),
                )
            )
    return tuple(steps)


@given(steps=tables())
def test_any_table_comes_back_from_its_drawing_unchanged(steps):
    bpmn = steps_to_bpmn(key="k", name="n", steps=steps)
    assert bpmn_to_steps(bpmn) == steps
    check_sound(compile_plan(read_bpmn(bpmn)))
