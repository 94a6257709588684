"""Random flows: built of blocks, so that they are sound, or with one gateway or arrow changed."""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.unit.workflow.drawings import both, draw, element, some, task, timer, xor

Arrow = tuple[str, str]


class RandomFlow:
    """Nested sequences, choices, parallel and inclusive branches and loops over tasks."""

    def __init__(self, random: Random, *, budget: int) -> None:
        self.random = random
        self.kinds: dict[str, str] = {}
        self.arrows: list[Arrow] = []
        self.events: dict[str, str] = {}
        self.left = budget
        entry, leave = self._block(0)
        self.arrows += [("start", entry), (leave, "end")]

    def _node(self, kind: str) -> str:
        identity = f"{kind}{len(self.kinds)}"
        self.kinds[identity] = kind
        return identity

    def _block(self, depth: int) -> tuple[str, str]:
        self.left -= 1
        shape = self.random.choice(["task", "chain", "xor", "and", "or", "loop"])
        if shape == "task" or self.left <= 0 or depth > 4:
            only = self._node("task")
            return only, only
        if shape == "chain":
            first, second = self._block(depth + 1), self._block(depth + 1)
            self.arrows.append((first[1], second[0]))
            return first[0], second[1]
        if shape == "loop":
            merge, split = self._node("xor"), self._node("xor")
            inner = self._block(depth + 1)
            self.arrows += [(merge, inner[0]), (inner[1], split), (split, merge)]
            return merge, split
        split, join = self._node(shape), self._node(shape)
        for _ in range(self.random.choice([2, 2, 3])):
            inner = self._block(depth + 1)
            self.arrows += [(split, inner[0]), (inner[1], join)]
        return split, join

    def mutate(self) -> None:
        """Change a gateway, turn or add an arrow, add a terminate end or an interruption."""
        change = self.random.choice(["kind", "turn", "add", "stop", "event"])
        gateways = [each for each, kind in self.kinds.items() if kind in {"xor", "and", "or"}]
        nodes = [each for each, kind in self.kinds.items() if kind != "stop"]
        tasks = [each for each, kind in self.kinds.items() if kind == "task"]
        if change == "kind" and gateways:
            self.kinds[self.random.choice(gateways)] = self.random.choice(["xor", "and", "or"])
        elif change == "turn":
            at = self.random.randrange(len(self.arrows))
            self.arrows[at] = (self.arrows[at][0], self.random.choice([*nodes, "end"]))
        elif change == "stop":
            self.arrows.append((self.random.choice(nodes), self._node("stop")))
        elif change == "event":
            event = f"late{len(self.events)}"
            self.events[event] = self.random.choice(tasks)
            self.arrows.append((event, self.random.choice([*nodes, "end"])))
        else:
            self.arrows.append((self.random.choice(nodes), self.random.choice([*nodes, "end"])))

    def xml(self) -> str:
        """The BPMN; the first arrow out of a choice is its default exit, the others ask ``xN``."""
        out = Counter(source for source, _ in self.arrows)
        first: dict[str, str] = {}
        written = []
        for at, (source, target) in enumerate(self.arrows):
            choice = self.kinds.get(source) in {"xor", "or"} and out[source] > 1
            asks = choice and source in first
            first.setdefault(source, target)
            written.append(f"{source}>{target} ? x{at} == 1" if asks else f"{source}>{target}")
        nodes = [self._xml(each, out, first) for each in self.kinds]
        nodes += [timer("boundaryEvent", e, attachedToRef=host) for e, host in self.events.items()]
        return draw(*nodes, arrows=written)

    def _xml(self, identity: str, out: Counter[str], first: dict[str, str]) -> str:
        kind = self.kinds[identity]
        if kind == "task":
            return task(identity)
        if kind == "stop":
            return element("endEvent", identity, "<terminateEventDefinition/>")
        if kind == "and":
            return both(identity)
        choice = {"default": f"{identity}-{first[identity]}"} if out[identity] > 1 else {}
        return xor(identity, **choice) if kind == "xor" else some(identity, **choice)

    def facts(self) -> dict[str, object]:
        """Random answers to all conditions."""
        return {f"x{at}": self.random.choice([0, 1]) for at in range(len(self.arrows))}
