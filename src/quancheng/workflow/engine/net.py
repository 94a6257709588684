"""A flow as a net of joins and splits, made smaller without changing whether it is sound.

The reductions are those of Murata (1989) and Sadiq and Orlowska (2000), told for BPMN nodes: a
chain becomes one node, branches that split and join in the same way become one branch, and a loop
that is left and entered by exclusive gateways disappears. What is left is explored state by state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from quancheng.workflow.engine.elements import ENDS, Kind
from quancheng.workflow.engine.plan import Plan


class Way(Enum):
    """How tokens come together or go apart: one of them, all of them, or some of them."""

    ONE = "one"
    ALL = "all"
    SOME = "some"


_GATEWAY = {Kind.EXCLUSIVE: Way.ONE, Kind.PARALLEL: Way.ALL, Kind.INCLUSIVE: Way.SOME}

_ONE_BRANCH = frozenset(
    {
        (Way.ONE, Way.ONE),
        (Way.ALL, Way.ALL),
        (Way.SOME, Way.SOME),
        (Way.ALL, Way.SOME),
        (Way.ONE, Way.SOME),
    }
)
"""The pairs of split and join between which several arrows do the same as one of them."""


@dataclass(slots=True)
class Vertex:
    """One join and split, with the nodes they are drawn as and the steps between them.

    ``label`` is the node that joins, ``exit`` the one that splits, ``names`` the steps.
    """

    join: Way
    split: Way
    label: str
    exit: str
    names: tuple[str, ...] = ()
    sink: bool = False
    terminates: bool = False
    into: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Edge:
    """One arrow between two vertices, with the steps that were taken into it."""

    source: int
    target: int
    names: tuple[str, ...] = ()


class Net:
    """The part of a flow that one token, put behind a start, can come to."""

    def __init__(self, start: Vertex) -> None:
        self.vertices: dict[int, Vertex] = {}
        self.edges: dict[int, Edge] = {}
        self.start = self.add(start)

    def add(self, vertex: Vertex) -> int:
        """Add a vertex and return its number."""
        number = len(self.vertices)
        self.vertices[number] = vertex
        return number

    def connect(self, source: int, target: int) -> None:
        """Add an arrow."""
        number = len(self.edges)
        self.edges[number] = Edge(source, target)
        self.vertices[source].out.append(number)
        self.vertices[target].into.append(number)

    def cut(self, edge: int) -> None:
        """Take an arrow away."""
        gone = self.edges.pop(edge)
        self.vertices[gone.source].out.remove(edge)
        self.vertices[gone.target].into.remove(edge)


def region(plan: Plan, start: int) -> set[int]:
    """The nodes a token behind ``start`` can come to; boundary events only if they interrupt."""
    found: set[int] = set()
    todo = [plan.targets[flow] for flow in plan.outgoing[start]]
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo += [plan.targets[flow] for flow in plan.outgoing[node]]
            todo += interrupting(plan, node)
    return found


def interrupting(plan: Plan, node: int) -> list[int]:
    """The boundary events that take the token of an activity away."""
    return [event for event in plan.boundaries[node] if plan.nodes[event].interrupting]


def net_of(plan: Plan, start: int) -> Net:
    """The net behind a start event, or behind a boundary event that does not interrupt."""
    net = Net(_vertex(plan, start))
    numbers = {node: net.add(_vertex(plan, node)) for node in sorted(region(plan, start))}
    for flow in plan.outgoing[start]:
        net.connect(net.start, numbers[plan.targets[flow]])
    for node in numbers:
        _connect(net, plan, node, numbers)
    return net


def _vertex(plan: Plan, node: int) -> Vertex:
    element = plan.nodes[node]
    way = _GATEWAY.get(element.kind, Way.ONE)
    split = way if element.kind in _GATEWAY else Way.ALL
    if plan.conditional[node] and element.kind not in _GATEWAY:
        split = Way.SOME
    return Vertex(
        way,
        split,
        element.label,
        element.label,
        (element.name,) if element.name else (),
        sink=element.kind in ENDS,
        terminates=element.kind is Kind.TERMINATE,
    )


def _connect(net: Net, plan: Plan, node: int, numbers: dict[int, int]) -> None:
    """Connect a node to what follows; an activity that may be interrupted chooses first."""
    number = numbers[node]
    events = interrupting(plan, node)
    if events:
        vertex = net.vertices[number]
        done = net.add(Vertex(Way.ONE, vertex.split, vertex.label, vertex.exit))
        vertex.split = Way.ONE
        net.connect(number, done)
        for event in events:
            net.connect(number, numbers[event])
        number = done
    for flow in plan.outgoing[node]:
        net.connect(number, numbers[plan.targets[flow]])


def reduce_net(net: Net) -> None:
    """Make a net smaller until no rule fits any more."""
    changed = True
    while changed:
        changed = False
        rules = _CLOSE_RULES if _has_inclusive_join(net) else _CLOSE_RULES + _FAR_RULES
        for number in list(net.vertices):
            vertex = net.vertices.get(number)
            if vertex is not None and any(rule(net, number, vertex) for rule in rules):
                changed = True


def _has_inclusive_join(net: Net) -> bool:
    return any(vertex.join is Way.SOME and len(vertex.into) > 1 for vertex in net.vertices.values())


def _drop_loop(net: Net, number: int, vertex: Vertex) -> bool:
    """Drop an arrow from an exclusive node to itself, where there is another way out."""
    loops = [edge for edge in vertex.out if net.edges[edge].target == number]
    exclusive = vertex.join is Way.ONE and vertex.split is Way.ONE
    if not exclusive or not loops or len(loops) == len(vertex.out):
        return False
    for edge in loops:
        net.cut(edge)
    return True


def _drop_branch(net: Net, _number: int, vertex: Vertex) -> bool:
    """Drop an arrow that does the same as one beside it."""
    seen: set[int] = set()
    for edge in vertex.out:
        target = net.edges[edge].target
        if target in seen and (vertex.split, net.vertices[target].join) in _ONE_BRANCH:
            net.cut(edge)
            return True
        seen.add(target)
    return False


def _shorten(net: Net, number: int, vertex: Vertex) -> bool:
    """Make one arrow of a vertex with one way in and one way out."""
    if len(vertex.into) != 1 or len(vertex.out) != 1 or vertex.into == vertex.out:
        return False
    arriving, leaving = vertex.into[0], vertex.out[0]
    target = net.edges[leaving].target
    names = vertex.names + net.edges[leaving].names
    net.cut(leaving)
    net.edges[arriving].target = target
    net.edges[arriving].names += names
    net.vertices[target].into.append(arriving)
    del net.vertices[number]
    return True


def _fuse_chain(net: Net, number: int, vertex: Vertex) -> bool:
    """Make one vertex of two that only follow each other."""
    target = net.edges[vertex.out[0]].target if len(vertex.out) == 1 else number
    following = net.vertices[target]
    if target == number or len(following.into) != 1:
        return False
    _take_over(net, number, vertex.out[0])
    vertex.split, vertex.exit = following.split, following.exit
    vertex.sink, vertex.terminates = following.sink, following.terminates
    return True


def _fuse_splits(net: Net, number: int, vertex: Vertex) -> bool:
    """Let a split take over the exits of a split of the same kind behind it."""
    for edge in vertex.out:
        target = net.edges[edge].target
        following = net.vertices[target]
        alike = vertex.split is following.split is not Way.SOME
        if alike and target != number and len(following.into) == 1 and following.out:
            _take_over(net, number, edge)
            return True
    return False


def _take_over(net: Net, number: int, edge: int) -> None:
    """Let a vertex take the place of the one that ``edge`` leads to, which has no other way in."""
    target, names = net.edges[edge].target, net.edges[edge].names
    net.cut(edge)
    following = net.vertices.pop(target)
    vertex = net.vertices[number]
    if following.out:
        for leaving in following.out:
            net.edges[leaving].source = number
            net.edges[leaving].names = names + following.names + net.edges[leaving].names
    else:
        vertex.names += names + following.names
    vertex.out += following.out


def _fuse_joins(net: Net, number: int, vertex: Vertex) -> bool:
    """Let the ways into a join lead straight to a join of the same kind behind it."""
    target = net.edges[vertex.out[0]].target if len(vertex.out) == 1 else number
    following = net.vertices[target]
    alike = vertex.join is following.join is not Way.SOME
    if not alike or target in {number, net.start} or not vertex.into:
        return False
    names = vertex.names + net.edges[vertex.out[0]].names
    net.cut(vertex.out[0])
    for arriving in vertex.into:
        net.edges[arriving].target = target
        net.edges[arriving].names += names
    following.into += vertex.into
    del net.vertices[number]
    return True


_CLOSE_RULES = (_drop_loop, _drop_branch, _shorten, _fuse_chain)
_FAR_RULES = (_fuse_splits, _fuse_joins)
"""Rules that skip states between two gateways, which an inclusive join elsewhere may look at."""
