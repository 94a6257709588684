"""Special procedures within what the item allows, and extensions by the right head (R4, R5, R9)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State
from quancheng.clock.rules import UnableToExtend, UnableToResume
from quancheng.identity.queries import scope_of
from quancheng.journeys import extend, suspend
from quancheng.journeys.papers.printing import letter_pdf
from quancheng.journeys.rebuild import check
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel.errors import UnableToPermit
from quancheng.ledger import queries as ledger
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

JOINT = "设置大型户外广告的审批"


def at(day: int, month: int = 3):
    return moment(10, on=date(2026, month, day))


@pytest.fixture
def flood(county: Staff) -> Snapshot:
    """An item that allows an expert review of 20 working days at most."""
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


def stop(staff: Staff, case: Snapshot, *, days: int, ground: str = "专家评审", on=None) -> Snapshot:
    suspend.suspend(
        doing=doing(cases.person_for(staff, case), now=on or at(2)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground=ground,
        expected_days=days,
    )
    return cases.read(case.number)


def entries(case: Snapshot):
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)


@pytest.mark.parametrize(("days", "too_long"), [(20, False), (21, True)])
def test_more_days_than_the_item_allows_leave_a_warning_on_the_record(
    county, flood, days, too_long
):
    case = stop(county, flood, days=days)
    data = entries(case)[-1].data
    assert (data["most_days"], data["too_long"]) == (20, too_long)


def test_a_ground_of_which_the_item_says_nothing_has_no_measure(county, flood):
    data = entries(stop(county, flood, days=200, ground="鉴定"))[-1].data
    assert (data["most_days"], data["too_long"]) == (None, False)


def test_a_case_that_moved_on_meanwhile_is_not_said_to_take_too_long(county, flood, monkeypatch):
    case = stop(county, flood, days=10)
    ask = suspend.snapshot

    def read_then_overtaken(**asked):
        found = ask(**asked)
        monkeypatch.setattr(suspend, "snapshot", ask)
        assert sweep(now=at(31)).warned == 1
        return found

    monkeypatch.setattr(suspend, "snapshot", read_then_overtaken)
    assert sweep(now=at(31)).warned == 0
    assert [entry.kind for entry in entries(case)].count("held_long") == 1


def test_the_sweep_says_once_that_a_procedure_takes_too_long(county, flood):
    case = stop(county, flood, days=10)
    # 20 working days after 2 March is 30 March.
    assert sweep(now=at(30)).warned == 0
    assert sweep(now=at(31)).warned == 1
    assert sweep(now=at(31)).warned == 0
    last = entries(case)[-1]
    assert (last.kind, last.data["days"], last.data["most_days"]) == ("held_long", 21, 20)
    case = cases.read(case.number)
    suspend.resume(
        doing=doing(cases.person_for(county, case), now=at(31)),
        region_code=COUNTY,
        number=case.number,
    )
    assert entries(case)[-1].data["too_long"] is True
    assert check()[1] == []


def test_procedures_that_cannot_be_said_to_be_too_long_hold_up_none(county, flood):
    """By 24 March the first has stood for 22 days, 16 of them working days; 20 are allowed."""
    stop(county, flood, days=10)
    later = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=9, now=at(2))
    stop(county, later, days=10, on=at(3))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_suspension SET most_days = 5 WHERE case_id = %s", [later.id])
    assert sweep(now=at(24), page=1).warned == 1
    assert entries(later)[-1].kind == "held_long"


def test_a_procedure_that_runs_over_days_of_rest_is_not_yet_too_long(county, flood):
    stop(county, flood, days=10)
    assert sweep(now=at(24)).warned == 0


def test_two_procedures_hold_the_case_until_the_last_has_ended(county, flood):
    case = stop(county, flood, days=10)
    case = stop(county, case, days=5, ground="鉴定", on=at(4))
    assert case.suspended_since == date(2026, 3, 2)
    who = doing(cases.person_for(county, case), now=at(9))
    with pytest.raises(UnableToResume, match="选择"):
        suspend.resume(doing=who, region_code=COUNTY, number=case.number)
    with pytest.raises(UnableToResume, match="没有这项"):
        suspend.resume(doing=who, region_code=COUNTY, number=case.number, ground="拍卖")
    suspend.resume(doing=who, region_code=COUNTY, number=case.number, ground="专家评审")
    case = cases.read(case.number)
    assert (case.state, case.suspended_since) == (State.SUSPENDED, date(2026, 3, 4))
    suspend.resume(
        doing=doing(cases.person_for(county, case), now=at(11)),
        region_code=COUNTY,
        number=case.number,
    )
    case = cases.read(case.number)
    assert case.state is State.EXAMINING
    # (03-02, 03-11] is 7 working days: 30 March moves to 9 April.
    assert case.statutory_due == date(2026, 4, 9)


def test_a_procedure_beyond_the_calendar_counts_the_days_that_are_known(county, flood):
    case = stop(county, flood, days=10)
    assert suspend.days_stopped(case=case, since=date(2026, 12, 30), today=date(2027, 1, 8)) == 1


def do_extend(staff: Staff, case: Snapshot, *, who=None, days: int = 10, approval=None, on=None):
    head = who or staff._first(role="head", office_id=case.office_id)
    extend.extend(
        doing=doing(head, now=on or at(10)),
        region_code=COUNTY,
        number=case.number,
        days=days,
        reason="水文资料需要补充核查。",
        approval=approval,
    )
    return cases.read(case.number)


def test_the_head_extends_once_within_ten_days_and_in_time(county, flood):
    case = do_extend(county, flood)
    assert case.statutory_due == date(2026, 4, 14)
    with pytest.raises(UnableToExtend, match="最多延长 1 次"):
        do_extend(county, case)


@pytest.mark.parametrize(
    ("days", "on", "sentence"), [(11, at(10), "1 到 10"), (10, at(31), "届满")]
)
def test_more_days_or_a_late_day_are_refused(county, flood, days, on, sentence):
    with pytest.raises(UnableToExtend, match=sentence):
        do_extend(county, flood, days=days, on=on)


def test_who_is_not_the_head_of_the_organ_does_not_extend(county, flood):
    for role in ("approver", "examiner"):
        with pytest.raises(UnableToPermit):
            do_extend(county, flood, who=county.of_office("D19", role))


APPROVAL = extend.Approval(document="紫政函〔2026〕12号", approved_on=date(2026, 3, 9))


def test_the_head_of_the_government_does_not_extend_for_one_organ(county, flood):
    with pytest.raises(UnableToExtend, match="本行政机关负责人"):
        do_extend(county, flood, approval=APPROVAL)


def test_a_joint_case_is_extended_by_fifteen_days_by_the_head_of_the_government(county):
    case = cases.accepted(county, cases.guide_named(JOINT), counter="W17", seed=3)
    with pytest.raises(UnableToExtend, match="本级人民政府负责人"):
        do_extend(county, case)
    for approved_on in (None, date(2026, 3, 11)):
        lacking = extend.Approval(document="12号", approved_on=approved_on)
        with pytest.raises(UnableToExtend, match="批准的日期"):
            do_extend(county, case, approval=lacking)
    with pytest.raises(UnableToExtend, match="1 到 15"):
        do_extend(county, case, days=16, approval=APPROVAL)
    before = case.statutory_due
    case = do_extend(county, case, days=15, approval=APPROVAL)
    assert case.extensions[0].document == "紫政函〔2026〕12号"
    assert before is not None
    assert case.statutory_due is not None
    assert case.statutory_due > before
    assert entries(case)[-1].data["approval"] == "紫政函〔2026〕12号"
    assert _letter(county, case).startswith(b"%PDF")
    assert check()[1] == []


def _letter(staff: Staff, case: Snapshot) -> bytes:

    letter = cases.letter_of(case, "extension")
    scope = scope_of(staff._first(role="head", office_id=case.office_id))
    return letter_pdf(
        scope=scope, number=case.number, letter_id=letter.id, public_url="http://localhost"
    )[1]
