"""A case goes to a superior organ, is answered, and is delivered (R6)."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.queries.review import awaited
from quancheng.cases.rules.forwarding import UnableToForward
from quancheng.cases.rules.snapshot import Snapshot, UnableToActOnTask
from quancheng.cases.states import State
from quancheng.catalogue import queries as catalogue
from quancheng.clock.engine import Status
from quancheng.identity.queries import scope_of
from quancheng.journeys import clocks, decide, examine, forward
from quancheng.journeys.flow import plan_of
from quancheng.journeys.papers.printing import letter_pdf
from quancheng.journeys.papers.proof_sheet import proof_of_time
from quancheng.journeys.rebuild import check
from quancheng.journeys.sweep_clocks import sweep
from quancheng.ledger import queries as ledger
from quancheng.ops.simulator.handwriting import DRAWN
from quancheng.workflow.engine.tokens import send_back_targets
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

UPWARD = "第二类医疗器械经营备案"
OFFICE = "D01"


def at(day: int, month: int = 3):
    return moment(10, on=date(2026, month, day))


@pytest.fixture
def examined(county: Staff) -> Snapshot:
    """Examined on the day of acceptance, waiting to be sent."""
    case = cases.accepted(county, cases.guide_named(UPWARD), counter="W03")
    return cases.examined(county, case, until="forward")


@pytest.fixture
def sent(county: Staff, examined: Snapshot) -> Snapshot:
    """Sent on 3 March."""
    return cases.forwarded(county, examined, now=at(3))


def answered(staff: Staff, case: Snapshot, day: int, *, on: date | None = None, outcome="granted"):
    decide.decide(
        doing=doing(staff.of_office(OFFICE, "examiner"), now=at(day, 4)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        outcome=outcome,
        reason="" if outcome == "granted" else "不符合省里的布点规划。",
        signature=DRAWN,
        answer=decide.Answer(document="安批〔2026〕7号", decided_on=on or date(2026, 4, 1)),
    )
    return cases.read(case.number)


def test_the_clocks_of_the_county_stop_on_the_day_it_is_sent(county, sent):
    assert (sent.state, sent.forwarded_on) == (State.FORWARDED, date(2026, 3, 3))
    projection = clocks.projection_of(case=sent, facts=sent.facts(today=date(2026, 6, 1)))
    for verdict in (projection.promised, projection.statutory):
        assert verdict is not None
        assert (verdict.status, verdict.stopped_on) == (Status.MET, date(2026, 3, 3))
        assert verdict.used == 1
    sweep(now=at(20, 5))
    assert cases.read(sent.number).version == sent.version


def test_the_tracking_of_it_carries_no_penalty_and_stands_on_a_list(county, sent):
    scope = scope_of(county.of_office(OFFICE, "examiner"))
    found = awaited(scope=scope)
    assert [(each.line.number, each.document) for each in found] == [
        (sent.number, "紫报〔2026〕18号")
    ]
    assert found[0].expected_on == date(2026, 4, 2)
    assert awaited(scope=scope_of(county.of_office("D08", "examiner"))) == ()
    entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=sent.id)[-1]
    assert (entry.data["superior"], entry.data["expected_on"]) == ("安康市主管部门", "2026-04-02")


@pytest.mark.parametrize("outcome", ["granted", "refused"])
def test_the_answer_becomes_the_decision_that_is_delivered(county, sent, outcome):
    case = answered(county, sent, 3, outcome=outcome)
    assert (case.state, case.outcome, case.decided_on) == (
        State.DELIVERING,
        outcome,
        date(2026, 4, 1),
    )
    assert awaited(scope=scope_of(county.of_office(OFFICE, "examiner"))) == ()
    projection = clocks.projection_of(case=case, facts=case.facts(today=date(2026, 6, 1)))
    assert projection.statutory is not None
    assert projection.statutory.stopped_on == date(2026, 3, 3)
    name, body = _paper(county, case, "superior_answer")
    assert name.startswith("上级决定告知书")
    assert body.startswith(b"%PDF")
    case = cases.handed_over(county, case, now=at(7, 4))
    assert case.state is State.CLOSED
    assert _paper(county, case, "service_receipt")[1].startswith(b"%PDF")
    assert check()[1] == []


def _paper(staff: Staff, case: Snapshot, kind: str) -> tuple[str, bytes]:

    scope = scope_of(staff.of_office(OFFICE, "examiner"))
    letter = cases.letter_of(case, kind)
    return letter_pdf(
        scope=scope, number=case.number, letter_id=letter.id, public_url="http://localhost"
    )


@pytest.mark.parametrize(
    ("document", "day"),
    [("", date(2026, 4, 1)), ("7号", None), ("7号", date(2026, 3, 2)), ("7号", date(2026, 4, 4))],
)
def test_an_answer_without_document_or_day_is_refused(county, sent, document, day):
    with pytest.raises(UnableToForward):
        decide.decide(
            doing=doing(county.of_office(OFFICE, "examiner"), now=at(3, 4)),
            region_code=COUNTY,
            number=sent.number,
            task_id=sent.tasks[0].id,
            outcome="granted",
            reason="",
            signature=DRAWN,
            answer=decide.Answer(document=document, decided_on=day),
        )


def test_an_answer_that_is_not_there_is_refused(county, sent):
    with pytest.raises(UnableToForward):
        decide.decide(
            doing=doing(county.of_office(OFFICE, "examiner"), now=at(3, 4)),
            region_code=COUNTY,
            number=sent.number,
            task_id=sent.tasks[0].id,
            outcome="granted",
            reason="",
            signature=DRAWN,
        )


def test_what_is_given_back_is_reviewed_again_without_the_days_it_lay_above(county, sent):
    task = sent.tasks[0]
    examine.send_back(
        doing=doing(county.of_office(OFFICE, "examiner"), now=at(18)),
        region_code=COUNTY,
        number=sent.number,
        task_id=task.id,
        to_node=send_back_targets(plan_of(sent), sent.marking, token=task.token)[-1],
        reason="上级要求补充现场照片。",
    )
    case = cases.read(sent.number)
    assert (case.state, case.forwarded_on, case.forwarding) == (State.EXAMINING, None, None)
    assert [(s.ground, s.start, s.end) for s in case.suspensions] == [
        ("上报上级机关", date(2026, 3, 3), date(2026, 3, 18))
    ]
    before = sent.statutory_due
    after = case.statutory_due
    assert before is not None
    assert after is not None
    moved = clocks.calendar_for(case).count(before, after)
    assert moved == clocks.calendar_for(case).count(date(2026, 3, 3), date(2026, 3, 18))
    case = cases.examined(county, case, now=at(19), until="forward")
    case = cases.forwarded(county, case, now=at(19))
    assert case.forwarded_on == date(2026, 3, 19)
    assert check()[1] == []


def test_the_proof_sheet_shows_the_day_it_was_sent(county, sent):
    sheet = proof_of_time(
        scope=scope_of(county.of_office(OFFICE, "examiner")),
        number=sent.number,
        now=at(9),
        public_url="http://localhost",
    )
    told = [row.reason for row in sheet.letter.rows if row.day == date(2026, 3, 3)]
    assert any("上报上级机关" in reason for reason in told)


def test_an_opinion_does_not_send_a_case_and_sending_gives_no_opinion(county, examined):
    who = cases.person_for(county, examined)
    with pytest.raises(UnableToActOnTask, match="自己的按钮"):
        examine.give_opinion(
            doing=doing(who),
            region_code=COUNTY,
            number=examined.number,
            task_id=examined.tasks[0].id,
            opinion="agree",
            reason="",
        )
    other = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=2)
    with pytest.raises(UnableToActOnTask, match="不是上报的环节"):
        forward.forward(
            doing=doing(cases.person_for(county, other)),
            region_code=COUNTY,
            number=other.number,
            task_id=other.tasks[0].id,
            superior="市局",
            document="1号",
            expected_on=date(2026, 4, 1),
        )


def test_every_upward_item_of_the_county_goes_from_the_counter_to_the_hand_over(county):
    lines = catalogue.lines_in_force(region_code=COUNTY, on=date(2026, 3, 2))
    upward = [line.code for line in lines if line.handling_type == "upward"]
    assert len(upward) == 15
    for code in upward:
        guide = catalogue.guide(region_code=COUNTY, item_code=code, on=date(2026, 3, 2))
        case = cases.accepted(county, guide)
        case = cases.examined(county, case, until="await")
        assert (case.state, case.forwarded_on) == (State.FORWARDED, date(2026, 3, 2))
        case = cases.decided(county, case)
        assert cases.handed_over(county, case).state is State.CLOSED
    assert check()[1] == []
