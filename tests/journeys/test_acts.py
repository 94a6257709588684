"""Each act of the table: what it writes, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.reasons import UnableToActWithoutReason
from quancheng.cases.rules.snapshot import UnableToActOnTask
from quancheng.cases.states import State, UnableToAct
from quancheng.identity.queries import scope_of
from quancheng.journeys import accept, apply, decide, examine, extend, suspend
from quancheng.kernel.errors import UnableTo, UnableToPermit
from quancheng.ledger import queries as ledger
from quancheng.notices.queries import messages_of
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment


def _kinds(case_id: int) -> list[str]:
    return [
        entry.kind
        for entry in ledger.entries_of(region_code=COUNTY, stream="case", subject=case_id)
    ]


def _flood(county: Staff) -> cases.Snapshot:
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


def test_receiving_writes_entry_letter_and_message_with_the_case(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    assert _kinds(outcome.case_id) == ["received"]
    file = case_file(scope=scope_of(county.at_counter("W06")), number=outcome.number)
    assert [letter.kind for letter in file.letters] == ["receipt"]
    assert file.line.correction_due == date(2026, 3, 9)
    messages = messages_of(case_id=outcome.case_id)
    assert [message.kind for message in messages] == ["received"]
    assert outcome.check_code in messages[0].body
    assert all(line.received for line in file.materials)


def test_personal_answers_are_stored_masked_and_sealed(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    intake = cases.intake_for(guide)
    outcome = cases.received(county, guide)
    file = case_file(scope=scope_of(county.at_counter("W06")), number=outcome.number)
    personal = {f.code for f in guide.fields if f.datatype in ("id_card", "phone")}
    assert personal
    for code in personal:
        assert "****" in file.answers[code]
        assert file.answers[code] != intake.answers[code]


def test_accepting_twice_with_one_key_happens_once(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    act = doing(county.at_counter("W06"), key="same-key")
    first = accept.accept(doing=act, region_code=COUNTY, number=outcome.number)
    again = accept.accept(doing=act, region_code=COUNTY, number=outcome.number)
    assert (again.version, again.repeated) == (first.version, True)
    assert _kinds(outcome.case_id) == ["received", "accepted"]


def test_an_intake_that_is_sent_twice_takes_in_one_case(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    act = doing(county.at_counter("W06"), key="sent-twice")
    intake = cases.intake_for(guide, seed=1)
    first = apply.take_in(doing=act, region_code=COUNTY, intake=intake)
    again = apply.take_in(doing=act, region_code=COUNTY, intake=intake)
    assert (again.number, again.repeated) == (first.number, True)


def test_accepting_twice_with_two_keys_says_where_the_case_stands(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    actor = county.at_counter("W06")
    accept.accept(doing=doing(actor), region_code=COUNTY, number=outcome.number)
    with pytest.raises(UnableToAct, match="审批中"):
        accept.accept(doing=doing(actor), region_code=COUNTY, number=outcome.number)


def test_a_correction_stops_the_case_until_the_applicant_answers(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    actor = county.at_counter("W06")
    accept.tell_correction(
        doing=doing(actor),
        region_code=COUNTY,
        number=outcome.number,
        defects=[{"subject": "营业执照", "problem": "复印件不清楚", "wanted": "清晰的复印件"}],
    )
    case = cases.read(outcome.number)
    assert (case.state, case.correction_due) == (State.CORRECTING, None)
    later = moment(9, on=date(2026, 3, 10))
    accept.take_in_correction(
        doing=doing(actor, now=later), region_code=COUNTY, number=outcome.number
    )
    case = cases.read(outcome.number)
    assert (case.state, case.correction_due) == (State.RECEIVED, date(2026, 3, 17))
    accept.accept(doing=doing(actor, now=later), region_code=COUNTY, number=outcome.number)
    assert _kinds(case.id) == ["received", "correction_told", "corrected", "accepted"]


def test_a_second_correction_notice_with_new_defects_is_refused(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    actor = county.at_counter("W06")
    defect = [{"subject": "营业执照", "problem": "复印件不清楚"}]
    accept.tell_correction(
        doing=doing(actor), region_code=COUNTY, number=outcome.number, defects=defect
    )
    accept.take_in_correction(doing=doing(actor), region_code=COUNTY, number=outcome.number)
    with pytest.raises(UnableTo):
        accept.tell_correction(
            doing=doing(actor),
            region_code=COUNTY,
            number=outcome.number,
            defects=[{"subject": "平面图", "problem": "没有标尺寸"}],
        )
    assert cases.read(outcome.number).state is State.RECEIVED


@pytest.mark.parametrize("ground", ["declined", "not_needed", "wrong_office"])
def test_declining_needs_a_reason_and_ends_the_case(county: Staff, ground: str) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    actor = county.at_counter("W06")
    with pytest.raises(UnableToActWithoutReason):
        accept.decline(
            doing=doing(actor), region_code=COUNTY, number=outcome.number, ground=ground, reason=""
        )
    accept.decline(
        doing=doing(actor),
        region_code=COUNTY,
        number=outcome.number,
        ground=ground,
        reason="申请事项依法不属于本机关职权范围。",
        competent_office="县农业农村局",
    )
    case = cases.read(outcome.number)
    assert case.state is State.DECLINED
    assert _kinds(case.id)[-1] == ground


def test_a_suspension_moves_both_clocks_and_resuming_fixes_them(county: Staff) -> None:
    case = _flood(county)
    before = case.promised_due
    task = case.tasks[0]
    actor = cases.person_for(county, case)
    suspend.suspend(
        doing=doing(actor, now=moment(on=date(2026, 3, 3))),
        region_code=COUNTY,
        number=case.number,
        task_id=task.id,
        ground="专家评审",
        expected_days=8,
    )
    case = cases.read(case.number)
    assert (case.state, case.suspended_since) == (State.SUSPENDED, date(2026, 3, 3))
    suspend.resume(
        doing=doing(actor, now=moment(on=date(2026, 3, 10))),
        region_code=COUNTY,
        number=case.number,
    )
    case = cases.read(case.number)
    assert case.state is State.EXAMINING
    assert before is not None
    assert case.promised_due is not None
    assert case.promised_due > before


def test_a_ground_the_law_does_not_know_cannot_suspend(county: Staff) -> None:
    case = _flood(county)
    with pytest.raises(UnableTo, match="公示"):
        suspend.suspend(
            doing=doing(cases.person_for(county, case)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            ground="公示",
            expected_days=5,
        )
    assert cases.read(case.number).state is State.EXAMINING


def test_the_head_extends_once_and_in_time(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    head = county.of_office("D01", "head")
    for attempt in range(2):
        if attempt:
            with pytest.raises(UnableTo):
                _extend(head, case.number)
        else:
            _extend(head, case.number)
    after = cases.read(case.number)
    assert after.statutory_due is not None
    assert case.statutory_due is not None
    assert after.statutory_due > case.statutory_due
    assert after.promised_due == case.promised_due


def _extend(head: object, number: str) -> None:
    extend.extend(
        doing=doing(head),  # type: ignore[arg-type]
        region_code=COUNTY,
        number=number,
        days=5,
        reason="案情复杂，需要补充核查。",
    )


def test_an_examiner_of_another_office_may_not_act(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    stranger = county.of_office("D08", "examiner")
    with pytest.raises(UnableTo):
        examine.give_opinion(
            doing=doing(stranger),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            opinion="agree",
            reason="",
        )
    assert cases.read(case.number).tasks[0].id == case.tasks[0].id


def test_sending_back_reopens_the_earlier_step(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    first = case.tasks[0]
    examiner = cases.person_for(county, case)
    case = cases.examined(county, case)
    assert case.tasks[0].kind == "decide"
    examine.send_back(
        doing=doing(cases.person_for(county, case)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        to_node=first.node,
        reason="勘验记录不完整，请补充。",
    )
    case = cases.read(case.number)
    assert [task.node for task in case.tasks] == [first.node]
    assert case.tasks[0].holder == examiner.post_id
    case = cases.decided(county, cases.examined(county, case))
    assert case.outcome == "granted"


def test_a_claimed_task_is_not_open_to_a_colleague(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    task = case.tasks[0]
    holder = cases.person_for(county, case)
    examine.claim(doing=doing(holder), region_code=COUNTY, number=case.number, task_id=task.id)
    assert cases.read(case.number).tasks[0].holder == holder.post_id
    with pytest.raises(UnableTo):
        examine.release(
            doing=doing(county.of_office("D01", "head")),
            region_code=COUNTY,
            number=case.number,
            task_id=task.id,
        )
    examine.release(doing=doing(holder), region_code=COUNTY, number=case.number, task_id=task.id)
    assert cases.read(case.number).tasks[0].holder is None


def test_refusing_needs_reasons(county: Staff) -> None:
    case = cases.examined(county, cases.accepted(county, cases.guide_named(cases.FOOD)))
    with pytest.raises(UnableToActWithoutReason):
        decide.decide(
            doing=doing(cases.person_for(county, case)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            outcome="refused",
            reason="",
        )
    case = cases.decided(county, case, outcome="refused")
    assert (case.state, case.outcome) == (State.DELIVERING, "refused")


def test_an_opinion_cannot_stand_in_for_the_decision(county: Staff) -> None:
    case = cases.examined(county, cases.accepted(county, cases.guide_named(cases.FOOD)))
    with pytest.raises(UnableToActOnTask):
        examine.give_opinion(
            doing=doing(cases.person_for(county, case)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            opinion="agree",
            reason="",
        )


def test_an_instant_item_is_decided_in_the_same_visit(county: Staff) -> None:
    guide = cases.guide_named("公司设立登记")
    case = cases.accepted(county, guide, counter="W03")
    assert case.state is State.ACCEPTED
    decide.decide_on_the_spot(
        doing=doing(county.at_counter("W03")),
        region_code=COUNTY,
        number=case.number,
        outcome="granted",
        reason="",
    )
    case = cases.read(case.number)
    assert case.state in (State.DELIVERING, State.CLOSED)
    assert case.decided_on == case.received_on


def test_a_promise_item_cannot_be_decided_at_the_counter(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    with pytest.raises(UnableToActOnTask):
        decide.decide_on_the_spot(
            doing=doing(county.at_counter("W06")),
            region_code=COUNTY,
            number=case.number,
            outcome="granted",
            reason="",
        )


def test_withdrawing_cancels_what_waits(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    accept.withdraw(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=case.number,
        reason="申请人书面要求撤回。",
    )
    case = cases.read(case.number)
    assert (case.state, case.tasks) == (State.WITHDRAWN, ())


def test_an_examiner_cannot_accept(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    with pytest.raises(UnableToPermit):
        accept.accept(
            doing=doing(county.of_office("D01", "examiner")),
            region_code=COUNTY,
            number=outcome.number,
        )


def test_a_joint_item_runs_its_offices_in_parallel(county: Staff) -> None:
    guide = next(
        g
        for g in (cases.guide_named("生产建设项目水土保持"), cases.guide_named("建筑工程施工许可"))
        if g
    )
    case = cases.accepted(county, guide, counter="W08")
    case = cases.examined(county, case)
    assert case.tasks
    assert case.tasks[0].kind in ("decide", "await")
