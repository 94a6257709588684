"""How tokens move: entering and leaving every kind of node, by the rules of BPMN 2.0 clause 13."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quancheng.kernel.errors import UnableTo
from quancheng.workflow.engine import effects as out
from quancheng.workflow.engine.cancelling import disarm, empty_scope
from quancheng.workflow.engine.conditions import Condition, UnableToJudge
from quancheng.workflow.engine.elements import Kind
from quancheng.workflow.engine.marking import TOP, Board

MOST_MOVES = 20_000
"""How many moves one act may cause; only a loop without any task or event exceeds it."""


class UnableToAdvance(UnableTo):
    """The act does not fit where the flow is; nothing has changed."""


def run(board: Board) -> None:
    """Move all tokens until every one of them waits; raises :class:`UnableToAdvance`."""
    plan, queue = board.plan, board.queue
    while True:
        while queue:
            flow, parent = queue.popleft()
            board.moves += 1
            if board.moves > MOST_MOVES:
                raise UnableToAdvance("流程在原地打转，没有停下来的环节，请管理员修改流程。")
            node = plan.targets[flow]
            board.arrow = flow
            _ENTER[plan.kinds[node]](board, node, parent)
        if plan.inclusive_reach and _open_inclusive_join(board):
            continue
        if plan.nested and _finish_subprocess(board):
            continue
        return


def leave(board: Board, node: int, parent: int) -> None:
    """Send a token out of a node that is done."""
    outgoing = board.plan.outgoing[node]
    if board.plan.conditional[node]:
        outgoing = _chosen(board, node)
    for flow in outgoing:
        board.queue.append((flow, parent))


def judge(board: Board, condition: Condition, extra: Mapping[str, object] | None = None) -> bool:
    """Ask a condition; raises :class:`UnableToAdvance` when it has no answer."""
    try:
        return condition({**board.facts, **extra} if extra else board.facts)
    except UnableToJudge as problem:
        raise UnableToAdvance(problem.sentence) from problem


def _chosen(board: Board, node: int) -> tuple[int, ...]:
    """The exits whose condition holds; only the first of them at an exclusive gateway."""
    plan = board.plan
    only_one = plan.kinds[node] is Kind.EXCLUSIVE
    chosen = []
    for flow in plan.outgoing[node]:
        condition = plan.conditions[flow]
        if condition is not None and judge(board, condition):
            chosen.append(flow)
            if only_one:
                break
    if not chosen and plan.defaults[node] >= 0:
        chosen.append(plan.defaults[node])
    if not chosen:
        raise UnableToAdvance(
            f"“{plan.nodes[node].label}”的出口条件都不成立，也没有缺省出口，请管理员修改流程。"
        )
    return tuple(chosen)


def open_task(board: Board, node: int, parent: int, *, office: str | None = None) -> int:
    """Put a token into a task and open it, at the office of the step unless another is given."""
    element = board.plan.nodes[node]
    token = board.put(node, parent)
    task = board.plan.infos[node]
    board.effects.append(
        out.OpenTask(
            token,
            element.id,
            element.name,
            task.role,
            task.office if office is None else office,
            task.limit_days,
            task.counts,
            task.group,
            task.kind,
            task.executor_level,
        )
    )
    return token


def enter(board: Board, node: int, parent: int) -> None:
    """Put a token into a node as if it had come along an arrow."""
    _ENTER[board.plan.kinds[node]](board, node, parent)


def _arm(board: Board, node: int, token: int) -> None:
    """Start the boundary events of an activity."""
    for event in board.plan.boundaries[node]:
        if board.plan.kinds[event] is Kind.BOUNDARY_TIMER:
            _start_timer(board, event, token)
        else:
            _await_message(board, event, token)


def _start_timer(board: Board, node: int, token: int) -> None:
    element = board.plan.nodes[node]
    timer = board.plan.timers[node]
    board.effects.append(
        out.StartTimer(token, element.id, element.name, timer.form, timer.value, timer.working_days)
    )


def _await_message(board: Board, node: int, token: int) -> None:
    element = board.plan.nodes[node]
    board.effects.append(out.AwaitMessage(token, element.id, element.name, element.message))


def _enter_task(board: Board, node: int, parent: int) -> None:
    multi = board.plan.nodes[node].multi
    if multi is None:
        token = open_task(board, node, parent)
    else:
        token = board.put(node, parent)
        offices = _offices(board, node, multi.offices)
        opened = offices[:1] if multi.sequential else offices
        board.multi[token] = [len(offices), *offices[len(opened) :]]
        for office in opened:
            open_task(board, node, token, office=office)
        if not offices:
            del board.multi[token]
            board.take(token)
            leave(board, node, parent)
            return
    if board.plan.boundaries[node]:
        _arm(board, node, token)


def _offices(board: Board, node: int, fact: str) -> list[str]:
    offices = board.facts.get(fact)
    if not isinstance(offices, list | tuple) or not all(
        isinstance(office, str) and office for office in offices
    ):
        raise UnableToAdvance(
            f"“{board.plan.nodes[node].label}”要由哪些部门办理还没有选定，请先选好部门。"
        )
    return list(offices)


def _enter_waiting(board: Board, node: int, parent: int) -> None:
    """Enter a node that waits for something other than a person."""
    plan, element = board.plan, board.plan.nodes[node]
    token = board.put(node, parent)
    kind = plan.kinds[node]
    if kind is Kind.SERVICE:
        board.effects.append(out.CallService(token, element.id, element.name, element.service))
    elif kind is Kind.CALL:
        board.effects.append(out.StartChild(token, element.id, element.name, element.called))
    elif kind is Kind.TIMER:
        _start_timer(board, node, token)
    else:
        _await_message(board, node, token)
    _arm(board, node, token)


def _enter_subprocess(board: Board, node: int, parent: int) -> None:
    token = board.put(node, parent)
    _arm(board, node, token)
    leave(board, board.plan.inner_start[node], token)


def _enter_exclusive(board: Board, node: int, parent: int) -> None:
    leave(board, node, parent)


def _enter_parallel(board: Board, node: int, parent: int) -> None:
    """Consume exactly one token from each incoming arrow, once there is one on each."""
    incoming = board.plan.incoming[node]
    if len(incoming) > 1:
        board.wait(parent, board.arrow)
        waiting = board.waiting
        if not all((parent, arrow) in waiting for arrow in incoming):
            return
        for arrow in incoming:
            board.unwait(parent, arrow)
    leave(board, node, parent)


def _enter_inclusive(board: Board, node: int, parent: int) -> None:
    if len(board.plan.incoming[node]) > 1:
        board.wait(parent, board.arrow)
    else:
        leave(board, node, parent)


def _enter_throw(board: Board, node: int, parent: int) -> None:
    element = board.plan.nodes[node]
    board.effects.append(out.SendMessage(element.id, element.name, element.message))
    leave(board, node, parent)


def _enter_end(board: Board, node: int, _parent: int) -> None:
    board.ended = node


def _enter_terminate(board: Board, node: int, parent: int) -> None:
    """End the surrounding sub-process, or the whole flow, at once."""
    board.ended = node
    empty_scope(board, parent)
    _stop_travelling(board, parent)


def _stop_travelling(board: Board, ended: int) -> None:
    """Drop the tokens on their way in a scope that has ended, or in one inside it."""
    kept = [
        (flow, parent)
        for flow, parent in board.queue
        if parent != ended and (parent == TOP or parent in board.at)
    ]
    board.queue.clear()
    if ended != TOP:
        board.queue.extend(kept)


def _open_inclusive_join(board: Board) -> bool:
    """Let one inclusive gateway go whose other arrows no token can reach any more."""
    plan = board.plan
    for join, reach in plan.inclusive_reach.items():
        incoming = plan.incoming[join]
        for parent in sorted({scope for scope, flow in board.waiting if flow in incoming}):
            held = [flow for flow in incoming if (parent, flow) in board.waiting]
            full = sum(1 << bit for bit, flow in enumerate(incoming) if flow in held)
            if _may_still_come(board, join, parent, reach, full):
                continue
            for flow in held:
                board.unwait(parent, flow)
            leave(board, join, parent)
            return True
    return False


def _may_still_come(
    board: Board, join: int, parent: int, reach: tuple[int, ...], full: int
) -> bool:
    """Whether a token upstream can reach an empty arrow of the join, and no full one."""
    places = [node for token, node in board.at.items() if board.inside.get(token, TOP) == parent]
    places += [
        board.plan.targets[flow]
        for scope, flow in board.waiting
        if scope == parent and board.plan.targets[flow] != join
    ]
    return any(reach[node] & ~full and not reach[node] & full for node in places)


def _finish_subprocess(board: Board) -> bool:
    """Leave one sub-process in which no token is left."""
    busy = set(board.inside.values()) | {parent for parent, _ in board.waiting}
    for token, node in board.at.items():
        if board.plan.kinds[node] is Kind.SUBPROCESS and token not in busy:
            disarm(board, token)
            leave(board, node, board.take(token))
            return True
    return False


_ENTER: dict[Kind, Callable[[Board, int, int], None]] = {
    Kind.USER: _enter_task,
    Kind.MANUAL: _enter_task,
    Kind.SERVICE: _enter_waiting,
    Kind.RECEIVE: _enter_waiting,
    Kind.CALL: _enter_waiting,
    Kind.TIMER: _enter_waiting,
    Kind.MESSAGE: _enter_waiting,
    Kind.SUBPROCESS: _enter_subprocess,
    Kind.EXCLUSIVE: _enter_exclusive,
    Kind.PARALLEL: _enter_parallel,
    Kind.INCLUSIVE: _enter_inclusive,
    Kind.THROW: _enter_throw,
    Kind.END: _enter_end,
    Kind.TERMINATE: _enter_terminate,
}

__all__ = ["UnableToAdvance", "enter", "judge", "leave", "open_task", "run"]
