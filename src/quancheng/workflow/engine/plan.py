"""The compiled flow: immutable, addressed by small numbers, shared by all running instances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from quancheng.workflow.engine.bpmn import UnableToReadBpmn, digest
from quancheng.workflow.engine.conditions import (
    Condition,
    UnableToReadCondition,
    compile_condition,
)
from quancheng.workflow.engine.elements import (
    TASKS,
    Connection,
    Element,
    Kind,
    Model,
    TaskInfo,
    Timer,
)
from quancheng.workflow.engine.kinds import step_kind
from quancheng.workflow.engine.paths import flow_order, reach_of_join

__all__ = ["Flow", "Node", "Plan", "compile_plan", "digest"]

Node = Element
Flow = Connection


@dataclass(frozen=True, slots=True)
class Plan:
    """A flow ready to run. Nodes and flows are numbered in the order of the document.

    ``acceptance``, ``decision`` and ``delivery`` are the ids of the steps 受理, 决定 (or the
    wait for a superior's decision) and 送达, or ``None`` where the flow has no such step.
    """

    model: Model
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    index: Mapping[str, int]
    kinds: tuple[Kind, ...]
    parents: tuple[int, ...]
    targets: tuple[int, ...]
    sources: tuple[int, ...]
    incoming: tuple[tuple[int, ...], ...]
    outgoing: tuple[tuple[int, ...], ...]
    conditional: tuple[bool, ...]
    conditions: tuple[Condition | None, ...]
    defaults: tuple[int, ...]
    infos: Mapping[int, TaskInfo]
    timers: Mapping[int, Timer]
    until: Mapping[int, Condition]
    boundaries: tuple[tuple[int, ...], ...]
    inner_start: Mapping[int, int]
    inclusive_reach: Mapping[int, tuple[int, ...]]
    nested: bool
    start: int
    order: tuple[int, ...]
    acceptance: str | None
    decision: str | None
    delivery: str | None

    @property
    def key(self) -> str:
        """The id of the process."""
        return self.model.key

    @property
    def name(self) -> str:
        """The name of the process."""
        return self.model.name

    @property
    def digest(self) -> str:
        """The SHA-256 of the BPMN document."""
        return self.model.digest

    @property
    def tasks(self) -> tuple[Node, ...]:
        """The steps people do, in the order of the flow."""
        return tuple(self.nodes[at] for at in self.order if self.kinds[at] in TASKS)

    def node(self, identity: str) -> Node:
        """The node with this id; raises :class:`KeyError` when there is none."""
        return self.nodes[self.index[identity]]

    def to_json(self) -> str:
        """Write the plan for a cache; :meth:`from_json` restores an equal plan."""
        return self.model.to_json()

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """Restore a plan written by :meth:`to_json`."""
        return compile_plan(Model.from_json(text))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The nodes and arrows of a model by their numbers."""

    index: dict[str, int]
    kinds: tuple[Kind, ...]
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    incoming: tuple[tuple[int, ...], ...]
    outgoing: tuple[tuple[int, ...], ...]
    boundaries: tuple[tuple[int, ...], ...]
    starts: dict[str, int]

    @property
    def inner_start(self) -> dict[int, int]:
        """The start event inside each sub-process."""
        return {self.index[parent]: at for parent, at in self.starts.items() if parent}

    def order(self) -> tuple[int, ...]:
        """The nodes in the order of the flow."""
        start = self.starts[""]
        return flow_order(start, self.targets, self.outgoing, self.boundaries, self.inner_start)

    def inclusive_reach(self) -> dict[int, tuple[int, ...]]:
        """For each inclusive gateway that joins, from where a token may still come to it."""
        return {
            at: reach_of_join(at, self.sources, self.incoming, self.boundaries, self.kinds)
            for at, kind in enumerate(self.kinds)
            if kind is Kind.INCLUSIVE and len(self.incoming[at]) > 1
        }


def compile_plan(model: Model) -> Plan:
    """Compile a model into a plan.

    Raises :class:`UnableToReadBpmn` when a condition is not well-formed CEL.
    """
    drawn = _drawn(model)
    order = drawn.order()
    nodes = _with_kinds(model.elements, order)
    arrows = {flow.id: at for at, flow in enumerate(model.connections)}
    conditions = _conditions(model)
    return Plan(
        model=model,
        nodes=nodes,
        flows=model.connections,
        index=MappingProxyType(drawn.index),
        kinds=drawn.kinds,
        parents=tuple(drawn.index[e.parent] if e.parent else -1 for e in model.elements),
        targets=drawn.targets,
        sources=drawn.sources,
        incoming=drawn.incoming,
        outgoing=drawn.outgoing,
        conditional=tuple(
            any(conditions[flow] is not None for flow in leaving) for leaving in drawn.outgoing
        ),
        conditions=conditions,
        defaults=tuple(arrows.get(element.default, -1) for element in model.elements),
        infos=MappingProxyType({at: e.task for at, e in enumerate(nodes) if e.task}),
        timers=MappingProxyType({at: e.timer for at, e in enumerate(nodes) if e.timer}),
        until=MappingProxyType(_until(model)),
        boundaries=drawn.boundaries,
        inner_start=MappingProxyType(drawn.inner_start),
        inclusive_reach=MappingProxyType(drawn.inclusive_reach()),
        nested=Kind.SUBPROCESS in drawn.kinds,
        start=drawn.starts[""],
        order=order,
        acceptance=_first(nodes, order, "accept"),
        decision=_last(nodes, order, "decide") or _last(nodes, order, "await"),
        delivery=_last(nodes, order, "deliver"),
    )


def _drawn(model: Model) -> _Drawn:
    index = {element.id: at for at, element in enumerate(model.elements)}
    sources = tuple(index[flow.source] for flow in model.connections)
    targets = tuple(index[flow.target] for flow in model.connections)
    return _Drawn(
        index=index,
        kinds=tuple(element.kind for element in model.elements),
        sources=sources,
        targets=targets,
        incoming=_by_node(targets, len(index)),
        outgoing=_by_node(sources, len(index)),
        boundaries=_boundaries(model, index),
        starts={e.parent: at for at, e in enumerate(model.elements) if e.kind is Kind.START},
    )


def _conditions(model: Model) -> tuple[Condition | None, ...]:
    return tuple(
        _compile(flow.condition, flow.id) if flow.condition else None for flow in model.connections
    )


def _by_node(ends: tuple[int, ...], count: int) -> tuple[tuple[int, ...], ...]:
    lists: list[list[int]] = [[] for _ in range(count)]
    for flow, node in enumerate(ends):
        lists[node].append(flow)
    return tuple(tuple(each) for each in lists)


def _boundaries(model: Model, index: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    lists: list[list[int]] = [[] for _ in model.elements]
    for at, element in enumerate(model.elements):
        if element.attached_to:
            lists[index[element.attached_to]].append(at)
    return tuple(tuple(each) for each in lists)


def _until(model: Model) -> dict[int, Condition]:
    found = {}
    for at, element in enumerate(model.elements):
        if element.multi is not None and element.multi.until:
            found[at] = _compile(element.multi.until, element.id)
    return found


def _compile(text: str, identity: str) -> Condition:
    try:
        return compile_condition(text)
    except UnableToReadCondition as problem:
        raise UnableToReadBpmn(f"流程图里编号 {identity} 处的{problem.sentence}") from problem


def _with_kinds(elements: tuple[Element, ...], order: tuple[int, ...]) -> tuple[Node, ...]:
    """Give every task the kind that it does not name itself."""
    nodes = list(elements)
    first = True
    for at in order:
        task = nodes[at].task
        if task is None:
            continue
        if not task.kind:
            kind = step_kind(
                name=nodes[at].name,
                role=task.role,
                counts=task.counts,
                executor_level=task.executor_level,
                first=first,
            )
            nodes[at] = replace(nodes[at], task=replace(task, kind=kind))
        first = False
    return tuple(nodes)


def _of_kind(nodes: tuple[Node, ...], order: tuple[int, ...], kind: str) -> list[str]:
    found = []
    for at in order:
        task = nodes[at].task
        if task is not None and task.kind == kind:
            found.append(nodes[at].id)
    return found


def _first(nodes: tuple[Node, ...], order: tuple[int, ...], kind: str) -> str | None:
    return next(iter(_of_kind(nodes, order, kind)), None)


def _last(nodes: tuple[Node, ...], order: tuple[int, ...], kind: str) -> str | None:
    return next(reversed(_of_kind(nodes, order, kind)), None)
