"""A change of the calendar moves the days of hearings and hand-overs as well, and no decided clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.rules.views import CaseLine
from quancheng.cases.states import State
from quancheng.clock.rounds import rounds
from quancheng.identity.queries import scope_of
from quancheng.identity.rules import Actor
from quancheng.journeys import change_calendar, hearing
from quancheng.journeys.change_calendar import Effects, effects
from quancheng.journeys.due_changes import PROMISE
from quancheng.journeys.rebuild import check
from quancheng.ledger import queries as ledger
from quancheng.ledger.rules import Recorded
from quancheng.notices.queries import messages_of
from tests.factories import cases
from tests.factories.calendar import IMPORTED, close, import_2027, lift, run_rounds
from tests.factories.county import COUNTY, Staff, doing, moment

CLOSED = date(2026, 3, 5)
AT_CLOSING = moment(11, on=date(2026, 3, 4))


def examiner(county: Staff) -> Actor:
    return county.of_office("D19", "examiner")


def told(county: Staff, *, seed: int = 1, on: date = date(2026, 3, 2)) -> Snapshot:
    case = cases.accepted(
        county, cases.guide_named(cases.FLOOD), counter="W13", seed=seed, now=moment(on=on)
    )
    hearing.tell(
        doing=doing(examiner(county), now=moment(10, on=on)), region_code=COUNTY,
        number=case.number, reason="涉及下游取水户的重大利益。",
    )  # fmt: skip
    return cases.read(case.number)


def requested(county: Staff, *, seed: int = 1) -> Snapshot:
    case = told(county, seed=seed)
    hearing.request(
        doing=doing(examiner(county), now=moment(10, on=date(2026, 3, 3))), region_code=COUNTY,
        number=case.number, by="下游取水户代表",
    )  # fmt: skip
    return cases.read(case.number)


def decided(county: Staff, *, on: date = date(2026, 3, 2), seed: int = 1) -> Snapshot:
    case = cases.accepted(county, cases.guide_named(cases.FOOD), seed=seed, now=moment(on=on))
    return cases.decided(county, cases.examined(county, case))


def last(case: Snapshot) -> Recorded:
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]


def supposed_effects(day: date, *, today: date) -> Effects:
    return effects(
        supposed=change_calendar.closure_supposed(region_code=COUNTY, day=day),
        region_codes=(COUNTY,),
        today=today,
    )


def line(county: Staff, case: Snapshot) -> CaseLine:
    head = county.for_task(role="head", office_id=case.office_id, town_code="")
    return case_file(scope=scope_of(head), number=case.number).line


def test_the_last_day_for_asking_for_a_hearing_moves_and_the_applicant_is_told(county: Staff):
    case = told(county)
    assert case.hearing is not None
    assert case.hearing.request_by == date(2026, 3, 9)
    shown = supposed_effects(CLOSED, today=AT_CLOSING.date())
    assert (shown.promised, shown.hearings, shown.deliveries) == (1, 1, 0)
    close(county, CLOSED, now=AT_CLOSING)
    assert run_rounds(now=AT_CLOSING).moved == 1
    after = cases.read(case.number)
    assert after.hearing is not None
    assert after.hearing.request_by == date(2026, 3, 10)
    assert last(case).data["hearing"] == {"request_by": "2026-03-10", "hold_by": None}
    body = messages_of(case_id=case.id)[-1].body
    assert "听证最迟 3月10日（周二） 提出申请" in body
    assert "原来是" in body
    assert "3月9日（周一）" in body
    hearing.request(
        doing=doing(examiner(county), now=moment(10, on=date(2026, 3, 10))), region_code=COUNTY,
        number=case.number, by="下游取水户代表",
    )  # fmt: skip
    assert cases.read(case.number).state is State.SUSPENDED
    assert check()[1] == []


def test_the_last_day_for_holding_it_moves_while_the_clocks_stand_still(county: Staff):
    case = requested(county)
    assert case.hearing is not None
    assert case.hearing.hold_by == date(2026, 3, 31)
    close(county, CLOSED, now=AT_CLOSING)
    run_rounds(now=AT_CLOSING)
    after = cases.read(case.number)
    assert after.hearing is not None
    assert after.hearing.hold_by == date(2026, 4, 1)
    assert after.hearing.request_by == case.hearing.request_by
    assert "听证最迟 4月1日（周三） 举行" in messages_of(case_id=case.id)[-1].body
    lift(county, CLOSED, now=moment(12, on=date(2026, 3, 4)))
    run_rounds(now=moment(12, on=date(2026, 3, 4)))
    assert cases.read(case.number).hearing == case.hearing
    assert check()[1] == []


def test_a_day_of_a_hearing_in_an_unknown_year_becomes_known(county: Staff):
    case = told(county, on=date(2026, 12, 28))
    assert case.hearing is not None
    assert case.hearing.request_by is None
    import_2027(county)
    run_rounds(now=IMPORTED)
    after = cases.read(case.number).hearing
    assert after is not None
    assert after.request_by == date(2027, 1, 5)
    assert "听证最迟 1月5日（周二） 提出申请" in messages_of(case_id=case.id)[-1].body


def test_a_hearing_of_public_interest_and_one_that_ended_have_no_day_to_move(county: Staff):
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=2)
    hearing.open_publicly(
        doing=doing(examiner(county), now=moment(10)), region_code=COUNTY, number=case.number,
        reason="涉及防洪安全的公共利益。",
    )  # fmt: skip
    given_up = requested(county, seed=3)
    hearing.drop(
        doing=doing(examiner(county), now=moment(10, on=date(2026, 3, 4))), region_code=COUNTY,
        number=given_up.number, reason="申请人书面放弃听证。",
    )  # fmt: skip
    shown = supposed_effects(CLOSED, today=AT_CLOSING.date())
    assert shown.hearings == 0
    before = [cases.read(each.number).hearing for each in (case, given_up)]
    close(county, CLOSED, now=AT_CLOSING)
    run_rounds(now=AT_CLOSING)
    assert [cases.read(each.number).hearing for each in (case, given_up)] == before


def test_the_last_day_for_the_hand_over_moves_and_the_clocks_of_the_decided_case_do_not(
    county: Staff,
) -> None:
    case = decided(county)
    before = line(county, case)
    assert before.delivery_due == date(2026, 3, 16)
    shown = supposed_effects(CLOSED, today=AT_CLOSING.date())
    assert (shown.open_cases, shown.promised, shown.statutory, shown.deliveries) == (0, 0, 0, 1)
    assert shown.telling == ()
    told_before = messages_of(case_id=case.id)
    close(county, CLOSED, now=AT_CLOSING)
    assert run_rounds(now=AT_CLOSING).moved == 1
    after = line(county, case)
    moved = replace(before, delivery_due=date(2026, 3, 17), version=before.version + 1)
    assert after == moved
    assert last(case).data["changes"] == {"delivery_due": "2026-03-17"}
    assert messages_of(case_id=case.id) == told_before
    assert rounds(limit=1)[0].total == 1
    assert check()[1] == []


def test_what_was_handed_over_moves_no_more(county: Staff) -> None:
    case = decided(county)
    cases.handed_over(county, case)
    close(county, CLOSED, now=AT_CLOSING)
    assert run_rounds(now=AT_CLOSING).seen == 0
    assert last(case).kind == "handed_over"


def test_the_kinds_of_days_are_told_apart(county: Staff) -> None:
    decided(county, seed=4)
    cases.accepted(county, cases.guide_named(cases.FOOD), seed=5)
    told(county, seed=6)
    shown = supposed_effects(CLOSED, today=AT_CLOSING.date())
    assert [one.what for one in shown.told_on(first=0, size=5)] == [PROMISE, PROMISE]
    assert (shown.promised, shown.deliveries, shown.hearings) == (2, 1, 1)


@pytest.mark.parametrize("made", [told, requested, decided])
def test_a_second_round_changes_nothing(county: Staff, made) -> None:
    case = made(county)
    close(county, CLOSED, now=AT_CLOSING)
    run_rounds(now=AT_CLOSING)
    shown = effects(
        supposed=change_calendar.Supposed(days={}), region_codes=(COUNTY,), today=AT_CLOSING.date()
    )
    assert (shown.telling, shown.failed) == ((), 0)
    assert cases.read(case.number).version == case.version + 1
