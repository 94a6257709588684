"""联办: children of a joint case, and the parent that waits for them (R5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quancheng.cases.queries import joint
from quancheng.cases.rules.joint import UnableToJoin, UnableToLeave
from quancheng.cases.rules.reasons import UnableToActWithoutReason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, UnableToAct, UnableToActStale
from quancheng.catalogue import operations as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.clock.rules import UnableToCloseParent
from quancheng.journeys import accept, extend, join, many_at_once, terminate
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableTo, UnableToPermit
from quancheng.kernel.identifiers import show_case_number
from quancheng.ledger import queries as ledger
from tests.factories import cases
from tests.factories.county import COUNTY, TODAY, Staff, doing, moment

JOINT = "工程建设项目联合验收"
FIRE = "特殊建设工程消防验收"
CENTRE = "D02"


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


def take_in(staff: Staff, parent: Snapshot, child: Snapshot | str, **given: Any) -> Any:
    number = child if isinstance(child, str) else child.number
    who = given.pop("who", None) or staff.of_office(CENTRE, "examiner")
    act = doing(who, key=given.pop("key", ""))
    return join.join(
        doing=act, region_code=COUNTY, number=parent.number, child_number=number, **given
    )


def let_go(staff: Staff, parent: Snapshot, child: Snapshot, reason: str = "并入错了，另案办理。"):
    return join.leave(
        doing=doing(staff.of_office(CENTRE, "examiner")),
        region_code=COUNTY,
        number=parent.number,
        child_number=child.number,
        reason=reason,
    )


def entries(case: Snapshot):
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)


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


# ── joining ──


def test_a_child_names_its_parent_and_both_have_it_on_the_record(county, parent, flood):
    take_in(county, parent, flood)
    child = cases.read(flood.number)
    assert (child.parent_id, child.required_by_parent) == (parent.id, True)
    above, below = entries(parent)[-1], entries(flood)[-1]
    assert (above.kind, above.data["number"], above.data["required"]) == (
        "child_joined",
        flood.number,
        True,
    )
    assert (below.kind, below.data["number"]) == ("joined", parent.number)
    assert cases.read(parent.number).version == parent.version + 1
    assert child.version == flood.version + 1
    assert check()[1] == []


def test_joining_moves_no_day_of_either(county, parent, flood, fire):
    take_in(county, parent, flood)
    take_in(county, parent, fire, required=False)
    for before in (parent, flood, fire):
        after = cases.read(before.number)
        days = (before.accepted_on, before.promised_due, before.statutory_due, before.state)
        assert (
            after.accepted_on,
            after.promised_due,
            after.statutory_due,
            after.state,
        ) == days
    children = joint.children_of(region_code=COUNTY, case_id=parent.id)
    assert [(each.number, each.required_by_parent) for each in children] == [
        (flood.number, True),
        (fire.number, False),
    ]


def test_the_number_is_read_as_it_is_printed(county, parent, flood):
    take_in(county, parent, show_case_number(flood.number).lower())
    assert cases.read(flood.number).parent_id == parent.id


def test_the_same_form_sent_twice_joins_once(county, parent, flood):
    first = take_in(county, parent, flood, key="pressed-twice")
    again = take_in(county, parent, flood, key="pressed-twice")
    assert (first.repeated, again.repeated) == (False, True)
    assert again.version == first.version == parent.version + 1
    assert [each.kind for each in entries(flood)].count("joined") == 1


def test_a_case_that_is_received_only_joins_and_keeps_its_own_way(county, parent):
    received = cases.received(county, cases.guide_named(FIRE))
    take_in(county, parent, received.number)
    accept.accept(doing=doing(county.at_counter("W06")), region_code=COUNTY, number=received.number)
    child = cases.read(received.number)
    assert (child.state, child.parent_id) == (State.EXAMINING, parent.id)
    assert check()[1] == []


# ── what cannot be joined ──


def _nothing_written(*held: Snapshot) -> None:
    for case in held:
        now = cases.read(case.number)
        assert (now.version, now.parent_id) == (case.version, case.parent_id)


def test_only_a_joint_case_has_children(county, flood, fire):
    who = county.of_office("D19", "examiner")
    with pytest.raises(UnableToJoin, match="“洪水影响评价审批”不是联办件"):
        take_in(county, flood, fire, who=who)
    _nothing_written(flood, fire)


def test_a_joint_case_that_is_not_accepted_takes_in_nothing(county, flood):
    received = cases.read(cases.received(county, cases.guide_named(JOINT)).number)
    with pytest.raises(UnableToAct, match=r"已收件.*应由窗口办理，不能并入联办子件"):
        take_in(county, received, flood)
    _nothing_written(received, flood)


def test_a_number_that_is_no_case_of_the_county_is_refused(county, parent):
    with pytest.raises(UnableToJoin, match="本县没有这个编号的件"):
        take_in(county, parent, "61092106202603020000017")
    _nothing_written(parent)


def test_a_case_is_not_its_own_child(county, parent):
    with pytest.raises(UnableToJoin, match="就是这件自己的编号"):
        take_in(county, parent, parent)
    _nothing_written(parent)


def test_another_applicants_case_is_refused_without_his_name(county, parent):
    other = cases.accepted(county, cases.guide_named(FIRE), seed=2)
    with pytest.raises(UnableToJoin, match="不是同一个申请人") as refused:
        take_in(county, parent, other)
    assert other.applicant_name not in str(refused.value)
    _nothing_written(parent, other)


def test_a_child_has_one_parent(county, parent, flood):
    take_in(county, parent, flood)
    joined, before = cases.read(flood.number), cases.read(parent.number)
    with pytest.raises(UnableToJoin, match="已经是这件的子件"):
        take_in(county, parent, flood)
    second = cases.accepted(county, cases.guide_named(JOINT))
    with pytest.raises(UnableToJoin, match="已经并入另一件联办主件"):
        take_in(county, second, flood)
    _nothing_written(joined, before, second)


def test_there_is_one_level(county, parent, flood):
    second = cases.accepted(county, cases.guide_named(JOINT))
    take_in(county, parent, flood)
    with pytest.raises(UnableToJoin, match="自己有联办子件，联办只有一层"):
        take_in(county, second, parent)
    third = cases.accepted(county, cases.guide_named(JOINT))
    take_in(county, parent, third)
    with pytest.raises(UnableToJoin, match="这件自己是联办子件"):
        take_in(county, third, second)
    _nothing_written(second)


def test_what_has_ended_is_not_joined(county, parent, flood):
    ended = cases.decided(county, cases.examined(county, flood))
    with pytest.raises(UnableToJoin, match="现在是“待送达”，已经结束"):
        take_in(county, parent, ended)
    _nothing_written(parent, ended)


def test_who_does_not_work_on_the_parent_joins_nothing(county, parent, flood):
    for stranger in (county.of_office("D35", "examiner"), county.at_counter("W06")):
        with pytest.raises(UnableToPermit):
            take_in(county, parent, flood, who=stranger)
    _nothing_written(parent, flood)


def test_neither_is_written_when_the_child_has_moved_on(county, parent, flood, monkeypatch):
    stale = cases.read(flood.number)
    cases.examined(county, flood)

    def read(*, region_code: str, number: str) -> Snapshot:
        return stale if number == flood.number else cases.read(number)

    monkeypatch.setattr(join, "snapshot", read)
    with pytest.raises(UnableToActStale, match="这件已有新进展"):
        take_in(county, parent, flood)
    _nothing_written(parent)
    assert cases.read(flood.number).parent_id is None


# ── leaving ──


def test_a_child_leaves_with_a_reason_and_both_have_it_on_the_record(county, parent, flood):
    take_in(county, parent, flood)
    let_go(county, parent, flood)
    child = cases.read(flood.number)
    assert (child.parent_id, child.required_by_parent) == (None, False)
    assert [entries(case)[-1].kind for case in (parent, flood)] == ["child_left", "left"]
    assert [entries(case)[-1].reason for case in (parent, flood)] == ["并入错了，另案办理。"] * 2
    take_in(county, parent, flood)
    assert cases.read(flood.number).parent_id == parent.id
    assert check()[1] == []


def test_leaving_needs_a_reason_a_child_and_one_that_is_open(county, parent, flood, fire):
    take_in(county, parent, flood)
    with pytest.raises(UnableToActWithoutReason, match="退出联办要写明理由"):
        let_go(county, parent, flood, reason="")
    with pytest.raises(UnableToLeave, match="不是本件的联办子件"):
        let_go(county, parent, fire)
    ended = cases.decided(county, cases.examined(county, cases.read(flood.number)))
    with pytest.raises(UnableToLeave, match="已经是“待送达”，留在联办的记录里"):
        let_go(county, parent, ended)
    _nothing_written(cases.read(parent.number), ended, fire)


def test_nothing_leaves_a_parent_that_was_decided(county, parent, flood):
    take_in(county, parent, flood, required=False)
    cases.decided(county, at_decision(county, parent))
    with pytest.raises(UnableToAct, match="不能联办子件退出"):
        let_go(county, parent, flood)
    assert cases.read(flood.number).parent_id == parent.id


# ── the end of the parent ──


def test_the_parent_is_decided_after_its_required_children_only(county, parent, flood, fire):
    take_in(county, parent, flood)
    take_in(county, parent, fire, required=False)
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
    take_in(county, parent, flood)
    ended = end(county, cases.read(flood.number))
    assert ended.parent_id == parent.id
    assert cases.decided(county, at_decision(county, parent)).state is State.DELIVERING


def test_a_child_that_was_declined_is_not_waited_for(county, parent):
    received = cases.received(county, cases.guide_named(FIRE))
    take_in(county, parent, received.number)
    accept.decline(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=received.number,
        ground="declined",
        reason="建设地点不在本县。",
    )
    assert cases.decided(county, at_decision(county, parent)).outcome == "granted"


def test_a_child_that_left_is_not_waited_for(county, parent, flood):
    take_in(county, parent, flood)
    let_go(county, parent, flood)
    assert cases.decided(county, at_decision(county, parent)).outcome == "granted"
    assert cases.read(flood.number).state is State.EXAMINING


@pytest.mark.parametrize("end", [withdrawn, terminated])
def test_the_parent_neither_is_withdrawn_nor_terminated_before_them(county, parent, flood, end):
    take_in(county, parent, flood)
    before = cases.read(parent.number)
    with pytest.raises(UnableToCloseParent, match="主件不能先结束"):
        end(county, parent)
    assert cases.read(parent.number).version == before.version
    withdrawn(county, flood)
    assert not end(county, parent).state.is_open


def test_many_at_once_names_the_one_that_waits(county, parent, flood):
    from quancheng.cases.queries.review import tasks_chosen

    free = at_decision(county, cases.accepted(county, cases.guide_named(JOINT), seed=2))
    take_in(county, parent, flood)
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
    take_in(county, parent, flood)
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


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("parent_id = id", "cases_case_not_its_own_parent"),
        ("required_by_parent = true", "cases_case_required_has_parent"),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(flood, change, constraint):
    from django.db import IntegrityError, connection, transaction

    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE cases_case SET {change} WHERE id = %s", [flood.id])
