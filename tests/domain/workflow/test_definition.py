"""Definitions and tasks in the database."""

from __future__ import annotations

import pytest

from quancheng.cases.queries.snapshot import snapshot
from quancheng.journeys import accept, examine
from quancheng.workflow import queries
from quancheng.workflow.engine.bpmn import UnableToReadBpmn, digest
from quancheng.workflow.engine.steps import steps_to_bpmn
from quancheng.workflow.models import Definition, Instance, Task
from quancheng.workflow.operations import store_definition
from quancheng.workflow.queries import UnableToFindFlow
from tests.factories import cases
from tests.factories.county import COUNTY, doing, moment
from tests.unit.workflow.drawings import step

FLOW = steps_to_bpmn(key="k", name="事项", steps=[step(1, "受理"), step(2, "决定")])


def test_a_definition_is_stored_once_and_read_back_as_the_same_plan(county):
    before = Definition.objects.count()
    first = store_definition(bpmn_xml=FLOW)
    assert store_definition(bpmn_xml=FLOW) == first == digest(FLOW)
    assert Definition.objects.count() == before + 1
    assert queries.bpmn(first) == FLOW
    plan = queries.plan(first)
    assert plan.digest == first
    assert [node.name for node in plan.tasks] == ["受理", "决定"]
    assert queries.plan(first) is plan


def test_a_definition_the_engine_does_not_execute_is_not_stored(county):
    before = Definition.objects.count()
    with pytest.raises(UnableToReadBpmn):
        store_definition(bpmn_xml="<a/>")
    assert Definition.objects.count() == before


@pytest.mark.parametrize("read", [queries.plan, queries.bpmn])
def test_a_definition_that_is_not_there_says_what_to_do(county, read):
    with pytest.raises(UnableToFindFlow, match="请管理员重新发布该事项"):
        read("0" * 64)


def test_every_stored_flow_of_the_county_is_the_text_its_digest_names(county):
    for definition in Definition.objects.order_by("digest"):
        assert digest(definition.bpmn) == definition.digest
        assert queries.plan(definition.digest).digest == definition.digest


def test_the_post_that_did_a_step_last_is_known(county):
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    before = snapshot(region_code=COUNTY, number=case.number)
    task = before.tasks[0]
    assert queries.last_done(instance_id=before.instance_id, node=task.node) is None
    actor = county.for_task(
        role=task.role, office_id=task.office_id or before.office_id, town_code=task.town_code
    )
    examine.give_opinion(
        doing=doing(actor, now=moment(11)),
        region_code=COUNTY,
        number=case.number,
        task_id=task.id,
        opinion=examine.AGREE,
        reason="材料齐全。",
    )
    done = queries.last_done(instance_id=before.instance_id, node=task.node)
    assert done is not None
    assert (done.post, done.role, done.office_id) == (actor.post_id, task.role, task.office_id)
    stored = Task.objects.get(pk=task.id)
    assert stored.state == Task.State.DONE


def test_an_unfinished_step_has_no_post_that_did_it(county):
    case = snapshot(
        region_code=COUNTY,
        number=cases.accepted(county, cases.guide_named(cases.FOOD)).number,
    )
    Task.objects.filter(pk=case.tasks[0].id).update(
        state=Task.State.DONE, done_at=moment(11), done_by=None
    )
    assert queries.last_done(instance_id=case.instance_id, node=case.tasks[0].node) is None


def test_a_task_is_taken_into_ones_own_hands_put_back_and_taken_away_with_the_case(county):
    number = cases.accepted(county, cases.guide_named(cases.FOOD)).number
    case = snapshot(region_code=COUNTY, number=number)
    task = case.tasks[0]
    actor = cases.person_for(county, case)
    where = {"region_code": COUNTY, "number": number}
    examine.claim(doing=doing(actor, now=moment(11)), task_id=task.id, **where)
    assert Task.objects.get(pk=task.id).holder == actor.post_id
    examine.release(doing=doing(actor, now=moment(11, 5)), task_id=task.id, **where)
    assert Task.objects.get(pk=task.id).holder is None
    clerk = county.at_counter(case.counter)
    accept.withdraw(doing=doing(clerk, now=moment(12)), reason="申请人书面撤回申请。", **where)
    gone = Task.objects.get(pk=task.id)
    assert (gone.state, gone.done_at) == (Task.State.CANCELLED, moment(12))
    assert Instance.objects.get(pk=case.instance_id).ended_at == moment(12)
