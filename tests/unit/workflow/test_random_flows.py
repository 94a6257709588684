"""Random flows: what is judged sound runs to its end, what is not is found by plain counting too."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quancheng.workflow.engine.acts import Complete, Fire
from quancheng.workflow.engine.bpmn import UnableToReadBpmn, read_bpmn
from quancheng.workflow.engine.net import net_of, reduce_net
from quancheng.workflow.engine.plan import Plan, compile_plan
from quancheng.workflow.engine.soundness import UnableToPublishFlow, check_sound
from quancheng.workflow.engine.states import explore
from quancheng.workflow.engine.tokens import advance, is_ended, start, waiting
from tests.unit.workflow.brute_force import UnableToCompare, trouble_of
from tests.unit.workflow.random_flows import RandomFlow


def random_flow(seed: int, *, changes: int) -> tuple[RandomFlow, Plan]:
    random = Random(seed)
    flow = RandomFlow(random, budget=random.randint(2, 9))
    for _ in range(changes):
        flow.mutate()
    try:
        return flow, compile_plan(read_bpmn(flow.xml()))
    except UnableToReadBpmn:
        assume(False)
        raise


def verdict(plan: Plan, *, reduced: bool) -> str:
    net = net_of(plan, plan.start)
    if reduced:
        reduce_net(net)
    try:
        explore(net)
    except UnableToPublishFlow as problem:
        return problem.sentence
    return ""


@settings(max_examples=400, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(0, 3))
def test_the_reduced_net_is_judged_as_the_whole_one_and_as_plain_counting(seed, changes):
    _, plan = random_flow(seed, changes=changes)
    assume(len(plan.order) == len(plan.nodes))
    try:
        trouble = trouble_of(plan)
    except UnableToCompare:
        assume(False)
    told = verdict(plan, reduced=True)
    assert bool(told) == bool(trouble) == bool(verdict(plan, reduced=False)), (trouble, told)
    assert told == "" or (told.endswith("。") and told.count("。") == 1)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_flows_built_of_blocks_are_sound(seed):
    _, plan = random_flow(seed, changes=0)
    assert verdict(plan, reduced=True) == ""


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(0, 3))
def test_a_random_run_of_a_sound_flow_comes_to_its_end_with_nothing_left_over(seed, changes):
    flow, plan = random_flow(seed, changes=changes)
    try:
        check_sound(plan)
    except UnableToPublishFlow:
        assume(False)
    marking, _ = start(plan, facts=flow.facts())
    for _ in range(3_000):
        if is_ended(marking):
            break
        here = flow.random.choice(waiting(plan, marking))
        events = [plan.nodes[e].id for e in plan.boundaries[plan.index[here.node]]]
        event = flow.random.choice([None, *events])
        act = Complete(here.token) if event is None else Fire(here.token, event)
        marking, _ = advance(plan, marking=marking, act=act, facts=flow.facts())
        busy = [each.node for each in waiting(plan, marking)]
        assert len(busy) == len(set(busy))
    assert is_ended(marking)
    assert set(marking) == {"n", "t"}
