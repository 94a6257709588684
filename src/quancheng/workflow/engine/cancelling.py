"""Taking tokens away: interruption, termination and sending back."""

from __future__ import annotations

from collections.abc import Callable

from quancheng.workflow.engine import effects as out
from quancheng.workflow.engine.elements import Kind
from quancheng.workflow.engine.marking import Board

_CANCEL: dict[Kind, Callable[[int, str], out.Effect]] = {
    Kind.USER: out.CancelTask,
    Kind.MANUAL: out.CancelTask,
    Kind.SERVICE: out.CancelService,
    Kind.CALL: out.CancelChild,
    Kind.TIMER: out.CancelTimer,
    Kind.MESSAGE: out.CancelMessage,
    Kind.RECEIVE: out.CancelMessage,
}


def remove(board: Board, token: int, *, spent_event: int = -1) -> int:
    """Take a token and all inside it away, with the effects that cancel what they waited for.

    ``spent_event`` is a boundary event that has just gone off and needs no cancelling. Returns
    the token around the one taken away.
    """
    node = board.at[token]
    empty_scope(board, token)
    disarm(board, token, spent_event=spent_event)
    cancel = _CANCEL.get(board.plan.kinds[node])
    if cancel is not None and board.multi.pop(token, None) is None:
        board.effects.append(cancel(token, board.plan.nodes[node].id))
    return board.take(token)


def empty_scope(board: Board, parent: int) -> None:
    """Take away every token inside another, or all of them for the top level."""
    for token in board.children(parent) if parent else list(board.at):
        if token in board.at:
            remove(board, token)
    for place in [place for place in board.waiting if place[0] == parent]:
        del board.waiting[place]


def disarm(board: Board, token: int, *, spent_event: int = -1) -> None:
    """Cancel the boundary events of an activity that is over."""
    plan = board.plan
    for event in plan.boundaries[board.at[token]]:
        if (token, event) in board.fired:
            board.fired.discard((token, event))
        elif event != spent_event and (token not in board.inside or _is_host(board, token)):
            identity = plan.nodes[event].id
            timed = plan.kinds[event] is Kind.BOUNDARY_TIMER
            board.effects.append(
                out.CancelTimer(token, identity) if timed else out.CancelMessage(token, identity)
            )


def _is_host(board: Board, token: int) -> bool:
    """Whether boundary events sit on this token: not on one office of a repeated task."""
    return board.inside[token] not in board.multi
