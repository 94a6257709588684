"""Reading drawings: what the engine executes is read, everything else is refused by name and id."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quancheng.workflow.engine import bpmn as reader
from quancheng.workflow.engine.bpmn import UnableToReadBpmn, read_bpmn
from quancheng.workflow.engine.elements import Kind
from quancheng.workflow.engine.plan import compile_plan
from tests.unit.workflow.drawings import (
    END,
    HEAD,
    START,
    both,
    draw,
    element,
    flows,
    message,
    raw,
    some,
    sub,
    task,
    tasks,
    timer,
    xor,
)

TIMED = "<timerEventDefinition><{0}>{1}</{0}></timerEventDefinition>"


def refused(bpmn: str) -> str:
    with pytest.raises(UnableToReadBpmn) as caught:
        read_bpmn(bpmn)
    return caught.value.sentence


def event(inner: str, **attributes: str) -> str:
    """A flow with one intermediate event that holds ``inner``."""
    node = element("intermediateCatchEvent", "wait", inner, name="等候", **attributes)
    return draw(node, arrows=["start>wait>end"])


def one(node: str) -> str:
    """A flow with one node, whose id is ``a``."""
    return draw(node, arrows=["start>a>end"])


def multi(inner: str = "", **attributes: str) -> str:
    return one(task("a", element("multiInstanceLoopCharacteristics", "l", inner, **attributes)))


def test_every_kind_of_node_is_read():
    bpmn = draw(
        task("a", qc_office="D01", qc_limit_days="1.5", qc_counts="false", qc_kind="special"),
        element("manualTask", "b", name="b", qc_role="审核人"),
        element("serviceTask", "c", qc_service="比对"),
        element("receiveTask", "d", messageRef="msg"),
        element("callActivity", "e", calledElement="child"),
        message("intermediateThrowEvent", "g"),
        timer("intermediateCatchEvent", "h"),
        sub("s", tasks("in"), arrows=["s_start>in>s_end"]),
        arrows=["start>a>b>c>d>e>g>h>s>end"],
    )
    model = read_bpmn(bpmn)
    kinds = {each.id: each.kind for each in model.elements}
    assert kinds["b"] is Kind.MANUAL
    assert kinds["h"] is Kind.TIMER
    by_id = {each.id: each for each in model.elements}
    assert by_id["a"].task is not None
    assert by_id["a"].task.limit_days == Decimal("1.5")
    assert (by_id["c"].service, by_id["d"].message, by_id["e"].called) == (
        "比对",
        "补正材料",
        "child",
    )
    assert by_id["in"].parent == "s"


def test_what_has_no_effect_by_the_standard_is_read_over():
    notes = (
        element("documentation", "doc")
        + element("textAnnotation", "note", "<text>说明</text>")
        + element("association", "link", sourceRef="a", targetRef="note")
        + element("group", "around")
    )
    incoming = "<incoming>start-a</incoming><outgoing>a-end</outgoing><extensionElements/>"
    bpmn = draw(notes, task("a", incoming, isForCompensation="false"), arrows=["start>a>end"])
    bpmn = bpmn.replace("</sequenceFlow>", "<documentation>走</documentation></sequenceFlow>")
    with_picture = bpmn.replace(
        "</process>",
        '</process><category id="k"/><x:BPMNDiagram xmlns:x="http://www.omg.org/spec/BPMN/20100524/DI"/>',
    )
    assert [each.id for each in read_bpmn(with_picture).elements] == ["start", "a", "end"]


@pytest.mark.parametrize(
    ("bpmn", "said"),
    [
        ("<a", "不是完好的 BPMN 文件"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><a/>', "不是完好的 BPMN 文件"),
        ("<a/>", "不是 BPMN 2.0 流程图"),
        (HEAD + "</definitions>", "这个文件里有0个"),
        (HEAD + '<signal id="s" name="铃"/></definitions>', "流程图里的信号“铃”（编号 s）"),
        (HEAD + '<x xmlns="urn:other" id="s"/></definitions>', "流程图里的x"),
        (one(element("scriptTask", "a", name="脚本")), "流程图里的脚本任务“脚本”（编号 a）"),
        (one(element("userTask", "a", name="a", **{"camunda:assignee": "x"})), "属性“assignee”"),
        (one(task("a", "<dataObject/>")), "流程图里的数据对象“a”（编号 a）"),
        (one(task("a", '<extensionElements><x xmlns="u"/></extensionElements>')), "扩展元素"),
        (one(task("a", '<x xmlns="urn:other"/>')), "流程图里的x“a”"),
        (raw(START, tasks("a"), task("a"), END, flows("start>a>end")), "编号重复"),
        (raw(START, task("1a"), END, flows("start>1a>end")), "编号缺失，或不是以字母开头"),
        (raw(element("laneSet", "lanes"), START), "流程图里的泳道（编号 lanes）"),
        (one(element("serviceTask", "a")), "没有写明调用哪个服务"),
        (one(element("callActivity", "a")), "没有写明调用哪个流程"),
        (one(element("receiveTask", "a")), "没有写明是哪个消息"),
        (one(element("serviceTask", "a", "<multiInstanceLoopCharacteristics/>", qc_service="x")),
         "流程图里的多实例（编号 a）"),
        (event(""), "没有写明等什么"),
        (event('<signalEventDefinition id="x"/>'), "信号事件"),
        (event('<messageEventDefinition messageRef="msg"/><terminateEventDefinition/>'),
         "有两个以上的触发条件"),
        (event('<messageEventDefinition messageRef="msg"><x/></messageEventDefinition>'),
         "流程图里的消息事件“等候”"),
        (event('<messageEventDefinition operationRef="x"/>'), "流程图里的消息事件"),
        (event('<messageEventDefinition messageRef="msg"/>', qc_working_days="3"),
         "只有定时事件可以写工作日"),
        (event(TIMED.format("timeCycle", "R3/PT1H")), "不能循环"),
        (event("<timerEventDefinition/>"), "要写明一段时间或一个日期"),
        (event(TIMED.format("timeDuration", "5天")), "“5天”不是 ISO 8601 的写法"),
        (event(TIMED.format("timeDate", "明天")), "“明天”不是 ISO 8601 的写法"),
        (event(TIMED.format("timeDuration", "P5D"), qc_working_days="3"), "两处要一致"),
        (one(task("a", name="")), "要有名称"),
        (one(task("a", qc_role="长" * 21)), "办理角色不超过20个字"),
        (one(task("a", qc_counts="yes")), "只能写 true 或 false"),
        (one(task("a", qc_kind="dance")), "没有“dance”这种环节类型"),
        (one(task("a", qc_order="一")), "环节序号要用数字"),
        (one(task("a", qc_limit_days="三")), "“三”不是0到9999之间的数"),
        (one(task("a", qc_limit_days="-1")), "“-1”不是0到9999之间的数"),
        (one(task("a", qc_executor_level="nation")), "没有“nation”这一级办理机关"),
        (multi(), "没有写明由哪些部门分别办理"),
        (multi(qc_offices="offices", isSequential="maybe"), "多实例（编号 l）：带有不能执行的属性"),
        (multi("<loopCardinality>3</loopCardinality>", qc_offices="offices"), "loopCardinality"),
        (draw(tasks("a"), arrows=["start>a>end"]).replace("</process>", "<category/></process>"),
         "流程图里的category"),
    ],
)  # fmt: skip
def test_what_the_engine_does_not_execute_is_refused_by_name_and_id(bpmn, said):
    sentence = refused(bpmn)
    assert said in sentence
    assert sentence.endswith("。")


@pytest.mark.parametrize(
    ("bpmn", "said"),
    [
        (raw(START, tasks("a"), END, flows("start>a>end", "a>b")), "有一头没有连上"),
        (draw(sub("s", tasks("in"), arrows=["s_start>in>s_end"]), arrows=["start>in", "s>end"]),
         "穿过了子流程的边界"),
        (draw(tasks("a"), arrows=["start>a>end", "a>start"]), "前面不能有箭头"),
        (draw(tasks("a", "b"), arrows=["start>a>end", "b>end"]), "前面没有箭头，永远走不到"),
        (draw(tasks("a"), arrows=["start>a>end", "end>a"]), "是结束事件，后面不能有箭头"),
        (draw(tasks("a"), arrows=["start>a", "start>end"]), "后面没有箭头，走到这里就停住了"),
        (draw(tasks("a", "b"), xor("x", default="a-end"), arrows=["start>x>a>end", "x>b>end"]),
         "不是它自己的出口"),
        (draw(tasks("a", "b"), xor("x", default="x-b"),
              arrows=["start>x", "x>a ? n", "x>b ? n", "a>end", "b>end"]),
         "缺省出口不能带条件"),
        (draw(tasks("a", "b"), xor("x"), arrows=["start>x>a>end", "x>b>end"]), "每个出口都要有条件"),
        (draw(tasks("a"), some("x"), arrows=["start>x", "x>a ? n", "a>end"]), "只有一个出口"),
        (draw(tasks("a", "b", "c"), arrows=["start>a", "a>b ? n", "a>c", "b>end", "c>end"]),
         "既有带条件的出口，又有不带条件的出口"),
        (draw(task("a", default="a-end"), arrows=["start>a>end"]), "却没有带条件的出口"),
        (draw(tasks("a"), both("x"), arrows=["start>x", "x>a ? n", "a>end"]), "出口不能带条件"),
        (draw(tasks("a"), timer("boundaryEvent", "e", attachedToRef="b"),
              arrows=["start>a>end", "e>end"]), "没有附在任何环节上"),
        (raw(START, element("startEvent", "s2"), tasks("a"), END, flows("start>a>end", "s2>a")),
         "要有且只有一个开始事件，现在有2个"),
        (raw(START, tasks("a"), flows("start>a>a")), "没有结束事件"),
        (draw(tasks("a", "b"), xor("x", default="x-a"),
              arrows=["start>x>a>end", "x>b ? n > 1", "b>end"]).replace(
            "<conditionExpression>", '<conditionExpression language="python">'), "要用 CEL 书写"),
        (draw(tasks("a"), arrows=["start>a>end"]).replace(
            'targetRef="a"/>', 'targetRef="a"><dataObject/></sequenceFlow>').replace(
            'targetRef="a"></sequenceFlow>', 'targetRef="a"><dataObject/></sequenceFlow>'),
         "流程图里的数据对象"),
    ],
)  # fmt: skip
def test_a_drawing_whose_arrows_do_not_fit_is_refused(bpmn, said):
    assert said in refused(bpmn)


def test_sub_processes_may_lie_eight_deep_and_no_deeper():
    def nested(depth: int) -> str:
        inner, name = tasks("t"), "t"
        for level in range(depth):
            inner = sub(f"s{level}", inner, arrows=[f"s{level}_start>{name}>s{level}_end"])
            name = f"s{level}"
        return draw(inner, arrows=[f"start>{name}>end"])

    assert compile_plan(read_bpmn(nested(8))).nested
    assert "套得太深，最多八层" in refused(nested(9))


def test_a_document_too_large_to_read_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "LARGEST", 10)
    assert refused(one(task("a"))) == "流程文件太大（超过200万字），请检查选择的文件。"


def test_a_document_is_one_process():
    two = one(task("a")).replace("</definitions>", '<process id="q"/></definitions>')
    assert "这个文件里有2个" in refused(two)


def test_a_duration_in_working_days_must_say_the_same_twice():
    inner = TIMED.format("timeDuration", "P5D")
    model = read_bpmn(event(inner, qc_working_days="5"))
    found = next(each for each in model.elements if each.id == "wait").timer
    assert found is not None
    assert found.working_days == Decimal(5)


def test_a_condition_that_is_not_cel_is_refused_with_its_arrow():
    bpmn = draw(
        tasks("a", "b"),
        xor("x", default="x-a"),
        arrows=["start>x>a>end", "x>b ? n >>> 1", "b>end"],
    )
    with pytest.raises(UnableToReadBpmn, match="流程图里编号 x-b 处的条件“n >>> 1”写得不对"):
        compile_plan(read_bpmn(bpmn))
