"""The sweep: what the law does by itself, and what is announced, exactly once."""

from __future__ import annotations

from datetime import date

from quancheng.cases.states import State
from quancheng.journeys import accept, suspend
from quancheng.journeys.sweep_clocks import sweep
from quancheng.ledger import queries as ledger
from quancheng.notices.queries import messages_of
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment


def _kinds(case_id: int) -> list[str]:
    entries = ledger.entries_of(region_code=COUNTY, stream="case", subject=case_id)
    return [entry.kind for entry in entries]


def test_silence_past_the_window_accepts_the_case_back_to_its_receipt(county: Staff) -> None:
    received = cases.received(county, cases.guide_named(cases.FOOD))
    assert sweep(now=moment(23, on=date(2026, 3, 9))).deemed == 0
    assert sweep(now=moment(6, on=date(2026, 3, 10))).deemed == 1
    case = cases.read(received.number)
    assert case.state is State.EXAMINING
    assert case.accepted_on == date(2026, 3, 2)
    assert case.statutory_due == date(2026, 3, 16)
    entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[1]
    assert (entry.kind, entry.effective_on, entry.actor) == (
        "deemed_accepted",
        date(2026, 3, 2),
        None,
    )
    assert entry.recorded_at == moment(6, on=date(2026, 3, 10))
    assert [m.kind for m in messages_of(case_id=case.id)] == ["received", "accepted"]


def test_a_case_that_waits_for_the_applicant_is_not_accepted_by_silence(county: Staff) -> None:
    received = cases.received(county, cases.guide_named(cases.FOOD))
    accept.tell_correction(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=received.number,
        defects=[{"subject": "营业执照", "problem": "没有盖章"}],
    )
    assert sweep(now=moment(6, on=date(2026, 4, 30))).deemed == 0
    assert cases.read(received.number).state is State.CORRECTING


def test_each_alarm_is_announced_once_and_in_its_order(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    assert case.promised_due == date(2026, 3, 6)
    assert case.statutory_due == date(2026, 3, 16)
    for day in (3, 5, 5, 6, 9, 9, 10, 16, 17, 17, 20):
        sweep(now=moment(7, on=date(2026, 3, day)))
    assert _kinds(case.id) == ["received", "accepted", "due_soon", "overdue", "unlawful"]


def test_a_week_without_a_worker_is_caught_up_with_the_gravest_alarm(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    for _ in range(3):
        sweep(now=moment(7, on=date(2026, 3, 17)))
    assert _kinds(case.id) == ["received", "accepted", "unlawful"]


def test_a_suspended_case_raises_no_alarm(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    suspend.suspend(
        doing=doing(cases.person_for(county, case)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=20,
    )
    sweep(now=moment(7, on=date(2026, 5, 20)))
    assert _kinds(case.id)[-2:] == ["suspended", "held_long"]
    assert {"due_soon", "overdue", "unlawful"}.isdisjoint(_kinds(case.id))


def test_a_decided_case_raises_no_alarm(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    case = cases.decided(county, cases.examined(county, case))
    assert sweep(now=moment(7, on=date(2026, 5, 20))).announced == 0
    assert _kinds(case.id)[-1] == "granted"
