"""The token game: starting a flow and moving it on, act by act.

Both functions are pure: they return a new marking and the effects, and change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quancheng.workflow.engine import effects as out
from quancheng.workflow.engine.acts import Act, Complete, Fire, SendBack, Terminate
from quancheng.workflow.engine.cancelling import disarm, empty_scope, remove
from quancheng.workflow.engine.effects import Effect
from quancheng.workflow.engine.elements import BOUNDARIES, TASKS, Kind
from quancheng.workflow.engine.marking import TOP, Board, Marking, read_marking, write_marking
from quancheng.workflow.engine.moves import (
    UnableToAdvance,
    judge,
    leave,
    open_task,
    run,
)
from quancheng.workflow.engine.plan import Plan
from quancheng.workflow.engine.sending_back import earlier_tasks, send_back

__all__ = [
    "UnableToAdvance",
    "Waiting",
    "advance",
    "is_ended",
    "send_back_targets",
    "start",
    "waiting",
]

Outcome = tuple[Marking, tuple[Effect, ...]]

_COMPLETED = TASKS | {Kind.SERVICE, Kind.CALL}
_FIRED = frozenset({Kind.TIMER, Kind.MESSAGE, Kind.RECEIVE})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A token and the id of the node it waits in."""

    token: int
    node: str


def start(
    plan: Plan, *, facts: Mapping[str, object] | None = None, accepted: bool = False
) -> Outcome:
    """Start a flow.

    With ``accepted`` the acceptance step counts as done at this moment: no effect speaks of it,
    and a flow that has no other step ends at once. Raises :class:`UnableToAdvance`.
    """
    board = Board(plan, facts or {})
    leave(board, plan.start, TOP)
    run(board)
    if accepted and plan.acceptance is not None:
        acceptance = plan.index[plan.acceptance]
        tokens = [token for token, node in board.at.items() if node == acceptance]
        if not tokens:
            raise UnableToAdvance("这个流程不是从受理开始的，请管理员修改流程。")
        _complete(board, tokens[0])
        run(board)
        board.effects = [
            effect for effect in board.effects if getattr(effect, "token", None) != tokens[0]
        ]
    return _outcome(board)


def advance(
    plan: Plan,
    *,
    marking: Marking,
    act: Act,
    facts: Mapping[str, object] | None = None,
) -> Outcome:
    """Do one act and move the tokens as far as they go by themselves.

    Conditions see ``facts`` and the data of the act. Raises :class:`UnableToAdvance`, for example
    when the task was completed before, and then nothing has changed.
    """
    if is_ended(marking):
        raise UnableToAdvance("这件事的流程已经结束，请刷新页面查看结果。")
    board = read_marking(plan, marking, facts or {})
    if isinstance(act, Terminate):
        empty_scope(board, TOP)
        board.effects.append(out.Ended(act.code, ""))
        return write_marking(board), tuple(board.effects)
    if isinstance(act, SendBack):
        _check_task(board, act.token, TASKS)
        send_back(board, token=act.token, to_node=act.to_node)
    else:
        if act.data:
            board.facts = {**board.facts, **act.data}
        if isinstance(act, Complete):
            _complete(board, act.token)
        else:
            _fire(board, act)
    run(board)
    return _outcome(board)


def waiting(plan: Plan, marking: Marking) -> tuple[Waiting, ...]:
    """Every token that waits in a node, in the order in which they came."""
    board = read_marking(plan, marking, {})
    return tuple(Waiting(token, plan.nodes[node].id) for token, node in sorted(board.at.items()))


def is_ended(marking: Marking) -> bool:
    """Whether no token is left."""
    return not (marking["t"] or marking.get("w"))


def send_back_targets(plan: Plan, marking: Marking, *, token: int) -> tuple[str, ...]:
    """The ids of the steps to which the task of ``token`` may be sent back, in flow order.

    The engine keeps no history: on a flow with alternatives the caller leaves out the steps
    that this case has not been through. Raises :class:`UnableToAdvance` for a task that is gone.
    """
    board = read_marking(plan, marking, {})
    _check_task(board, token, TASKS)
    return tuple(plan.nodes[node].id for node in earlier_tasks(board, token))


def _outcome(board: Board) -> Outcome:
    plan = board.plan
    if not board.at and not board.waiting:
        whole = plan.kinds[board.ended] is Kind.TERMINATE and plan.parents[board.ended] < 0
        code = "terminated" if whole else "done"
        board.effects.append(out.Ended(code, plan.nodes[board.ended].id))
    return write_marking(board), tuple(board.effects)


def _check_task(board: Board, token: int, kinds: frozenset[Kind]) -> int:
    """The node of a token that somebody works on."""
    node = board.at.get(token, -1)
    if node < 0:
        raise UnableToAdvance("这项待办已经办过或者已被收回，请刷新页面查看最新进展。")
    if board.plan.kinds[node] not in kinds or token in board.multi:
        raise UnableToAdvance(
            f"“{board.plan.nodes[node].label}”不是可以直接办理的环节，请刷新页面查看最新进展。"
        )
    return node


def _complete(board: Board, token: int) -> None:
    node = _check_task(board, token, _COMPLETED)
    plan = board.plan
    if plan.kinds[node] in TASKS:
        board.effects.append(out.CloseTask(token, plan.nodes[node].id))
    disarm(board, token)
    parent = board.take(token)
    if parent in board.multi:
        _complete_one_office(board, node, parent)
    else:
        leave(board, node, parent)


def _complete_one_office(board: Board, node: int, body: int) -> None:
    """One office of a repeated task is done: go on to the next, end early, or leave."""
    total, *coming = board.multi[body]
    active = board.children(body)
    enough = False
    if node in board.plan.until:
        counts = {
            "nrOfInstances": total,
            "nrOfActiveInstances": len(active),
            "nrOfCompletedInstances": total - len(active) - len(coming),
        }
        enough = judge(board, board.plan.until[node], counts)
    if enough:
        for token in active:
            remove(board, token)
    elif coming and not active:
        board.multi[body] = [total, *coming[1:]]
        open_task(board, node, body, office=coming[0])
        return
    elif active:
        return
    del board.multi[body]
    disarm(board, body)
    leave(board, node, board.take(body))


def _fire(board: Board, act: Fire) -> None:
    plan = board.plan
    node = plan.index.get(act.node, -1)
    place = board.at.get(act.token, -1)
    if node < 0 or place < 0:
        raise UnableToAdvance("等待的定时或消息已经不在了，不用再处理。")
    if place == node and plan.kinds[node] in _FIRED:
        disarm(board, act.token)
        leave(board, node, board.take(act.token))
        return
    spent = (act.token, node) in board.fired
    one_office = board.inside.get(act.token, TOP) in board.multi
    if plan.kinds[node] not in BOUNDARIES or node not in plan.boundaries[place]:
        raise UnableToAdvance("等待的定时或消息已经不在了，不用再处理。")
    if spent or one_office:
        raise UnableToAdvance("这个定时已经到过点了，不用再处理。")
    parent = board.inside.get(act.token, TOP)
    if plan.nodes[node].interrupting:
        remove(board, act.token, spent_event=node)
    elif plan.kinds[node] is Kind.BOUNDARY_TIMER:
        board.fired.add((act.token, node))
    leave(board, node, parent)
