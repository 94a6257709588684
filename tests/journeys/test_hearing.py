"""A hearing from the right that is told to the minutes, and what it does to the clocks."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.rules.hearing import UnableToHear
from quancheng.cases.rules.reasons import UnableToActWithoutReason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, UnableToAct
from quancheng.clock.rules import UnableToResume, UnableToSuspend
from quancheng.identity import operations as identity
from quancheng.identity.rules import Actor
from quancheng.journeys import decide, examine, hearing, suspend
from quancheng.journeys.flow import plan_of
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableToPermit
from quancheng.ledger import queries as ledger
from quancheng.notices.queries import messages_of
from quancheng.ops.simulator.handwriting import DRAWN
from quancheng.workflow.engine.tokens import send_back_targets
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment
from tests.factories.hearings import (
    WATER,
    WORDS,
    act,
    at,
    chair,
    ended,
    examiner,
    last,
    paper,
    requested,
    scheduled,
    told,
)


@pytest.fixture
def case(county: Staff) -> Snapshot:
    """Accepted on 2 March: due 20 working days later, on 30 March."""
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


def test_the_right_is_told_with_a_letter_and_the_last_day_for_asking(county, case):
    before = case.statutory_due
    case = told(county, case)
    assert (case.state, case.statutory_due) == (State.EXAMINING, before)
    assert case.hearing is not None
    assert (case.hearing.stage, case.hearing.request_by) == ("told", date(2026, 3, 9))
    assert (last(case).kind, last(case).data["until"]) == ("hearing_told", "2026-03-09")
    assert messages_of(case_id=case.id)[-1].kind == "hearing_told"
    assert paper(county, case, "hearing_right").startswith(b"%PDF")


def test_a_late_request_is_refused_with_a_sentence(county, case):
    case = told(county, case)
    with pytest.raises(UnableToHear, match="超过期限"):
        act(hearing.request, county, case, 10, by="取水户")
    assert cases.read(case.number).state is State.EXAMINING


def test_the_clocks_stand_still_from_the_request_to_the_end_of_the_hearing(county, case):
    case = requested(county, case)
    assert (case.state, case.suspended_since) == (State.SUSPENDED, date(2026, 3, 3))
    assert case.hearing is not None
    assert case.hearing.hold_by == date(2026, 3, 31)
    assert [s.ground for s in case.suspensions] == ["听证"]
    assert paper(county, case, "suspension").startswith(b"%PDF")
    case = act(
        hearing.schedule, county, case, 4, sits_at=at(13), place="三楼", chair=chair(county, case)
    )
    assert paper(county, case, "hearing_notice").startswith(b"%PDF")
    case = act(hearing.end, county, case, 13, minutes=WORDS, signers="柏青禾、莫溪可")
    assert (case.state, case.suspended_since) == (State.EXAMINING, None)
    assert case.suspensions[0].end == date(2026, 3, 13)
    # (03-03, 03-13] are 8 working days: 30 March moves to 10 April, over 清明节 on 6 April.
    assert case.statutory_due == date(2026, 4, 10)
    assert check()[1] == []


def test_nobody_who_reviewed_the_case_or_holds_it_presides(county, case):
    case = cases.examined(county, case)
    case = requested(county, case)
    involved = hearing.involved_in(case=case)
    names = {post.account_id for post in hearing.chairs_for(case=case, today=date(2026, 3, 4))}
    assert involved
    assert not involved & names
    reviewer = next(iter({entry.post for entry in _opinions(case)}))
    with pytest.raises(UnableToHear, match="审查过这件"):
        act(hearing.schedule, county, case, 4, sits_at=at(13), place="三楼", chair=reviewer)
    elsewhere = county.of_office("D08", "examiner").post_id
    with pytest.raises(UnableToHear, match="名单"):
        act(hearing.schedule, county, case, 4, sits_at=at(13), place="三楼", chair=elsewhere)
    with pytest.raises(UnableToHear, match="名单"):
        act(hearing.schedule, county, case, 4, sits_at=at(13), place="三楼", chair=0)


def _opinions(case: Snapshot):
    entries = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)
    return [entry for entry in entries if entry.kind == "opinion"]


def test_where_the_whole_office_took_part_somebody_of_another_office_presides(county, case):
    case = cases.examined(county, case)
    head, approver = (county.of_office(WATER, role) for role in ("head", "approver"))
    examine.send_back(
        doing=doing(head),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        to_node=send_back_targets(plan_of(case), case.marking, token=case.tasks[0].token)[-1],
        reason="请补充核查记录。",
    )
    identity.enter_absence(
        actor=county.in_role("administrator"),
        post_id=approver.post_id,
        from_day=date(2026, 3, 3),
        to_day=date(2026, 3, 6),
        reason="培训",
        now=moment(),
    )
    case = requested(county, cases.read(case.number))
    chairs = hearing.chairs_for(case=case, today=date(2026, 3, 4))
    assert chairs
    assert all(post.office_id != case.office_id for post in chairs)


def test_without_minutes_and_names_no_hearing_ends(county, case):
    case = scheduled(county, case)
    for day, minutes, signers, sentence in (
        (12, WORDS, "柏青禾、莫溪可", "举行以后"),
        (13, "短", "柏青禾、莫溪可", "笔录"),
        (13, WORDS, "柏青禾", "签字"),
    ):
        with pytest.raises(UnableToHear, match=sentence):
            act(hearing.end, county, case, day, minutes=minutes, signers=signers)


def test_the_decision_rests_on_the_minutes_and_says_so(county, case):
    case = cases.examined(county, ended(county, case), now=at(16))
    case = cases.decided(county, case, outcome="refused", now=at(16))
    assert last(case).data["hearing_on"] == "2026-03-13"
    assert paper(county, case, "refusal").startswith(b"%PDF")
    assert check()[1] == []


def test_no_decision_is_made_while_a_hearing_may_be_asked_for(county, case):
    case = cases.examined(county, told(county, case))
    who = cases.person_for(county, case)
    with pytest.raises(UnableToHear, match="可以申请听证的期限"):
        _decide(case, who, 9)
    assert cases.decided(county, case, now=at(10)).outcome == "granted"


def _decide(case: Snapshot, who: Actor, day: int) -> None:
    decide.decide(
        doing=doing(who, now=at(day)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        outcome="granted",
        reason="",
        signature=DRAWN,
    )


def test_who_gives_the_right_up_is_decided_upon_at_once(county, case):
    case = told(county, case)
    case = act(hearing.drop, county, case, 3, reason="书面表示不要求听证。")
    assert case.state is State.EXAMINING
    case = cases.decided(county, cases.examined(county, case, now=at(3)), now=at(3))
    assert case.outcome == "granted"
    assert "hearing_on" not in last(case).data


def test_a_request_that_is_taken_back_starts_the_clocks_again(county, case):
    case = requested(county, case)
    case = act(hearing.drop, county, case, 5, reason="申请人撤回听证申请。")
    assert (case.state, case.suspended_since) == (State.EXAMINING, None)
    assert case.suspensions[0].end == date(2026, 3, 5)
    assert case.statutory_due == date(2026, 4, 1)
    assert messages_of(case_id=case.id)[-1].kind == "hearing_dropped"


def test_a_hearing_of_public_interest_begins_without_a_request_and_is_not_given_up(county, case):
    case = act(hearing.open_publicly, county, case, 3, reason="涉及公共利益，依法应当听证。")
    assert case.state is State.SUSPENDED
    assert case.hearing is not None
    assert (case.hearing.basis, case.hearing.hold_by) == ("public", None)
    with pytest.raises(UnableToHear, match="公共利益"):
        act(hearing.drop, county, case, 4, reason="不想办了。")
    case = act(
        hearing.schedule,
        county,
        case,
        4,
        sits_at=at(20, 4),
        place="县政务服务中心",
        chair=chair(county, case),
    )
    assert case.hearing is not None
    assert case.hearing.sits_on == date(2026, 4, 20)
    assert paper(county, case, "hearing_notice").startswith(b"%PDF")


def test_a_case_has_one_hearing_at_most(county, case):
    case = told(county, case)
    with pytest.raises(UnableToHear):
        told(county, case, 3)
    with pytest.raises(UnableToHear):
        act(hearing.open_publicly, county, case, 3, reason="涉及公共利益。")


def test_a_hearing_and_an_expert_review_hold_the_clocks_together_once(county, case):
    case = requested(county, case)
    case = _expert_review(county, case, 4)
    assert [s.ground for s in case.suspensions] == ["听证", "专家评审"]
    assert case.suspended_since == date(2026, 3, 3)
    case = act(
        hearing.schedule, county, case, 4, sits_at=at(13), place="三楼", chair=chair(county, case)
    )
    case = act(hearing.end, county, case, 13, minutes=WORDS, signers="柏青禾、莫溪可")
    assert (case.state, case.suspended_since) == (State.SUSPENDED, date(2026, 3, 4))
    case = act(suspend.resume, county, case, 16)
    assert case.state is State.EXAMINING
    # (03-03, 03-13] and (03-04, 03-16] merged are (03-03, 03-16]: 9 working days.
    assert case.statutory_due == date(2026, 4, 13)
    assert check()[1] == []


def _expert_review(staff: Staff, case: Snapshot, day: int) -> Snapshot:
    suspend.suspend(
        doing=doing(cases.person_for(staff, case), now=at(day)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=5,
    )
    return cases.read(case.number)


def test_the_time_of_a_hearing_is_not_stopped_or_started_by_hand(county, case):
    with pytest.raises(UnableToSuspend, match="自己的程序"):
        suspend.suspend(
            doing=doing(cases.person_for(county, case)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            ground="听证",
            expected_days=5,
        )
    case = requested(county, case)
    with pytest.raises(UnableToResume, match="笔录"):
        act(suspend.resume, county, case, 4)


def test_another_office_and_the_counter_hold_no_hearing(county, case):
    for who in (county.of_office("D08", "examiner"), county.at_counter("W13")):
        with pytest.raises(UnableToPermit):
            act(hearing.tell, county, case, 3, who=who, reason="涉及重大利益。")


def test_a_hearing_says_its_reason_and_happens_once_under_one_key(county, case):
    with pytest.raises(UnableToActWithoutReason):
        act(hearing.tell, county, case, 2, reason="")
    same = doing(examiner(county), now=at(2), key="the-same-key")
    given = {"doing": same, "region_code": COUNTY, "number": case.number, "reason": "重大利益。"}
    first, again = hearing.tell(**given), hearing.tell(**given)
    assert (first.repeated, again.repeated, again.version) == (False, True, first.version)


def test_a_received_case_has_no_hearing(county):
    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    with pytest.raises(UnableToAct):
        act(hearing.tell, county, cases.read(outcome.number), 3, reason="涉及重大利益。")
