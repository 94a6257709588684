"""Sending a matter back to an earlier step."""

from __future__ import annotations

from quancheng.workflow.engine import effects as out
from quancheng.workflow.engine.cancelling import remove
from quancheng.workflow.engine.elements import TASKS, Kind
from quancheng.workflow.engine.marking import TOP, Board
from quancheng.workflow.engine.moves import UnableToAdvance, enter
from quancheng.workflow.engine.paths import hosts_of
from quancheng.workflow.engine.plan import Plan


def earlier_tasks(board: Board, token: int) -> list[int]:
    """The tasks before the one of ``token``, in its own sub-process and those around it."""
    found = []
    plan = board.plan
    dominators = _dominators(plan)
    for node in plan.order:
        if plan.kinds[node] in TASKS:
            held = _ancestor(board, token, plan.parents[node])
            place = board.at.get(held, node)
            if place != node and place in _Downstream(plan, node, dominators):
                found.append(node)
    return found


def send_back(board: Board, *, token: int, to_node: str) -> None:
    """Move the flow back to the earlier task ``to_node``.

    Every token downstream of that task is taken away, those of other branches of the same
    parallel group included, and the task is opened anew. Where the task lies in a parallel group
    that was already joined, the finished work of its siblings stays finished. Raises
    :class:`UnableToAdvance` when ``to_node`` is not an earlier task.
    """
    plan = board.plan
    target = plan.index.get(to_node, -1)
    if target not in earlier_tasks(board, token):
        raise UnableToAdvance("只能退回到前面已经办过的环节，请重新选择。")
    scope = plan.parents[target]
    held = _ancestor(board, token, scope)
    parent = board.inside.get(held, TOP)
    below = _Downstream(plan, target, _dominators(plan))
    own = plan.nodes[board.at[token]].id
    for each in [t for t in board.at if board.inside.get(t, TOP) == parent]:
        if board.at[each] in below:
            remove(board, each)
    _close_instead_of_cancel(board, token, own)
    for place in [place for place in board.waiting if place[0] == parent]:
        if below.covers_arrow(place[1]):
            del board.waiting[place]
    _keep_finished_siblings(board, below, parent)
    enter(board, target, parent)


def _close_instead_of_cancel(board: Board, token: int, node: str) -> None:
    """The person who sends back has done the task; it was not taken from that person."""
    at = board.effects.index(out.CancelTask(token, node))
    board.effects[at] = out.CloseTask(token, node)


def _ancestor(board: Board, token: int, scope: int) -> int:
    """The token itself, or the one around it, that lies directly in the given sub-process."""
    plan = board.plan
    while plan.parents[board.at[token]] != scope or board.inside.get(token, TOP) in board.multi:
        token = board.inside.get(token, TOP)
        if token == TOP:
            return TOP
    return token


def _keep_finished_siblings(board: Board, below: _Downstream, parent: int) -> None:
    """Let a token wait at each join for every branch that had arrived before it was passed."""
    plan = board.plan
    for join in below.nodes:
        if plan.kinds[join] is not Kind.PARALLEL or len(plan.incoming[join]) == 1:
            continue
        ahead = below.nodes_before(join)
        for flow in plan.incoming[join]:
            if plan.sources[flow] in ahead or (parent, flow) in board.waiting:
                continue
            coming = below.nodes_behind(plan.sources[flow], join)
            if not any(_stands_in(board, token, parent, coming) for token in board.at):
                board.wait(parent, flow)


def _stands_in(board: Board, token: int, parent: int, nodes: set[int]) -> bool:
    return board.inside.get(token, TOP) == parent and board.at[token] in nodes


class _Downstream:
    """The nodes after a task, up to where a loop leads back before it.

    A path ends at a node that lies on every path to the task: beyond it, a loop starts over.
    """

    def __init__(self, plan: Plan, task: int, dominators: dict[int, int]) -> None:
        self.plan = plan
        self.task = task
        self.stops = dominators[task] & ~(1 << task)
        self.nodes = self._walk(-1)

    def __contains__(self, node: int) -> bool:
        return node in self.nodes

    def covers_arrow(self, flow: int) -> bool:
        """Whether an arrow leads away from one of the nodes."""
        return self.plan.sources[flow] in self.nodes

    def nodes_before(self, join: int) -> set[int]:
        """The nodes that can be reached without passing ``join``."""
        return self._walk(join)

    def nodes_behind(self, node: int, join: int) -> set[int]:
        """The nodes from which a token comes to ``node`` before ``join`` and without a new loop."""
        hosts = hosts_of(self.plan.boundaries)
        found: set[int] = set()
        todo = [node]
        while todo:
            at = todo.pop()
            if at in found or at == join or self.stops >> at & 1:
                continue
            found.add(at)
            todo.extend(self.plan.sources[flow] for flow in self.plan.incoming[at])
            if at in hosts:
                todo.append(hosts[at])
        return found

    def _walk(self, join: int) -> set[int]:
        found = {self.task}
        todo = [self.task]
        while todo:
            for after in _successors(self.plan, todo.pop()):
                if after not in found and after != join and not self.stops >> after & 1:
                    found.add(after)
                    todo.append(after)
        return found


def _successors(plan: Plan, node: int) -> list[int]:
    return [plan.targets[flow] for flow in plan.outgoing[node]] + list(plan.boundaries[node])


def _dominators(plan: Plan) -> dict[int, int]:
    """For every node the nodes on every path to it from the start of its scope, itself included.

    Bit ``n`` stands for node ``n``. The nodes are visited in the order of the flow until nothing
    changes, which without loops is after one round.
    """
    hosts = hosts_of(plan.boundaries)
    everything = (1 << len(plan.nodes)) - 1
    found = dict.fromkeys(plan.order, everything)
    changed = True
    while changed:
        changed = False
        for node in plan.order:
            before = [plan.sources[flow] for flow in plan.incoming[node]]
            if node in hosts:
                before.append(hosts[node])
            shared = everything if before else 0
            for each in before:
                shared &= found.get(each, everything)
            shared |= 1 << node
            if shared != found[node]:
                found[node], changed = shared, True
    return found
