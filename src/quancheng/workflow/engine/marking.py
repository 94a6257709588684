"""Where the tokens of an instance are: a small JSON value outside, a board inside."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from itertools import chain
from typing import Any

from quancheng.workflow.engine.effects import Effect
from quancheng.workflow.engine.plan import Plan

Marking = dict[str, Any]
"""The state of an instance, to be stored as JSON and handed back unchanged.

``n`` is the number of the next token and ``t`` lists token and node of every token at the top
level. The rest is left out where empty: ``w`` arrows with a token that waits at a join; ``c``
token, node and surrounding token inside a sub-process or a repeated task; ``x`` arrow and
surrounding token of those waiting inside; ``m`` for each repeated task how many offices there
are in all, followed by those still to come; ``f`` token and event of boundary timers that have
gone off without interrupting.
"""

TOP = 0
"""The surrounding token of those at the top level."""


class Board:
    """The tokens of one instance during one act."""

    __slots__ = (
        "arrow",
        "at",
        "effects",
        "ended",
        "facts",
        "fired",
        "inside",
        "moves",
        "multi",
        "next",
        "plan",
        "queue",
        "waiting",
    )

    def __init__(self, plan: Plan, facts: Mapping[str, object]) -> None:
        self.plan = plan
        self.facts = facts
        self.next = 1
        self.at: dict[int, int] = {}
        self.inside: dict[int, int] = {}
        self.waiting: dict[tuple[int, int], int] = {}
        self.multi: dict[int, list[Any]] = {}
        self.fired: set[tuple[int, int]] = set()
        self.queue: deque[tuple[int, int]] = deque()
        self.effects: list[Effect] = []
        self.arrow = -1
        self.ended = -1
        self.moves = 0

    def put(self, node: int, parent: int) -> int:
        """Put a new token into a node and return its number."""
        token = self.next
        self.next = token + 1
        self.at[token] = node
        if parent:
            self.inside[token] = parent
        return token

    def take(self, token: int) -> int:
        """Take a token away and return the token around it."""
        del self.at[token]
        return self.inside.pop(token, TOP)

    def children(self, token: int) -> list[int]:
        """The tokens directly inside another."""
        return [child for child, parent in self.inside.items() if parent == token]

    def wait(self, parent: int, flow: int) -> None:
        """Let one more token wait on an arrow before a join."""
        place = (parent, flow)
        self.waiting[place] = self.waiting.get(place, 0) + 1

    def unwait(self, parent: int, flow: int) -> None:
        """Take one waiting token off an arrow."""
        place = (parent, flow)
        left = self.waiting[place] - 1
        if left:
            self.waiting[place] = left
        else:
            del self.waiting[place]


def read_marking(plan: Plan, marking: Marking, facts: Mapping[str, object]) -> Board:
    """Lay a stored marking out on a board."""
    board = Board(plan, facts)
    board.next = marking["n"]
    tokens = marking["t"]
    board.at = dict(zip(tokens[::2], tokens[1::2], strict=True))
    for flow in marking.get("w", ()):
        board.wait(TOP, flow)
    inner = marking.get("c", ())
    for token, node, parent in zip(inner[::3], inner[1::3], inner[2::3], strict=True):
        board.at[token] = node
        board.inside[token] = parent
    held = marking.get("x", ())
    for flow, parent in zip(held[::2], held[1::2], strict=True):
        board.wait(parent, flow)
    for token, state in marking.get("m", {}).items():
        board.multi[int(token)] = list(state)
    gone = marking.get("f", ())
    board.fired = set(zip(gone[::2], gone[1::2], strict=True))
    return board


def write_marking(board: Board) -> Marking:
    """Write the board down as a marking; equal boards give equal markings."""
    inside = board.inside
    if not inside:
        marking: Marking = {"n": board.next, "t": list(chain.from_iterable(board.at.items()))}
    else:
        top = [(token, node) for token, node in board.at.items() if token not in inside]
        marking = {"n": board.next, "t": list(chain.from_iterable(top))}
        marking["c"] = [
            number
            for token, parent in sorted(inside.items())
            for number in (token, board.at[token], parent)
        ]
    if board.waiting:
        places = sorted(board.waiting.items())
        top_flows = [flow for (parent, flow), count in places if not parent for _ in range(count)]
        held = [
            number
            for (parent, flow), count in places
            if parent
            for _ in range(count)
            for number in (flow, parent)
        ]
        if top_flows:
            marking["w"] = top_flows
        if held:
            marking["x"] = held
    if board.multi:
        marking["m"] = {str(token): state for token, state in sorted(board.multi.items())}
    if board.fired:
        marking["f"] = list(chain.from_iterable(sorted(board.fired)))
    return marking
