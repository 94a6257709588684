"""Showing a flow: a strip of steps for a case, and a picture of the steps for a guide page."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from xml.sax.saxutils import escape

from quancheng.workflow.engine.elements import ENDS, TASKS, TaskInfo
from quancheng.workflow.engine.marking import Marking
from quancheng.workflow.engine.paths import hosts_of
from quancheng.workflow.engine.plan import Node, Plan
from quancheng.workflow.engine.tokens import waiting

__all__ = ["StripStep", "picture", "strip"]

WIDTH, HEIGHT = 132, 84
GAP_X, GAP_Y = 44, 20
EDGE = 8
_LONGEST_WORD = 9


@dataclass(frozen=True, slots=True)
class StripStep:
    """One step of the strip; steps with the same ``column`` are done at the same time.

    ``state`` is ``ok`` for a step that is done, ``now`` for one where a token waits, else empty.
    """

    node: str
    name: str
    role: str
    office: str
    limit_days: Decimal
    counts: bool
    group: str
    kind: str
    state: Literal["ok", "now", ""]
    column: int


def strip(plan: Plan, *, marking: Marking, done: AbstractSet[str]) -> tuple[StripStep, ...]:
    """The steps of a case from left to right; ``done`` holds the ids of the finished ones.

    A flow that has moved past its acceptance step has that step done without being told so.
    """
    now = {each.node for each in waiting(plan, marking)}
    finished = {*done, plan.acceptance} if plan.acceptance else done
    columns = columns_of(plan)
    return tuple(
        _strip_step(
            plan,
            node,
            "now" if node.id in now else "ok" if node.id in finished else "",
            columns[node.id],
        )
        for node in sorted(plan.tasks, key=lambda node: columns[node.id])
    )


def _strip_step(plan: Plan, node: Node, state: Literal["ok", "now", ""], column: int) -> StripStep:
    task = plan.infos[plan.index[node.id]]
    return StripStep(
        node=node.id,
        name=node.name,
        role=task.role,
        office=task.office,
        limit_days=task.limit_days,
        counts=task.counts,
        group=task.group,
        kind=task.kind,
        state=state,
        column=column,
    )


def columns_of(plan: Plan) -> dict[str, int]:
    """The column of every task, from 1: how many tasks lie on the longest path up to it.

    Arrows that lead back in a loop do not count; what follows a sub-process comes after all the
    tasks inside it.
    """
    hosts = hosts_of(plan.boundaries)
    depth: dict[int, int] = {}
    entry: dict[int, int] = {-1: 0}
    for node in plan.order:
        before = [plan.sources[flow] for flow in plan.incoming[node]]
        if node in hosts:
            before.append(hosts[node])
        scope = plan.parents[node]
        here = max((depth[each] for each in before if each in depth), default=entry[scope])
        depth[node] = here + (plan.kinds[node] in TASKS)
        entry[node] = depth[node]
        while scope >= 0:
            depth[scope] = max(depth[scope], depth[node])
            scope = plan.parents[scope]
    return {node.id: depth[plan.index[node.id]] for node in plan.tasks}


def picture(
    plan: Plan, *, ident: str = "flow", offices: Mapping[str, str] | None = None, unit: str = "天"
) -> str:
    """Draw the steps as an SVG with a title and a description for those who cannot see it.

    ``ident`` makes the ids inside the picture unique on the page, ``offices`` gives the names of
    the offices by their code, ``unit`` is the unit of the limits. Colours come from the style
    sheet by the classes ``q-fp-…``.
    """
    columns = columns_of(plan)
    names = offices or {}
    boxes = _places(plan, columns)
    width = EDGE * 2 + max(columns.values(), default=0) * (WIDTH + GAP_X) - GAP_X
    height = EDGE * 2 + max((y for _, y in boxes.values()), default=0) + HEIGHT - EDGE
    title = escape(f"{plan.name}办理流程".strip())
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    tip = 'viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"'
    parts = [
        f'<svg class="q-fp" role="img" aria-labelledby="{ident}-title {ident}-desc"',
        f' xmlns="http://www.w3.org/2000/svg" {size} font-size="14">',
        f'<title id="{ident}-title">{title}</title>',
        f'<desc id="{ident}-desc">{escape(_spoken(plan, columns, names, unit))}</desc>',
        f'<defs><marker id="{ident}-tip" {tip}>',
        '<path class="q-fp-tip" d="M0 0L8 4L0 8z"/></marker></defs>',
    ]
    for source, target in _links(plan):
        parts.append(_line(boxes[source], boxes[target], ident))
    parts += [_box(plan, node, boxes[node.id], names, unit) for node in plan.tasks]
    return "".join([*parts, "</svg>"])


def _places(plan: Plan, columns: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The upper left corner of every box; the boxes of a column are centred on one axis."""
    members: dict[int, list[str]] = {}
    for node in plan.tasks:
        members.setdefault(columns[node.id], []).append(node.id)
    tallest = max((len(each) for each in members.values()), default=1)
    row = HEIGHT + GAP_Y
    return {
        identity: (
            EDGE + (column - 1) * (WIDTH + GAP_X),
            EDGE + (tallest - len(each)) * row // 2 + at * row,
        )
        for column, each in members.items()
        for at, identity in enumerate(each)
    }


def _links(plan: Plan) -> list[tuple[str, str]]:
    """Which task follows which, over gateways and events; arrows that lead back are left out."""
    place = {node: at for at, node in enumerate(plan.order)}
    links = []
    for node in (plan.index[each.id] for each in plan.tasks):
        seen: set[int] = set()
        todo = _next(plan, node)
        while todo:
            at = todo.pop()
            if at in seen or place[at] < place[node]:
                continue
            seen.add(at)
            if plan.kinds[at] not in TASKS:
                todo += _next(plan, at)
        links += [
            (plan.nodes[node].id, plan.nodes[at].id)
            for at in sorted(seen, key=place.__getitem__)
            if plan.kinds[at] in TASKS
        ]
    return links


def _next(plan: Plan, node: int) -> list[int]:
    """What comes after a node, into sub-processes and out of them."""
    if node in plan.inner_start:
        return [plan.inner_start[node], *plan.boundaries[node]]
    over = plan.kinds[node] in ENDS and plan.parents[node] >= 0
    leaving = plan.outgoing[plan.parents[node]] if over else plan.outgoing[node]
    return [plan.targets[flow] for flow in leaving] + list(plan.boundaries[node])


def _line(begin: tuple[int, int], end: tuple[int, int], ident: str) -> str:
    x1, y1 = begin[0] + WIDTH, begin[1] + HEIGHT // 2
    x2, y2 = end[0], end[1] + HEIGHT // 2
    way = f"H{x2}" if y1 == y2 else f"H{x2 - GAP_X // 2}V{y2}H{x2}"
    return (
        f'<path class="q-fp-line" d="M{x1} {y1}{way}" fill="none" stroke="currentColor"'
        f' marker-end="url(#{ident}-tip)"/>'
    )


def _box(
    plan: Plan, node: Node, corner: tuple[int, int], names: Mapping[str, str], unit: str
) -> str:
    x, y = corner
    task = plan.infos[plan.index[node.id]]
    middle = x + WIDTH // 2
    off = "" if task.counts else " q-fp-off"
    texts = (
        ("q-fp-name", 26, node.name),
        ("q-fp-who", 48, names.get(task.office, "") or task.role),
        ("q-fp-limit", 68, _limit(task, unit)),
    )
    return (
        f'<g class="q-fp-step{off}"><rect class="q-fp-box" x="{x}" y="{y}" width="{WIDTH}"'
        f' height="{HEIGHT}" rx="8" fill="none" stroke="currentColor"/>'
        + "".join(
            f'<text class="{name}" x="{middle}" y="{y + down}" text-anchor="middle">'
            f"{escape(_short(text))}</text>"
            for name, down, text in texts
            if text
        )
        + "</g>"
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_WORD else text[: _LONGEST_WORD - 1] + "…"


def _limit(task: TaskInfo, unit: str) -> str:
    """The limit of a step in words; the days of some steps do not count."""
    days = f"{task.limit_days.normalize():f} {unit}" if task.limit_days else ""
    if not task.counts:
        return f"{days}，不计时" if days else "不计时"
    return days or ("当场" if task.kind in {"accept", "deliver"} else "")


def _spoken(plan: Plan, columns: Mapping[str, int], names: Mapping[str, str], unit: str) -> str:
    """The steps in words, those done at the same time together."""
    told: dict[int, list[str]] = {}
    for node in plan.tasks:
        task = plan.infos[plan.index[node.id]]
        facts = [names.get(task.office, ""), task.role, _limit(task, unit)]
        detail = "，".join(fact for fact in facts if fact)
        told.setdefault(columns[node.id], []).append(f"{node.name}（{detail}）")
    lines = [
        f"第{column}步" + ("同时办理" if len(each) > 1 else "") + "：" + "、".join(each)
        for column, each in sorted(told.items())
    ]
    return "；".join(lines) + "。"
