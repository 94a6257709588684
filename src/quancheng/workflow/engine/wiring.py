"""Whether the arrows of a drawing fit its nodes, by the rules of BPMN 2.0 clauses 8.3.13 and 10."""

from __future__ import annotations

from collections import Counter
from typing import Never

from quancheng.workflow.engine.elements import (
    ACTIVITIES,
    BOUNDARIES,
    ENDS,
    Connection,
    Element,
    Kind,
    Model,
)
from quancheng.workflow.engine.particulars import UnableToReadBpmn


def check_wiring(model: Model) -> None:
    """Check starts, ends, arrows, default exits and boundary events.

    Raises :class:`UnableToReadBpmn` for the first element or arrow that is drawn wrongly.
    """
    elements = {element.id: element for element in model.elements}
    outgoing: dict[str, list[Connection]] = {key: [] for key in elements}
    incoming: dict[str, list[Connection]] = {key: [] for key in elements}
    for flow in model.connections:
        _check_arrow(flow, elements)
        outgoing[flow.source].append(flow)
        incoming[flow.target].append(flow)
    for element in model.elements:
        _check_ends(element, incoming[element.id], outgoing[element.id])
        _check_default(element, outgoing[element.id])
        _check_exits(element, outgoing[element.id])
        if element.kind in BOUNDARIES:
            _check_host(element, elements)
    _check_scopes(model)


def _refuse(element: Element, reason: str) -> Never:
    name = f"“{element.name}”" if element.name else ""
    raise UnableToReadBpmn(f"流程图里的{name}（编号 {element.id}）{reason}，请修改后再导入。")


def _check_arrow(flow: Connection, elements: dict[str, Element]) -> None:
    for end in (flow.source, flow.target):
        if end not in elements:
            raise UnableToReadBpmn(
                f"流程图里的顺序流（编号 {flow.id}）有一头没有连上，请接好后再导入。"
            )
        if elements[end].parent != flow.parent:
            raise UnableToReadBpmn(
                f"流程图里的顺序流（编号 {flow.id}）穿过了子流程的边界，请修改后再导入。"
            )


def _check_ends(element: Element, incoming: list[Connection], outgoing: list[Connection]) -> None:
    no_way_in = element.kind is Kind.START or element.kind in BOUNDARIES
    if no_way_in and incoming:
        _refuse(element, "前面不能有箭头")
    if not no_way_in and not incoming:
        _refuse(element, "前面没有箭头，永远走不到")
    if element.kind in ENDS and outgoing:
        _refuse(element, "是结束事件，后面不能有箭头")
    if element.kind not in ENDS and not outgoing:
        _refuse(element, "后面没有箭头，走到这里就停住了")


def _check_default(element: Element, outgoing: list[Connection]) -> None:
    exits = [flow for flow in outgoing if flow.id == element.default]
    if element.default and not exits:
        _refuse(element, f"的缺省出口（{element.default}）不是它自己的出口")
    if any(flow.condition for flow in exits):
        _refuse(element, "的缺省出口不能带条件")


def _check_exits(element: Element, outgoing: list[Connection]) -> None:
    """Check the conditions of the exits of one node."""
    others = [flow for flow in outgoing if flow.id != element.default]
    conditional = len([flow for flow in others if flow.condition])
    problem = ""
    if element.kind in {Kind.EXCLUSIVE, Kind.INCLUSIVE}:
        if len(outgoing) > 1 and conditional != len(others):
            problem = "的每个出口都要有条件，不带条件的只能是缺省出口"
        elif len(outgoing) == 1 and (conditional or element.default):
            problem = "只有一个出口，不能带条件"
    elif element.kind in ACTIVITIES:
        if conditional and conditional != len(others):
            problem = "既有带条件的出口，又有不带条件的出口，请改用网关"
        elif element.default and not conditional:
            problem = "有缺省出口，却没有带条件的出口"
    elif conditional:
        problem = "的出口不能带条件"
    if problem:
        _refuse(element, problem)


def _check_host(element: Element, elements: dict[str, Element]) -> None:
    host = elements.get(element.attached_to)
    if host is None or host.kind not in ACTIVITIES or host.parent != element.parent:
        _refuse(element, "没有附在任何环节上")


def _check_scopes(model: Model) -> None:
    """Every process and sub-process has one start and at least one end, and is not a mere name."""
    starts = Counter(e.parent for e in model.elements if e.kind is Kind.START)
    ends = Counter(e.parent for e in model.elements if e.kind in ENDS)
    scopes = [("", f"流程（编号 {model.key}）")]
    scopes += [
        (e.id, f"子流程“{e.label}”（编号 {e.id}）")
        for e in model.elements
        if e.kind is Kind.SUBPROCESS
    ]
    for scope, called in scopes:
        if starts[scope] != 1:
            raise UnableToReadBpmn(
                f"{called}要有且只有一个开始事件，现在有{starts[scope]}个，请修改后再导入。"
            )
        if not ends[scope]:
            raise UnableToReadBpmn(f"{called}没有结束事件，请补画后再导入。")
