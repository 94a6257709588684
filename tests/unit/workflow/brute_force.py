"""A second opinion on soundness: every arrangement of tokens on the arrows of the drawing itself.

Written apart from the engine, slow and plain: no reduction, tokens counted one by one, the rules
of BPMN 2.0 clause 13 read node by node. Conditions may turn out either way.
"""

from __future__ import annotations

from collections import Counter, deque
from itertools import combinations

from quancheng.workflow.engine.elements import Kind
from quancheng.workflow.engine.plan import Plan

Tokens = tuple[int, ...]
"""The arrows that hold a token, each as often as it holds one, in order."""

MOST = 4_000
"""How many arrangements are looked at before a flow is called too large to compare."""


class UnableToCompare(Exception):
    """The flow has too many states for this plain way."""


def trouble_of(plan: Plan) -> str:
    """What is wrong with the flow, in one word, or an empty text when it is sound."""
    return _Search(plan).trouble()


class _Search:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.found: dict[Tokens, list[Tokens]] = {}
        self.passed: set[int] = {plan.start}

    def trouble(self) -> str:
        todo = deque(tuple(sorted(made)) for made in self._exits(self.plan.start))
        while todo:
            state = todo.popleft()
            if state in self.found:
                continue
            if len(set(state)) < len(state):
                return "twice"
            self.found[state] = []
            for node in range(len(self.plan.nodes)):
                for after in self._fired(node, state):
                    if after is None:
                        return "left over"
                    self.passed.add(node)
                    self.found[state].append(after)
                    todo.append(after)
            if state and not self.found[state]:
                return "stuck"
            if len(self.found) > MOST:
                raise UnableToCompare
        return self._endless() or self._dead()

    def _fired(self, node: int, state: Tokens) -> list[Tokens | None]:
        """The states after the node has taken its tokens, ``None`` where an end leaves some."""
        plan = self.plan
        kind = plan.kinds[node]
        incoming = plan.incoming[node]
        results: list[Tokens | None] = []
        for taken in self._taken(node, state):
            left = Counter(state)
            left.subtract(taken)
            rest = tuple(sorted(left.elements()))
            if kind is Kind.TERMINATE:
                results.append(())
            elif kind is Kind.END:
                results.append(None if rest else ())
            else:
                results += [tuple(sorted((*rest, *made))) for made in self._exits(node)]
        assert incoming or not results
        return results

    def _taken(self, node: int, state: Tokens) -> list[Tokens]:
        incoming = self.plan.incoming[node]
        held = tuple(flow for flow in incoming if flow in state)
        if not held:
            return []
        if self.plan.kinds[node] is Kind.PARALLEL:
            return [held] if len(held) == len(incoming) else []
        if self.plan.kinds[node] is Kind.INCLUSIVE:
            return [] if self._must_wait(node, held, state) else [held]
        return [(flow,) for flow in held]

    def _must_wait(self, join: int, held: Tokens, state: Tokens) -> bool:
        """Whether a token elsewhere has a path to an empty arrow and none to a full one."""
        for flow in set(state) - set(held):
            ahead = self._ahead(self.plan.targets[flow], join)
            if ahead and not ahead & set(held):
                return True
        return False

    def _ahead(self, node: int, join: int) -> set[int]:
        """The arrows into ``join`` that can be reached from a node without passing it."""
        seen: set[int] = set()
        arrows: set[int] = set()
        todo = [node] if node != join else []
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            todo += list(self.plan.boundaries[at])
            for flow in self.plan.outgoing[at]:
                if self.plan.targets[flow] == join:
                    arrows.add(flow)
                else:
                    todo.append(self.plan.targets[flow])
        return arrows

    def _exits(self, node: int) -> list[Tokens]:
        """The arrows onto which a node may put tokens, boundary events that interrupt included."""
        plan = self.plan
        out = plan.outgoing[node]
        kind = plan.kinds[node]
        if kind is Kind.EXCLUSIVE:
            made: list[Tokens] = [(flow,) for flow in out]
        elif kind is Kind.INCLUSIVE or plan.conditional[node]:
            made = [some for n in range(1, len(out) + 1) for some in combinations(out, n)]
        else:
            made = [out]
        for event in plan.boundaries[node]:
            made.append(plan.outgoing[event])
        return made

    def _endless(self) -> str:
        can_end: set[Tokens] = {()}
        grown = True
        while grown:
            more = {
                state
                for state, after in self.found.items()
                if state not in can_end and can_end & set(after)
            }
            can_end |= more
            grown = bool(more)
        return "" if can_end >= self.found.keys() else "endless"

    def _dead(self) -> str:
        plan = self.plan
        events = {event for events in plan.boundaries for event in events}
        return "dead" if set(range(len(plan.nodes))) - self.passed - events else ""
