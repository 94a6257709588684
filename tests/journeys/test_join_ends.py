"""联办: the parent ends after its required children only, and each keeps its limit (R5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quancheng.cases.rules.joint import UnableToJoin, UnableToLeave
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State
from quancheng.catalogue import operations as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.clock.rules import UnableToCloseParent
from quancheng.identity.queries import scope_of
from quancheng.journeys import accept, extend, many_at_once, terminate
from quancheng.journeys.papers.proof_sheet import proof_of_time
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.identifiers import show_case_number
from tests.factories import cases
from tests.factories.county import COUNTY, TODAY, Staff, doing, moment
from tests.factories.joint import CENTRE, FIRE, JOINT, joined, left


@pytest.fixture
def parent(county: Staff) -> Snapshot:
    """A joint acceptance of a building project, applied for by one company."""
    return cases.accepted(county, cases.guide_named(JOINT))


@pytest.fixture
def flood(county: Staff) -> Snapshot:
    """A case of the same company at the water office."""
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


@pytest.fixture
def fire(county: Staff) -> Snapshot:
    """Another case of the same company, at the building office."""
    return cases.accepted(county, cases.guide_named(FIRE))


def at_decision(staff: Staff, parent: Snapshot) -> Snapshot:
    return cases.examined(staff, cases.read(parent.number))


def withdrawn(staff: Staff, case: Snapshot) -> Snapshot:
    accept.withdraw(
        doing=doing(staff.at_counter("W06")),
        region_code=COUNTY,
        number=case.number,
        reason="申请人不再需要办理。",
    )
    return cases.read(case.number)


def terminated(staff: Staff, case: Snapshot) -> Snapshot:
    who = staff._first(role="head", office_id=case.office_id)
    terminate.terminate(
        doing=doing(who),
        region_code=COUNTY,
        number=case.number,
        ground="impossible",
        reason="因洪水工程灭失，无法实施。",
    )
    return cases.read(case.number)


# ── the end of the parent ──


def test_the_parent_is_decided_after_its_required_children_only(county, parent, flood, fire):
    joined(county, parent, flood)
    joined(county, parent, fire, required=False)
    ready = at_decision(county, parent)
    for outcome in ("granted", "refused"):
        with pytest.raises(UnableToCloseParent) as refused:
            cases.decided(county, ready, outcome=outcome)
        sentence = str(refused.value)
        assert f"《{flood.item_name}》（{show_case_number(flood.number)}）还没有办结" in sentence
        assert "请等它们办结；不再需要的，先在主件页面写明理由退出联办" in sentence
        assert fire.item_name not in sentence
    assert cases.read(parent.number).version == ready.version
    cases.decided(county, cases.examined(county, cases.read(flood.number)))
    assert cases.decided(county, ready).outcome == "granted"
    assert cases.read(fire.number).state is State.EXAMINING
    assert check()[1] == []


@pytest.mark.parametrize("end", [withdrawn, terminated])
def test_a_child_that_ended_undecided_is_not_waited_for(county, parent, flood, end):
    joined(county, parent, flood)
    ended = end(county, cases.read(flood.number))
    assert ended.parent_id == parent.id
    assert cases.decided(county, at_decision(county, parent)).state is State.DELIVERING


def test_a_child_that_was_declined_is_not_waited_for(county, parent):
    received = cases.received(county, cases.guide_named(FIRE))
    joined(county, parent, received.number)
    accept.decline(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=received.number,
        ground="declined",
        reason="建设地点不在本县。",
    )
    assert cases.decided(county, at_decision(county, parent)).outcome == "granted"


def test_a_child_that_left_is_not_waited_for(county, parent, flood):
    joined(county, parent, flood)
    left(county, parent, flood)
    assert cases.decided(county, at_decision(county, parent)).outcome == "granted"
    assert cases.read(flood.number).state is State.EXAMINING


@pytest.mark.parametrize("end", [withdrawn, terminated])
def test_the_parent_neither_is_withdrawn_nor_terminated_before_them(county, parent, flood, end):
    joined(county, parent, flood)
    before = cases.read(parent.number)
    with pytest.raises(UnableToCloseParent, match="主件不能先结束"):
        end(county, parent)
    assert cases.read(parent.number).version == before.version
    withdrawn(county, flood)
    assert not end(county, parent).state.is_open


def test_many_at_once_names_the_one_that_waits(county, parent, flood):
    from quancheng.cases.queries.review import tasks_chosen

    free = at_decision(county, cases.accepted(county, cases.guide_named(JOINT), seed=2))
    joined(county, parent, flood)
    ready = at_decision(county, parent)
    head = cases.person_for(county, ready)
    tasks = [case.tasks[0].id for case in (ready, free)]
    told = many_at_once.grant(
        doing=doing(head),
        lines=tasks_chosen(actor=head, task_ids=tasks),
        reason="",
        signature="",
    )
    said = {each.line.number: each.sentence for each in told}
    assert "主件不能先结束" in said[parent.number]
    assert said[free.number] == ""


# ── the limits ──


def _joint_of_45(guide: Guide) -> Guide:
    by: dict[str, Any] = {"now": moment(8), "account_id": None, "post_id": None}
    changes = {
        "statutory_limit": 45,
        "extension_value": 15,
        "extension_times": 1,
        "extension_approver": "government_head",
    }
    made = catalogue.draft_edition(item_id=guide.item_id, changes=changes, **by)
    catalogue.publish(edition_id=made.id, valid_from=TODAY, **by)
    return cases.guide_named(JOINT)


def test_the_parent_has_45_working_days_and_15_more_and_the_child_its_own(county, flood):
    parent = cases.accepted(county, _joint_of_45(cases.guide_named(JOINT)))
    own = flood.statutory_due
    joined(county, parent, flood)
    assert parent.accepted_on == date(2026, 3, 2)
    assert cases.read(parent.number).statutory_due == date(2026, 5, 8)
    extend.extend(
        doing=doing(county._first(role="head", office_id=parent.office_id)),
        region_code=COUNTY,
        number=parent.number,
        days=15,
        reason="子件涉及多个部门，情况复杂。",
        approval=extend.Approval(document="紫政函〔2026〕9号", approved_on=TODAY),
    )
    assert cases.read(parent.number).statutory_due == date(2026, 5, 28)
    assert cases.read(flood.number).statutory_due == own
    assert check()[1] == []


def test_every_refusal_of_these_acts_is_a_sentence_for_people() -> None:
    for refused in (UnableToJoin, UnableToLeave, UnableToCloseParent):
        assert issubclass(refused, UnableTo)


# ── the proof sheet ──


def test_the_proof_sheet_of_the_parent_lists_the_children_with_their_own_deadlines(
    county, parent, flood
):
    received = cases.received(county, cases.guide_named(FIRE))
    joined(county, parent, flood)
    joined(county, parent, received.number, required=False)
    now = moment(17)
    scope = scope_of(county.of_office(CENTRE, "head"))
    proof = proof_of_time(scope=scope, number=parent.number, now=now, public_url="http://localhost")
    first, second = proof.record["children"]
    assert first == {
        "number": flood.number,
        "item": flood.item_name,
        "state": "审批中",
        "required": True,
        "promised": "2026-03-12",
        "statutory": "2026-03-30",
    }
    assert (second["state"], second["required"], second["promised"]) == ("已收件", False, None)
    assert proof.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("name", [JOINT, cases.FLOOD])
def test_the_proof_sheet_of_a_case_without_children_names_none(county, name):
    alone = cases.accepted(county, cases.guide_named(name))
    scope = scope_of(county._first(role="head", office_id=alone.office_id))
    proof = proof_of_time(
        scope=scope, number=alone.number, now=moment(17), public_url="http://localhost"
    )
    assert "children" not in proof.record
    assert proof.letter.parts == ()
