"""Drawing BPMN in few words, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from quancheng.workflow.engine import effects
from quancheng.workflow.engine.acts import Complete
from quancheng.workflow.engine.bpmn import read_bpmn
from quancheng.workflow.engine.marking import Marking
from quancheng.workflow.engine.plan import Plan, compile_plan
from quancheng.workflow.engine.steps import Step, steps_to_bpmn
from quancheng.workflow.engine.tokens import advance, is_ended, waiting

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:qc="urn:quancheng:bpmn:1" id="d" targetNamespace="t">'
    '<message id="msg" name="补正材料"/>'
)

START, END = '<startEvent id="start"/>', '<endEvent id="end"/>'


def element(tag: str, identity: str, inner: str = "", **attributes: str) -> str:
    """One element; an attribute ``qc_role`` becomes ``qc:role``."""
    written = "".join(
        f" {key.replace('qc_', 'qc:', 1)}={quoteattr(value)}" for key, value in attributes.items()
    )
    return f'<{tag} id="{identity}"{written}>{inner}</{tag}>'


def task(identity: str, inner: str = "", **attributes: str) -> str:
    """A user task that is named after its id and has somebody to do it."""
    return element(
        "userTask", identity, inner, **{"name": identity, "qc_role": "审核人", **attributes}
    )


def tasks(*identities: str) -> str:
    return "".join(task(each) for each in identities)


def xor(identity: str, **attributes: str) -> str:
    return element("exclusiveGateway", identity, **attributes)


def both(*identities: str) -> str:
    return "".join(element("parallelGateway", each) for each in identities)


def some(identity: str, **attributes: str) -> str:
    return element("inclusiveGateway", identity, **attributes)


def timer(tag: str, identity: str, duration: str = "PT1H", **attributes: str) -> str:
    inner = f"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>"
    return element(tag, identity, inner, **{"name": identity, **attributes})


def message(tag: str, identity: str, **attributes: str) -> str:
    return element(
        tag, identity, '<messageEventDefinition messageRef="msg"/>',
        **{"name": identity, **attributes},
    )  # fmt: skip


def flows(*chains: str) -> str:
    """Arrows: ``a>b>c``, and ``a>b ? amount > 5`` with a condition. Their ids are ``a-b``."""
    written: list[str] = []
    seen: set[str] = set()
    for chain in chains:
        path, _, condition = chain.partition("?")
        names = [name.strip() for name in path.split(">")]
        for source, target in pairwise(names):
            identity = f"{source}-{target}"
            while identity in seen:
                identity += "_"
            seen.add(identity)
            inner = (
                f"<conditionExpression>{escape(condition.strip())}</conditionExpression>"
                if condition
                else ""
            )
            written.append(
                element("sequenceFlow", identity, inner, sourceRef=source, targetRef=target)
            )
    return "".join(written)


def draw(*nodes: str, arrows: Sequence[str]) -> str:
    """A process with a start and an end event."""
    return raw(START, *nodes, END, flows(*arrows))


def raw(*parts: str) -> str:
    """A process with just these parts."""
    return f'{HEAD}<process id="p" name="流程">{"".join(parts)}</process></definitions>'


def sub(identity: str, *nodes: str, arrows: Sequence[str], **attributes: str) -> str:
    """A sub-process with a start ``<id>_start`` and an end ``<id>_end``."""
    inner = (
        element("startEvent", f"{identity}_start")
        + "".join(nodes)
        + element("endEvent", f"{identity}_end")
        + flows(*arrows)
    )
    return element("subProcess", identity, inner, **attributes)


def plan_of(*nodes: str, arrows: Sequence[str]) -> Plan:
    return compile_plan(read_bpmn(draw(*nodes, arrows=arrows)))


def step(order: int, name: str = "审查", group: str = "", **changes: object) -> Step:
    values = {
        "order": order,
        "name": name,
        "role": "审核人",
        "office": f"D{order:02}",
        "limit_days": Decimal(1),
        "parallel_group": group,
        **changes,
    }
    return Step(**values)  # type: ignore[arg-type]


def table_plan(*steps: Step) -> Plan:
    return compile_plan(read_bpmn(steps_to_bpmn(key="item", name="事项", steps=steps)))


def nodes_waiting(plan: Plan, marking: Marking) -> list[str]:
    return [each.node for each in waiting(plan, marking)]


def token_at(plan: Plan, marking: Marking, node: str) -> int:
    return next(each.token for each in waiting(plan, marking) if each.node == node)


def complete(
    plan: Plan, marking: Marking, node: str, **facts: object
) -> tuple[Marking, tuple[effects.Effect, ...]]:
    """Complete the task at a node, with these facts."""
    act = Complete(token_at(plan, marking, node))
    return advance(plan, marking=marking, act=act, facts=facts)


def play(plan: Plan, marking: Marking, *order: str, **facts: object) -> Marking:
    """Complete the tasks in this order."""
    for node in order:
        marking, _ = complete(plan, marking, node, **facts)
    return marking


def finish(plan: Plan, marking: Marking, **facts: object) -> Marking:
    """Complete whatever waits first until the flow has ended."""
    while not is_ended(marking):
        act = Complete(waiting(plan, marking)[0].token)
        marking, _ = advance(plan, marking=marking, act=act, facts=facts)
    return marking


def size(marking: Marking) -> int:
    """The length of a marking as compact JSON, in bytes."""
    import json

    return len(json.dumps(marking, separators=(",", ":")).encode())
