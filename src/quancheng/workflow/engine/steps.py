"""Step tables and drawings: a table compiles to BPMN with a laid-out diagram, and back.

Most flows are a list of steps, some of them done at the same time; nobody needs an editor for
them. A drawing that is a plain table is read back, so that both views stay in step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_uppercase
from xml.sax.saxutils import quoteattr

from quancheng.workflow.engine import vocabulary as words
from quancheng.workflow.engine.bpmn import read_bpmn
from quancheng.workflow.engine.elements import Kind, Model
from quancheng.workflow.engine.kinds import step_kind
from quancheng.workflow.engine.layout import Arrow, Shape, diagram_xml, place
from quancheng.workflow.engine.step_table import (
    Step,
    UnableToReadSteps,
    blocks_of,
    check_steps,
    scattered_group,
    unprintable,
)

__all__ = ["Step", "UnableToReadSteps", "bpmn_to_steps", "check_steps", "steps_to_bpmn"]

_OPENING = (
    f'<bpmn:definitions xmlns:bpmn="{words.BPMN}" xmlns:bpmndi="{words.DI}"'
    f' xmlns:dc="{words.DC}" xmlns:di="{words.DD}" xmlns:qc="{words.QC}"'
    f' id="definitions" targetNamespace="{words.QC}">'
)
_PLAIN = frozenset({Kind.START, Kind.END, Kind.USER, Kind.PARALLEL})


def steps_to_bpmn(*, key: str, name: str, steps: Sequence[Step]) -> str:
    """Write a step table as BPMN 2.0 with its diagram; the same table gives the same text.

    ``key`` becomes the id of the process and ``name`` its name. Step ``n`` of the table becomes
    the user task ``sn``. Raises :class:`UnableToReadSteps`.
    """
    check_steps(steps)
    if unprintable(name):
        raise UnableToReadSteps("流程名称里有看不见的控制字符，请重新填写。")
    blocks = blocks_of(steps)
    shapes, arrows = place([[f"s{step.order}" for step in block] for block in blocks])
    first = min(step.order for step in steps)
    tasks = {f"s{step.order}": _task_xml(step, first=step.order == first) for step in steps}
    identity = _identity(key)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        _OPENING,
        f'  <bpmn:process id="{identity}" name={_quoted(name)} isExecutable="true">',
        *(_node_xml(shape, tasks) for shape in shapes),
        *(_arrow_xml(arrow) for arrow in arrows),
        "  </bpmn:process>",
        *diagram_xml(identity, shapes, arrows),
        "</bpmn:definitions>",
        "",
    ]
    return "\n".join(lines)


def _identity(key: str) -> str:
    """A process id made of the key: BPMN ids begin with a letter and hold no other signs."""
    kept = "".join(sign if sign.isalnum() or sign in "._-" else "_" for sign in key)
    return f"flow_{kept}"[:64]


def _quoted(text: str) -> str:
    return quoteattr(text.strip())


def _task_xml(step: Step, *, first: bool) -> str:
    kind = step_kind(
        name=step.name.strip(),
        role=step.role.strip(),
        counts=step.counts,
        executor_level=step.executor_level,
        first=first,
    )
    return (
        f'    <bpmn:userTask id="s{step.order}" name={_quoted(step.name)}'
        f' qc:order="{step.order}" qc:role={_quoted(step.role)} qc:office={_quoted(step.office)}'
        f' qc:limit_days="{step.limit_days.normalize():f}"'
        f' qc:counts="{"true" if step.counts else "false"}"'
        f' qc:executor_level="{step.executor_level}" qc:group={_quoted(step.parallel_group)}'
        f' qc:kind="{kind}" />'
    )


def _node_xml(shape: Shape, tasks: dict[str, str]) -> str:
    if shape.id in tasks:
        return tasks[shape.id]
    names = {"startEvent": ' name="开始"', "endEvent": ' name="结束"'}
    return f'    <bpmn:{shape.tag} id="{shape.id}"{names.get(shape.tag, "")} />'


def _arrow_xml(arrow: Arrow) -> str:
    return (
        f'    <bpmn:sequenceFlow id="{arrow.id}" sourceRef="{arrow.source}"'
        f' targetRef="{arrow.target}" />'
    )


def bpmn_to_steps(bpmn_xml: str) -> tuple[Step, ...] | None:
    """Read a drawing back as a step table, or return ``None`` when it is more than a table.

    Raises :class:`UnableToReadBpmn` for a drawing that the engine does not execute.
    """
    model = read_bpmn(bpmn_xml)
    blocks = _walk(model)
    if blocks is None:
        return None
    steps = _steps(model, blocks)
    orders = [step.order for step in steps]
    if orders[0] < 1 or any(a >= b for a, b in pairwise(orders)):
        steps = [replace(step, order=at) for at, step in enumerate(steps, start=1)]
    sizes = [len(block) for block in blocks]
    if [len(block) for block in blocks_of(steps)] != sizes or scattered_group(steps):
        steps = _relabelled(steps, sizes)
    return tuple(steps)


def _walk(model: Model) -> list[list[str]] | None:
    """The tasks from start to end, those between a split and its join together."""
    if any(
        element.kind not in _PLAIN or element.multi is not None for element in model.elements
    ) or any(flow.condition for flow in model.connections):
        return None
    kinds = {element.id: element.kind for element in model.elements}
    after: dict[str, list[str]] = {identity: [] for identity in kinds}
    for flow in model.connections:
        after[flow.source].append(flow.target)
    at = next(e.id for e in model.elements if e.kind is Kind.START)
    blocks: list[list[str]] = []
    seen = [at]
    while len(after[at]) == 1:
        at = after[at][0]
        seen.append(at)
        if kinds[at] is Kind.USER:
            blocks.append([at])
        elif kinds[at] is Kind.PARALLEL:
            blocks.append(after[at])
            seen += after[at]
            at = _join_of(after[at], after, kinds)
            seen.append(at)
        if len(set(seen)) < len(seen) or at not in kinds:
            return None
    return blocks if blocks and len(seen) == len(kinds) else None


def _join_of(block: list[str], after: dict[str, list[str]], kinds: dict[str, Kind]) -> str:
    """The gateway that joins the tasks of a block, or an empty text if there is none."""
    joins = {target for task in block for target in after[task]}
    plain = all(kinds[task] is Kind.USER and len(after[task]) == 1 for task in block)
    join = joins.pop() if plain and len(joins) == 1 else ""
    return join if kinds.get(join) is Kind.PARALLEL else ""


def _steps(model: Model, blocks: list[list[str]]) -> list[Step]:
    tasks = {e.id: (e.name, e.task) for e in model.elements if e.task is not None}
    return [
        Step(
            order=task.order,
            name=name,
            role=task.role,
            office=task.office,
            limit_days=task.limit_days,
            parallel_group=task.group,
            counts=task.counts,
            executor_level=task.executor_level,
        )
        for name, task in (tasks[identity] for block in blocks for identity in block)
    ]


def _relabelled(steps: list[Step], sizes: list[int]) -> list[Step]:
    """Give every group of steps done at the same time a label of its own."""
    labels: list[str] = []
    groups = 0
    for size in sizes:
        label = ""
        if size > 1:
            rounds, letter = divmod(groups, len(ascii_uppercase))
            label = ascii_uppercase[letter] + (str(rounds) if rounds else "")
            groups += 1
        labels += [label] * size
    return [replace(step, parallel_group=label) for step, label in zip(steps, labels, strict=True)]
