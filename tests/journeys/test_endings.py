"""How a case ends: the decision stops the clock, withdrawal and termination have their codes (R11);
delivery ends on pick-up, on the signed courier receipt, or electronically (R7)."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.reasons import UnableToActWithoutReason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.rules.termination import UnableToTerminate
from quancheng.cases.states import State, UnableToAct, UnableToActStale
from quancheng.clock.engine import Status
from quancheng.delivery import queries as delivery
from quancheng.delivery.rules import UnableToHandOver
from quancheng.identity.queries import scope_of
from quancheng.journeys import accept, clocks, deliver, suspend, terminate
from quancheng.journeys.papers.printing import letter_pdf
from quancheng.journeys.read_clock import clock_view
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableToPermit
from quancheng.ledger import queries as ledger
from quancheng.notices.queries import messages_of
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

WATER = "D19"


def at(day: int, month: int = 3):
    return moment(10, on=date(2026, month, day))


@pytest.fixture
def flood(county: Staff) -> Snapshot:
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


@pytest.fixture
def decided(county: Staff, flood: Snapshot) -> Snapshot:
    """Granted on 4 March."""
    return cases.decided(county, cases.examined(county, flood, now=at(4)), now=at(4))


def test_the_clock_stops_on_the_day_of_the_decision_and_not_of_the_delivery(county, decided):
    case = cases.handed_over(county, decided, now=at(13))
    file = case_file(scope=scope_of(county.of_office(WATER, "head")), number=case.number)
    view = clock_view(line=file.line, today=date(2026, 6, 1))
    for verdict in (view.promised, view.statutory):
        assert verdict is not None
        assert (verdict.stopped_on, verdict.status) == (date(2026, 3, 4), Status.MET)
        assert verdict.used == 2


def test_the_outcome_is_delivered_within_ten_working_days_of_the_decision(county, decided):
    file = case_file(scope=scope_of(county.of_office(WATER, "head")), number=decided.number)
    assert file.line.delivery_due == date(2026, 3, 18)


def hand(
    staff: Staff, case: Snapshot, *, day: int = 6, signed_on: date | None = None, method="post"
):
    deliver.hand_over(
        doing=doing(staff.in_role("delivery"), now=at(day)),
        region_code=COUNTY,
        number=case.number,
        method=method,
        receiver=deliver.Receiver(name="柏青禾", signed_on=signed_on),
        tracking_number="EM123456789CN" if method == "post" else "",
    )
    return cases.read(case.number)


def post(staff: Staff, case: Snapshot, tracking: str = "EM123456789CN", *, who=None) -> Snapshot:
    deliver.post_out(
        doing=doing(who or staff.in_role("delivery"), now=at(5)),
        region_code=COUNTY,
        number=case.number,
        tracking_number=tracking,
    )
    return cases.read(case.number)


def test_what_is_sent_by_courier_is_not_yet_delivered(county, decided):
    case = post(county, decided)
    assert (case.state, case.step) == (State.DELIVERING, "已寄出，等签收回执")
    assert messages_of(case_id=case.id)[-1].kind == "posted"
    with pytest.raises(UnableToHandOver, match="签收"):
        hand(county, case)
    assert cases.read(case.number).state is State.DELIVERING
    assert check()[1] == []


@pytest.mark.parametrize(
    ("signed_on", "sentence"), [(date(2026, 3, 7), "签收"), (date(2026, 3, 3), "早于作出决定")]
)
def test_a_receipt_is_signed_between_the_decision_and_today(county, decided, signed_on, sentence):
    with pytest.raises(UnableToHandOver, match=sentence):
        hand(county, decided, signed_on=signed_on)


def test_the_signed_receipt_ends_the_delivery_on_its_day(county, decided):
    case = hand(county, post(county, decided), day=9, signed_on=date(2026, 3, 6))
    assert case.state is State.CLOSED
    entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]
    assert entry.effective_on == date(2026, 3, 6)
    found = delivery.hand_over_of(case_id=case.id)
    assert found is not None
    assert found.signed_on == date(2026, 3, 6)
    assert check()[1] == []


def test_electronic_delivery_ends_it_at_once(county, decided):
    case = hand(county, decided, method="electronic")
    assert case.state is State.CLOSED


def test_posting_needs_a_number_the_right_post_and_a_decided_case(county, decided, flood):
    with pytest.raises(UnableToHandOver, match="邮件号"):
        post(county, decided, " ")
    with pytest.raises(UnableToPermit):
        post(county, decided, who=county.of_office(WATER, "examiner"))
    other = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=4)
    with pytest.raises(UnableToAct):
        post(county, other)


def end(staff: Staff, case: Snapshot, *, ground: str = "applicant_gone", who=None, reason=None):
    outcome = terminate.terminate(
        doing=doing(who or staff.of_office(WATER, "head"), now=at(6)),
        region_code=COUNTY,
        number=case.number,
        ground=ground,
        reason="申请人已注销登记。" if reason is None else reason,
    )
    return cases.read(outcome.number)


def test_a_terminated_case_ends_with_its_own_code_letter_and_notice(county, flood):
    case = end(county, flood)
    assert (case.state, case.tasks, case.outcome) == (State.TERMINATED, (), "")
    entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]
    assert (entry.kind, entry.data["ground"]) == ("terminated", "applicant_gone")
    assert "注销" in messages_of(case_id=case.id)[-1].body
    assert _stopped_on(county, case) == date(2026, 3, 6)
    assert _letter(county, case).startswith(b"%PDF")
    assert check()[1] == []


def _letter(staff: Staff, case: Snapshot) -> bytes:
    scope = scope_of(staff.of_office(WATER, "head"))
    letter = next(
        each
        for each in case_file(scope=scope, number=case.number).letters
        if each.kind == "termination"
    )
    return letter_pdf(
        scope=scope, number=case.number, letter_id=letter.id, public_url="http://localhost"
    )[1]


def _stopped_on(staff: Staff, case: Snapshot) -> date | None:
    scope = scope_of(staff.of_office(WATER, "head"))
    line = case_file(scope=scope, number=case.number).line
    statutory = clock_view(line=line, today=date(2026, 6, 1)).statutory
    return statutory.stopped_on if statutory else None


def _hold(staff: Staff, case: Snapshot) -> Snapshot:
    suspend.suspend(
        doing=doing(cases.person_for(staff, case)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=5,
    )
    return cases.read(case.number)


def test_a_termination_ends_what_holds_the_case(county, flood):
    case = end(county, _hold(county, flood))
    assert (case.state, case.suspended_since) == (State.TERMINATED, None)
    assert [s.end for s in case.suspensions] == [date(2026, 3, 6)]


def test_a_withdrawal_ends_both_clocks_and_what_holds_the_case(county, flood):
    case = _hold(county, flood)
    accept.withdraw(
        doing=doing(county.at_counter("W13"), now=at(6)),
        region_code=COUNTY,
        number=case.number,
        reason="申请人自愿撤回。",
    )
    case = cases.read(case.number)
    assert (case.state, case.suspended_since) == (State.WITHDRAWN, None)
    assert [s.end for s in case.suspensions] == [date(2026, 3, 6)]
    assert _stopped_on(county, case) == date(2026, 3, 6)
    entries = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)
    assert entries[-1].kind == "withdrawn"
    assert check()[1] == []


def test_only_a_case_that_was_not_corrected_ends_on_that_ground(county, flood):
    with pytest.raises(UnableToTerminate, match="补正"):
        end(county, flood, ground="not_corrected")
    received = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13", seed=5)
    accept.tell_correction(
        doing=doing(county.at_counter("W13")),
        region_code=COUNTY,
        number=received.number,
        defects=[{"subject": "报告", "problem": "没有盖章"}],
    )
    case = end(county, cases.read(received.number), ground="not_corrected")
    assert case.state is State.TERMINATED
    assert check()[1] == []


def test_an_ending_has_a_ground_a_reason_and_the_right_person(county, flood):
    with pytest.raises(UnableToTerminate, match="请选择"):
        end(county, flood, ground="tired")
    with pytest.raises(UnableToActWithoutReason):
        end(county, flood, reason="")
    for who in (county.of_office(WATER, "examiner"), county.of_office("D08", "head")):
        with pytest.raises(UnableToPermit):
            end(county, flood, who=who)


def test_a_decided_case_is_not_terminated(county, decided):
    with pytest.raises(UnableToAct):
        end(county, decided)


def test_a_case_of_a_town_is_ended_there(county):
    from tests.journeys.test_ways import _in_town, _taken_in_town

    case = end(county, _taken_in_town(county), who=_in_town(county, "approver"))
    assert case.state is State.TERMINATED


def test_a_stale_act_is_refused(county, flood):
    from quancheng.journeys.act import Writing, write

    end(county, flood)
    writing = Writing(kind="terminated")
    with pytest.raises(UnableToActStale, match="终止办理"):
        write(doing=doing(county.of_office(WATER, "head")), case=flood, writing=writing)
    assert clocks.limits_of(flood).statutory is not None
