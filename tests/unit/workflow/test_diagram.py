"""The strip of a case and the picture of a flow."""

from __future__ import annotations

from decimal import Decimal

from defusedxml.ElementTree import fromstring

from quancheng.workflow.engine.diagram import picture, strip
from quancheng.workflow.engine.tokens import start
from tests.unit.workflow.drawings import (
    element,
    plan_of,
    play,
    step,
    sub,
    table_plan,
    tasks,
    timer,
    xor,
)

SVG = "{http://www.w3.org/2000/svg}"


def flow():
    return table_plan(
        step(1, "受理", role="窗口人员", limit_days=Decimal("0.5")),
        step(2, "审查", "A"),
        step(3, "专家评审", "A", counts=False, limit_days=Decimal(10)),
        step(4, "决定", role="部门负责人"),
        step(5, "送达", role="统一送达窗口人员", limit_days=Decimal(0)),
    )


def test_the_strip_shows_what_is_done_what_is_now_and_what_comes():
    plan = flow()
    marking = play(plan, start(plan, accepted=True)[0], "s2")
    steps = strip(plan, marking=marking, done=frozenset({"s2"}))
    assert [(each.name, each.state, each.column) for each in steps] == [
        ("受理", "ok", 1),
        ("审查", "ok", 2),
        ("专家评审", "now", 2),
        ("决定", "", 3),
        ("送达", "", 4),
    ]


def test_a_flow_without_acceptance_has_only_what_it_was_told_to_be_done():
    plan = table_plan(step(1, "审查"), step(2, "决定"))
    marking, _ = start(plan)
    steps = strip(plan, marking=marking, done=frozenset())
    assert [each.state for each in steps] == ["now", ""]


def test_the_picture_says_in_words_what_it_shows():
    svg = fromstring(picture(flow(), ident="f", offices={"D01": "县局"}, unit="个工作日"))
    spoken = svg.find(f"{SVG}desc").text
    assert spoken.startswith("第1步：受理（县局，窗口人员，0.5 个工作日）；第2步同时办理：审查")
    assert "专家评审（审核人，10 个工作日，不计时）" in spoken
    assert "送达（统一送达窗口人员，当场）" in spoken
    assert svg.find(f"{SVG}title").text == "事项办理流程"
    assert len(svg.findall(f"{SVG}g")) == 5


def test_the_picture_draws_an_arrow_for_every_way_between_steps():
    svg = fromstring(picture(flow()))
    lines = [path for path in svg.findall(f"{SVG}path") if path.get("class") == "q-fp-line"]
    assert len(lines) == 5


def test_long_words_are_cut_in_the_picture_and_whole_in_its_description():
    plan = table_plan(step(1, "关于特种设备的现场技术审查", counts=False, limit_days=Decimal(0)))
    svg = fromstring(picture(plan))
    assert "关于特种设备的现…" in [text.text for text in svg.iter(f"{SVG}text")]
    assert "关于特种设备的现场技术审查" in svg.find(f"{SVG}desc").text
    assert "不计时" in svg.find(f"{SVG}desc").text


def test_loops_choices_and_sub_processes_are_drawn_from_left_to_right():
    inside = sub("s", tasks("in1", "in2"), arrows=["s_start>in1>in2>s_end"])
    plan = plan_of(
        tasks("a", "b", "c"),
        inside,
        xor("m"),
        xor("x", default="x-b"),
        timer("boundaryEvent", "late", attachedToRef="a"),
        arrows=["start>m>a>x>b>s>end", "x>m ? n > 1", "late>c>end"],
    )
    steps = strip(plan, marking=start(plan)[0], done=frozenset())
    columns = {each.node: each.column for each in steps}
    assert columns["a"] < columns["b"] < columns["in1"] < columns["in2"]
    assert columns["c"] == columns["b"]
    assert picture(plan).count("q-fp-line") == 4


def test_a_flow_without_a_single_task_is_still_a_picture():
    plan = plan_of(element("serviceTask", "a", qc_service="x"), arrows=["start>a>end"])
    assert fromstring(picture(plan)).get("role") == "img"


def test_attack_strings_stay_text_in_the_picture():
    plan = table_plan(step(1, "<script>alert(1)</script>"))
    assert "<script>" not in picture(plan)
