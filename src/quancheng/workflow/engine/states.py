"""Exploring what is left of a net, state by state, with the path to whatever is wrong."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain, combinations

from quancheng.kernel.errors import UnableTo
from quancheng.workflow.engine.net import Net, Vertex, Way

MOST_STATES = 20_000
"""How many states are looked at before a flow is called too entangled to be judged."""

WIDEST_CHOICE = 8
"""The most exits of an inclusive gateway that cannot be reduced."""

State = frozenset[int]


class UnableToPublishFlow(UnableTo):
    """The flow is not sound: some case on it would get lost, get stuck or be done twice."""


def explore(net: Net) -> None:
    """Go through every state of a net.

    Raises :class:`UnableToPublishFlow` with the path to a join that starves, to a step that would
    be done twice, to work left over after the end, or to a place from which no end is reached; or
    with the name of a step that no case can come to.
    """
    _Exploration(net).run()


class _Exploration:
    """The states of one net found so far, and how each was reached."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.came: dict[State, tuple[State, int] | None] = {}
        self.after: dict[State, list[State]] = {}
        self.reach = {
            number: _reach(net, number)
            for number, vertex in net.vertices.items()
            if vertex.join is Way.SOME and len(vertex.into) > 1
        }

    def run(self) -> None:
        start = self.net.vertices[self.net.start]
        if start.sink:
            return
        todo = deque(_produced(start))
        self.came |= dict.fromkeys(todo)
        while todo:
            state = todo.popleft()
            self.after[state] = []
            for vertex, following in self._steps(state):
                self.after[state].append(following)
                if following not in self.came:
                    self.came[following] = (state, vertex)
                    todo.append(following)
            if state and not self.after[state]:
                self._refuse_starving(state)
            if len(self.came) > MOST_STATES:
                raise UnableToPublishFlow(
                    "流程的并行和选择缠得太复杂，无法确认它一定能办完，请拆成子流程或简化。"
                )
        self._check_ends()
        self._check_alive()

    def _steps(self, state: State) -> Iterator[tuple[int, State]]:
        """What can happen next in a state."""
        for number in sorted({self.net.edges[edge].target for edge in state}):
            vertex = self.net.vertices[number]
            for taken in self._consumed(number, vertex, state):
                left = state - taken
                if vertex.sink:
                    if left and not vertex.terminates:
                        self._refuse_left_over(state, number, left)
                    yield number, frozenset()
                    continue
                for made in _produced(vertex):
                    if left & made:
                        self._refuse_surplus(state, number, left & made)
                    yield number, left | made

    def _consumed(self, number: int, vertex: Vertex, state: State) -> list[State]:
        full = state & frozenset(vertex.into)
        if vertex.join is Way.ONE:
            return [frozenset({edge}) for edge in sorted(full)]
        if vertex.join is Way.ALL:
            return [full] if len(full) == len(vertex.into) else []
        return [] if self._may_still_come(number, state, full) else [full]

    def _may_still_come(self, number: int, state: State, full: State) -> bool:
        """Whether an inclusive join has to wait, as in the token game."""
        reach = self.reach.get(number, {})
        for edge in state - full:
            ahead = reach.get(self.net.edges[edge].target, frozenset())
            if ahead and not ahead & full:
                return True
        return False

    def _check_ends(self) -> None:
        """Refuse a state from which no end can be reached."""
        before: dict[State, list[State]] = {state: [] for state in self.came}
        for state, following in self.after.items():
            for each in following:
                before[each].append(state)
        todo = [frozenset[int]()]
        can_end: set[State] = set()
        while todo:
            state = todo.pop()
            if state not in can_end:
                can_end.add(state)
                todo += before.get(state, ())
        for state in self.came:
            if state not in can_end:
                raise UnableToPublishFlow(
                    f"沿着“{self._path(state)}”走下去会一直绕圈，永远办不完，请给循环画一个出口。"
                )

    def _check_alive(self) -> None:
        """Refuse a node whose turn never comes: a terminate end always ends the flow before."""
        passed = {vertex for state in self.after for vertex, _ in self._steps(state)}
        for number in self.net.vertices:
            if number != self.net.start and number not in passed:
                raise UnableToPublishFlow(
                    f"“{self._first_step(number)}”永远轮不到办理，因为流程总是先结束，"
                    "请检查它前面的汇合和终止结束。"
                )

    def _first_step(self, number: int) -> str:
        """The first step that a vertex stands for, or the label of its node."""
        vertex = self.net.vertices[number]
        return next(iter(vertex.names), vertex.label)

    def _refuse_starving(self, state: State) -> None:
        edge = self.net.edges[min(state)]
        label = self.net.vertices[edge.target].label
        raise UnableToPublishFlow(
            f"沿着“{self._path(state, arrived=edge.names)}”走到“{label}”就再也走不下去，"
            "因为它要等的另一路不会来，"
            "请把分开和汇合画成同一种网关。"
        )

    def _refuse_surplus(self, state: State, number: int, twice: State) -> None:
        edge = self.net.edges[min(twice)]
        after = (*edge.names, self.net.vertices[edge.target].label)
        raise UnableToPublishFlow(
            f"沿着“{self._path(state, number)}”走，“{after[0]}”会被办两遍，"
            "请在它前面用并行网关汇合。"
        )

    def _refuse_left_over(self, state: State, number: int, left: State) -> None:
        edge = self.net.edges[min(left)]
        after = (*edge.names, self.net.vertices[edge.target].label)
        raise UnableToPublishFlow(
            f"沿着“{self._path(state, number)}”走，流程到了结束，“{after[0]}”这一路却还没有办完，"
            "请先汇合再结束，或者改用终止结束。"
        )

    def _path(self, state: State, last: int | None = None, *, arrived: tuple[str, ...] = ()) -> str:
        """The names of the steps on the way to a state, and of those done after it."""
        walked: list[str] = []
        tail = self._walked(state, last) if last is not None else list(arrived)
        while (came := self.came[state]) is not None:
            earlier, vertex = came
            walked = self._walked(earlier, vertex) + walked
            state = earlier
        names = [*self.net.vertices[self.net.start].names, *walked, *tail]
        return " → ".join(names) or "开始"

    def _walked(self, state: State, number: int) -> list[str]:
        vertex = self.net.vertices[number]
        edges = [self.net.edges[edge] for edge in sorted(state & frozenset(vertex.into))]
        if vertex.join is Way.ONE:
            edges = edges[:1]
        return [*chain.from_iterable(edge.names for edge in edges), *vertex.names]


def _produced(vertex: Vertex) -> list[State]:
    """The sets of arrows onto which a vertex may put tokens."""
    out = sorted(vertex.out)
    if vertex.split is Way.ONE:
        return [frozenset({edge}) for edge in out]
    if vertex.split is Way.ALL:
        return [frozenset(out)]
    if len(out) > WIDEST_CHOICE:
        raise UnableToPublishFlow(
            f"“{vertex.exit}”的出口太多，无法确认每一种走法都能办完，请拆成几个网关。"
        )
    sizes = range(1, len(out) + 1)
    return [frozenset(some) for size in sizes for some in combinations(out, size)]


def _reach(net: Net, join: int) -> dict[int, State]:
    """For every vertex, the arrows into ``join`` that a token before it may still come along."""
    found: dict[int, set[int]] = {}
    for edge in net.vertices[join].into:
        todo = [net.edges[edge].source]
        while todo:
            number = todo.pop()
            if number == join or edge in found.get(number, ()):
                continue
            found.setdefault(number, set()).add(edge)
            todo += [net.edges[before].source for before in net.vertices[number].into]
    return {number: frozenset(edges) for number, edges in found.items()}
