"""联办: children of a joint case, and the parent that waits for them (R5)."""

from __future__ import annotations

import pytest

from quancheng.cases.queries import joint
from quancheng.cases.rules.joint import UnableToJoin, UnableToLeave
from quancheng.cases.rules.reasons import UnableToActWithoutReason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, UnableToAct, UnableToActStale
from quancheng.journeys import accept, join
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableToPermit
from quancheng.kernel.identifiers import show_case_number
from quancheng.ledger import queries as ledger
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing
from tests.factories.joint import FIRE, JOINT, joined, left


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


def entries(case: Snapshot):
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)


# ── joining ──


def test_a_child_names_its_parent_and_both_have_it_on_the_record(county, parent, flood):
    joined(county, parent, flood)
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
    joined(county, parent, flood)
    joined(county, parent, fire, required=False)
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
    joined(county, parent, show_case_number(flood.number).lower())
    assert cases.read(flood.number).parent_id == parent.id


def test_the_same_form_sent_twice_joins_once(county, parent, flood):
    first = joined(county, parent, flood, key="pressed-twice")
    again = joined(county, parent, flood, key="pressed-twice")
    assert (first.repeated, again.repeated) == (False, True)
    assert again.version == first.version == parent.version + 1
    assert [each.kind for each in entries(flood)].count("joined") == 1


def test_a_case_that_is_received_only_joins_and_keeps_its_own_way(county, parent):
    received = cases.received(county, cases.guide_named(FIRE))
    joined(county, parent, received.number)
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
        joined(county, flood, fire, who=who)
    _nothing_written(flood, fire)


def test_a_joint_case_that_is_not_accepted_takes_in_nothing(county, flood):
    received = cases.read(cases.received(county, cases.guide_named(JOINT)).number)
    with pytest.raises(UnableToAct, match=r"已收件.*应由窗口办理，不能并入联办子件"):
        joined(county, received, flood)
    _nothing_written(received, flood)


def test_a_number_that_is_no_case_of_the_county_is_refused(county, parent):
    with pytest.raises(UnableToJoin, match="本县没有这个编号的件"):
        joined(county, parent, "61092106202603020000017")
    _nothing_written(parent)


def test_a_case_is_not_its_own_child(county, parent):
    with pytest.raises(UnableToJoin, match="就是这件自己的编号"):
        joined(county, parent, parent)
    _nothing_written(parent)


def test_another_applicants_case_is_refused_without_his_name(county, parent):
    other = cases.accepted(county, cases.guide_named(FIRE), seed=2)
    with pytest.raises(UnableToJoin, match="不是同一个申请人") as refused:
        joined(county, parent, other)
    assert other.applicant_name not in str(refused.value)
    _nothing_written(parent, other)


def test_a_child_has_one_parent(county, parent, flood):
    joined(county, parent, flood)
    child, before = cases.read(flood.number), cases.read(parent.number)
    with pytest.raises(UnableToJoin, match="已经是这件的子件"):
        joined(county, parent, flood)
    second = cases.accepted(county, cases.guide_named(JOINT))
    with pytest.raises(UnableToJoin, match="已经并入另一件联办主件"):
        joined(county, second, flood)
    _nothing_written(child, before, second)


def test_there_is_one_level(county, parent, flood):
    second = cases.accepted(county, cases.guide_named(JOINT))
    joined(county, parent, flood)
    with pytest.raises(UnableToJoin, match="自己有联办子件，联办只有一层"):
        joined(county, second, parent)
    third = cases.accepted(county, cases.guide_named(JOINT))
    joined(county, parent, third)
    with pytest.raises(UnableToJoin, match="这件自己是联办子件"):
        joined(county, third, second)
    _nothing_written(second)


def test_what_has_ended_is_not_joined(county, parent, flood):
    ended = cases.decided(county, cases.examined(county, flood))
    with pytest.raises(UnableToJoin, match="现在是“待送达”，已经结束"):
        joined(county, parent, ended)
    _nothing_written(parent, ended)


def test_who_does_not_work_on_the_parent_joins_nothing(county, parent, flood):
    for stranger in (county.of_office("D35", "examiner"), county.at_counter("W06")):
        with pytest.raises(UnableToPermit):
            joined(county, parent, flood, who=stranger)
    _nothing_written(parent, flood)


def test_neither_is_written_when_the_child_has_moved_on(county, parent, flood, monkeypatch):
    stale = cases.read(flood.number)
    cases.examined(county, flood)

    def read(*, region_code: str, number: str) -> Snapshot:
        return stale if number == flood.number else cases.read(number)

    monkeypatch.setattr(join, "snapshot", read)
    with pytest.raises(UnableToActStale, match="这件已有新进展"):
        joined(county, parent, flood)
    _nothing_written(parent)
    assert cases.read(flood.number).parent_id is None


# ── leaving ──


def test_a_child_leaves_with_a_reason_and_both_have_it_on_the_record(county, parent, flood):
    joined(county, parent, flood)
    left(county, parent, flood)
    child = cases.read(flood.number)
    assert (child.parent_id, child.required_by_parent) == (None, False)
    assert [entries(case)[-1].kind for case in (parent, flood)] == ["child_left", "left"]
    assert [entries(case)[-1].reason for case in (parent, flood)] == ["并入错了，另案办理。"] * 2
    joined(county, parent, flood)
    assert cases.read(flood.number).parent_id == parent.id
    assert check()[1] == []


def test_leaving_needs_a_reason_a_child_and_one_that_is_open(county, parent, flood, fire):
    joined(county, parent, flood)
    with pytest.raises(UnableToActWithoutReason, match="退出联办要写明理由"):
        left(county, parent, flood, reason="")
    with pytest.raises(UnableToLeave, match="不是本件的联办子件"):
        left(county, parent, fire)
    ended = cases.decided(county, cases.examined(county, cases.read(flood.number)))
    with pytest.raises(UnableToLeave, match="已经是“待送达”，留在联办的记录里"):
        left(county, parent, ended)
    _nothing_written(cases.read(parent.number), ended, fire)


def test_nothing_leaves_a_parent_that_was_decided(county, parent, flood):
    joined(county, parent, flood, required=False)
    cases.decided(county, cases.examined(county, cases.read(parent.number)))
    with pytest.raises(UnableToAct, match="不能移出联办子件"):
        left(county, parent, flood)
    assert cases.read(flood.number).parent_id == parent.id


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
