"""Which node can be reached from which, along the arrows and the boundary events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quancheng.workflow.engine.elements import BOUNDARIES, Kind

Lists = Sequence[Sequence[int]]


def flow_order(
    start: int,
    targets: Sequence[int],
    outgoing: Lists,
    boundaries: Lists,
    inner_start: Mapping[int, int],
) -> tuple[int, ...]:
    """All reachable nodes so that each comes after those before it on every path without loops.

    Parallel branches keep the order in which they are drawn.
    """
    order: list[int] = []
    seen = {start}
    stack: list[tuple[int, list[int]]] = [
        (start, _after(start, targets, outgoing, boundaries, inner_start))
    ]
    while stack:
        node, following = stack[-1]
        if not following:
            order.append(node)
            stack.pop()
            continue
        nearest = following.pop()
        if nearest not in seen:
            seen.add(nearest)
            stack.append((nearest, _after(nearest, targets, outgoing, boundaries, inner_start)))
    return tuple(reversed(order))


def _after(
    node: int,
    targets: Sequence[int],
    outgoing: Lists,
    boundaries: Lists,
    inner_start: Mapping[int, int],
) -> list[int]:
    """What follows a node: the inside of a sub-process first, then the arrows, then boundaries."""
    inside = [inner_start[node]] if node in inner_start else []
    return inside + [targets[flow] for flow in outgoing[node]] + list(boundaries[node])


def reach_of_join(
    join: int,
    sources: Sequence[int],
    incoming: Lists,
    boundaries: Lists,
    kinds: Sequence[Kind],
) -> tuple[int, ...]:
    """For every node, the arrows into ``join`` that a token there may still come along.

    Bit ``n`` stands for the n-th incoming arrow. Paths through the join itself do not count
    (BPMN 2.0, table 13.4, inclusive gateway).
    """
    hosts = hosts_of(boundaries)
    reach = [0] * len(kinds)
    for bit, flow in enumerate(incoming[join]):
        todo = [sources[flow]]
        while todo:
            node = todo.pop()
            if node == join or reach[node] & (1 << bit):
                continue
            reach[node] |= 1 << bit
            if kinds[node] in BOUNDARIES:
                todo.append(hosts[node])
            todo.extend(sources[before] for before in incoming[node])
    return tuple(reach)


def hosts_of(boundaries: Lists) -> dict[int, int]:
    """The activity on which each boundary event sits."""
    return {event: host for host, events in enumerate(boundaries) for event in events}
