"""The particulars of one BPMN element: its task, its timer, its repetition, and its refusal."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Never
from xml.etree.ElementTree import Element as Xml

from quancheng.kernel.errors import UnableTo
from quancheng.workflow.engine import vocabulary as words
from quancheng.workflow.engine.elements import (
    EXECUTOR_LEVELS,
    ExecutorLevel,
    Multi,
    TaskInfo,
    Timer,
    TimerForm,
)
from quancheng.workflow.engine.kinds import STEP_KINDS

LONGEST_NAME = 80
LONGEST_ROLE = 20
MOST_DAYS = Decimal(9999)
"""The longest limit of a step in days; longer ones are slips of the pen."""

_DURATION = re.compile(r"P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


class UnableToReadBpmn(UnableTo):
    """The drawing holds something that the engine does not execute, or is drawn wrongly."""


def refuse(xml: Xml, reason: str = "", *, inside: Xml | None = None) -> Never:
    """Refuse an element by its name and id, or by those of the element it lies in."""
    _, tag = words.split_tag(xml.tag)
    what = words.CHINESE.get(tag, tag)
    named = xml if xml.get("id") or inside is None else inside
    name, identity = named.get("name", ""), named.get("id", "")
    where = f"“{name}”（编号 {identity}）" if name else f"（编号 {identity or '无'}）"
    problem = reason or "不在可执行的范围内"
    mark = "" if problem.startswith("的") else "："
    raise UnableToReadBpmn(f"流程图里的{what}{where}{mark}{problem}，请修改后再导入。")


def task_of(xml: Xml) -> TaskInfo:
    """Read our attributes of a user or manual task; raises :class:`UnableToReadBpmn`."""

    def own(name: str, otherwise: str = "") -> str:
        return xml.get(f"{{{words.QC}}}{name}", otherwise).strip()

    name = xml.get("name", "").strip()
    if not name or len(name) > LONGEST_NAME:
        refuse(xml, "要有名称，名称不超过80个字")
    if len(own("role")) > LONGEST_ROLE:
        refuse(xml, "办理角色不超过20个字")
    counts, kind, order = own("counts", "true"), own("kind"), own("order", "0")
    if counts not in {"true", "false"}:
        refuse(xml, "是否计入时限只能写 true 或 false")
    if kind and kind not in STEP_KINDS:
        refuse(xml, f"没有“{kind}”这种环节类型")
    if not order.isascii() or not order.isdigit():
        refuse(xml, "环节序号要用数字")
    return TaskInfo(
        role=own("role"),
        office=own("office"),
        limit_days=days(xml, "limit_days", own("limit_days", "0")),
        counts=counts == "true",
        executor_level=_level(xml, own("executor_level", "county")),
        group=own("group"),
        kind=kind,
        order=int(order),
    )


def days(xml: Xml, name: str, text: str) -> Decimal:
    """Read a number of days of an element; raises :class:`UnableToReadBpmn`."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not (value.is_finite() and 0 <= value <= MOST_DAYS):
        refuse(xml, f"的天数（{name}）“{text}”不是0到9999之间的数")
    return value


def _level(xml: Xml, text: str) -> ExecutorLevel:
    for level in EXECUTOR_LEVELS:
        if level == text:
            return level
    refuse(xml, f"没有“{text}”这一级办理机关")


def expression_of(xml: Xml, *, inside: Xml) -> str:
    """Read a CEL expression; another language is refused."""
    attributes = {words.split_tag(key)[1]: value for key, value in xml.attrib.items()}
    unread = set(attributes) - {"id", "type", "language"}
    text = (xml.text or "").strip()
    if attributes.get("language", "cel") not in words.CEL or unread or len(xml) or not text:
        refuse(inside, "的条件要用 CEL 书写")
    return text


def check_definition(event: Xml, definition: Xml) -> None:
    """Refuse what is written inside an event definition and would not be executed."""
    readable = {"timeDuration", "timeDate", "timeCycle", "documentation"}
    children = {words.split_tag(part.tag)[1] for part in definition}
    if set(definition.attrib) - {"id", "messageRef"} or children - readable:
        refuse(definition, inside=event)


def timer_of(event: Xml, definition: Xml) -> Timer:
    """Read the timer of an event; a repeating timer is refused.

    ``qc:working_days`` on the event gives the duration in working days; the duration drawn must
    then be the same number of days, so that no reader sees another one.
    """
    forms: dict[str, TimerForm] = {"timeDuration": "duration", "timeDate": "date"}
    parts = [(words.split_tag(part.tag)[1], part.text or "") for part in definition]
    parts = [(name, text) for name, text in parts if name != "documentation"]
    if len(parts) != 1 or parts[0][0] not in forms:
        refuse(event, "的定时要写明一段时间或一个日期，不能循环")
    form, value = forms[parts[0][0]], parts[0][1].strip()
    pattern = _DURATION if form == "duration" else _DATE
    if not pattern.fullmatch(value):
        refuse(event, f"的定时“{value}”不是 ISO 8601 的写法")
    written = event.get(f"{{{words.QC}}}working_days")
    if written is None:
        return Timer(form=form, value=value, working_days=None)
    working = days(event, "working_days", written)
    if value != f"P{working}D":
        refuse(event, f"写明{written}个工作日，定时却是“{value}”，两处要一致")
    return Timer(form=form, value=value, working_days=working)


def multi_of(xml: Xml) -> Multi | None:
    """Read the repetition of a user task over a list of offices, if it has one."""
    loop = xml.find(f"{{{words.BPMN}}}multiInstanceLoopCharacteristics")
    if loop is None:
        return None
    offices = loop.get(f"{{{words.QC}}}offices", "").strip()
    if not _NAME.fullmatch(offices):
        refuse(loop, "没有写明由哪些部门分别办理", inside=xml)
    known = {"id", "isSequential", f"{{{words.QC}}}offices"}
    if set(loop.attrib) - known or loop.get("isSequential", "false") not in {"true", "false"}:
        refuse(loop, "带有不能执行的属性", inside=xml)
    until = ""
    for part in loop:
        if part.tag != f"{{{words.BPMN}}}completionCondition":
            refuse(part, inside=xml)
        until = expression_of(part, inside=xml)
    return Multi(
        offices=offices, sequential=loop.get("isSequential", "false") == "true", until=until
    )
