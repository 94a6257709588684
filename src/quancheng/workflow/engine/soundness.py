"""Whether every case on a flow can be brought to an end, checked before it is published."""

from __future__ import annotations

from quancheng.workflow.engine.conditions import REPETITION_FACTS, names_in
from quancheng.workflow.engine.elements import BOUNDARIES, ENDS, GATEWAYS, Kind
from quancheng.workflow.engine.net import Net, net_of, reduce_net, region
from quancheng.workflow.engine.plan import Plan
from quancheng.workflow.engine.states import UnableToPublishFlow, explore

__all__ = ["UnableToPublishFlow", "check_facts", "check_sound"]


def check_sound(plan: Plan) -> None:
    """Check that a flow is sound, in the sense of van der Aalst (1997), told for BPMN.

    Every task can be reached and has somebody to do it, every token can come to an end, no join
    waits for a branch that never comes, no step is done twice, and nothing is left over after an
    end. Raises :class:`UnableToPublishFlow` with the path to what is wrong.
    """
    _check_people(plan)
    _check_reached(plan)
    _check_choices(plan)
    _check_idle_loops(plan)
    for start in [plan.start, *plan.inner_start.values()]:
        _check_behaviour(net_of(plan, start))
    _check_side_paths(plan)


def check_facts(plan: Plan, *, names: frozenset[str]) -> None:
    """Check that conditions and lists of offices use only the named facts of the edition.

    Raises :class:`UnableToPublishFlow` with the first name that is missing.
    """
    for flow in plan.flows:
        if flow.condition:
            _check_names(flow.condition, names)
    for node in plan.nodes:
        if node.multi is None:
            continue
        if node.multi.offices not in names:
            raise UnableToPublishFlow(
                f"“{node.label}”的办理部门取自“{node.multi.offices}”，"
                "事项里没有这个数据项，请补充或修改。"
            )
        if node.multi.until:
            _check_names(node.multi.until, names | REPETITION_FACTS)


def _check_names(condition: str, names: frozenset[str]) -> None:
    missing = sorted(names_in(condition) - names)
    if missing:
        raise UnableToPublishFlow(
            f"条件“{condition}”用到“{missing[0]}”，事项里没有这个数据项，请补充或修改条件。"
        )


def _check_people(plan: Plan) -> None:
    for node in plan.nodes:
        if node.task is not None and not node.task.role:
            raise UnableToPublishFlow(f"环节“{node.label}”没有写明由谁办理，请填写角色。")


def _check_reached(plan: Plan) -> None:
    """Every node can be reached, and from every node an end of its own scope."""
    reached = set(plan.order)
    for at, node in enumerate(plan.nodes):
        if at not in reached:
            raise UnableToPublishFlow(f"“{node.label}”从开始走不到，请把它接到流程里，或者删去。")
    todo = [at for at, kind in enumerate(plan.kinds) if kind in ENDS]
    can_end: set[int] = set()
    while todo:
        at = todo.pop()
        if at in can_end:
            continue
        can_end.add(at)
        todo += [plan.sources[flow] for flow in plan.incoming[at]]
        if plan.nodes[at].attached_to:
            todo.append(plan.index[plan.nodes[at].attached_to])
    for at in plan.order:
        if at not in can_end:
            raise UnableToPublishFlow(
                f"走到“{plan.nodes[at].label}”以后再也到不了结束，请给它画一条通向结束的路。"
            )


def _check_choices(plan: Plan) -> None:
    """A choice by conditions needs an exit for the case that none of them holds."""
    for at, node in enumerate(plan.nodes):
        if plan.conditional[at] and plan.defaults[at] < 0:
            raise UnableToPublishFlow(f"“{node.label}”的条件可能都不成立，请给它一个缺省出口。")


def _check_idle_loops(plan: Plan) -> None:
    """A loop must pass a node in which the flow can wait."""
    idle = {at for at in plan.order if _is_idle(plan, at)}
    ahead = {at: {plan.targets[f] for f in plan.outgoing[at]} & idle for at in idle}
    left = dict(ahead)
    while leaves := [at for at, after in left.items() if not after & left.keys()]:
        for at in leaves:
            del left[at]
    if left:
        names = " → ".join(plan.nodes[at].label for at in plan.order if at in left)
        raise UnableToPublishFlow(f"“{names}”自己绕成一圈，中间没有要等人办的环节，请修改。")


def _is_idle(plan: Plan, at: int) -> bool:
    """Whether a token passes a node without ever waiting in it."""
    kind = plan.kinds[at]
    if kind is Kind.SUBPROCESS:
        inside = [n for n, parent in enumerate(plan.parents) if parent == at]
        return all(_is_idle(plan, n) or plan.kinds[n] in ENDS | {Kind.START} for n in inside)
    return kind in GATEWAYS or kind is Kind.THROW


def _check_behaviour(net: Net) -> None:
    reduce_net(net)
    explore(net)


def _check_side_paths(plan: Plan) -> None:
    """What a boundary event starts beside its activity must end by itself.

    It may run several times at once, so that it may neither lead back into the main path nor
    join branches of its own.
    """
    taken: dict[int, int] = {}
    for start in [plan.start, *plan.inner_start.values()]:
        taken |= dict.fromkeys(region(plan, start), start)
    for event in [at for at, kind in enumerate(plan.kinds) if kind in BOUNDARIES]:
        node = plan.nodes[event]
        if node.interrupting:
            continue
        path = region(plan, event)
        shared = sorted(path & taken.keys())
        if shared:
            raise UnableToPublishFlow(
                f"“{node.label}”不中断原来的环节，它引出的路却走到“{plan.nodes[shared[0]].label}”，"
                "那里会被办两遍，请让它单独结束。"
            )
        taken |= dict.fromkeys(path, event)
        for at in sorted(path):
            joins = plan.kinds[at] in {Kind.PARALLEL, Kind.INCLUSIVE}
            if joins and len(plan.incoming[at]) > 1:
                raise UnableToPublishFlow(
                    f"“{node.label}”可能触发多次，它引出的路不能在“{plan.nodes[at].label}”汇合，"
                    "请改成先后办理。"
                )
        _check_behaviour(net_of(plan, event))
