"""Engine, columns, proof sheet summed, naive day-by-day loop and the stranger's script: one date."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quancheng.clock.engine import (
    Calendar,
    CaseLimits,
    ClockName,
    Status,
    Unit,
    deadline,
    facts_from_record,
    project,
    proof,
    proof_to_record,
)
from tests.factories.histories import EXAMPLES, calendars, histories, limits, naive_due


@settings(max_examples=EXAMPLES)
@given(limit=limits(), facts=histories(), calendar=calendars())
def test_the_engine_agrees_with_a_naive_loop(limit, facts, calendar):
    verdict = deadline(limit=limit, facts=facts, calendar=calendar)
    if facts.started_on(limit.starts) is None:
        assert verdict.status is Status.NOT_STARTED
        return
    due = naive_due(limit, facts, calendar)
    assert verdict.due == due
    assert verdict.provisional is (due is None)
    stop = facts.stopped_on(limit.starts)
    as_of = stop or facts.today
    if due is not None:
        assert verdict.earliest == due
        assert (verdict.status is Status.MISSED) is (as_of > due)
        assert (verdict.overdue > 0) is (as_of > due)
    else:
        assert not calendar.knows(verdict.earliest)
        assert verdict.status is not Status.MISSED
    assert verdict.used >= 0
    assert verdict.left >= 0
    assert verdict.used + verdict.left >= verdict.total
    if limit.unit is Unit.WORKING_DAY:
        assert verdict.used + verdict.left == verdict.total == limit.value + verdict.extended


@settings(max_examples=EXAMPLES)
@given(
    promised=st.none() | limits(ClockName.PROMISED),
    statutory=limits(),
    facts=histories(),
    calendar=calendars(),
)
def test_the_proof_sheet_sums_to_the_deadline(promised, statutory, facts, calendar, clock_check):
    case = CaseLimits(promised, statutory)
    sheet = proof(limits=case, facts=facts, calendar=calendar)
    record = proof_to_record(sheet)
    assert facts_from_record(record["facts"]) == facts
    for clock, limit in (("promised", promised), ("statutory", statutory)):
        if limit is None:
            assert record["verdicts"][clock] is None
            continue
        due = deadline(limit=limit, facts=facts, calendar=calendar).due
        assert clock_check.summed(record, clock) == due
        assert clock_check.due_of(
            record["limits"][clock],
            record["facts"],
            {each.day: each.kind.value for each in calendar.records()},
        ) == (due and naive_due(limit, facts, calendar))
        final = [getattr(day, clock).used for day in sheet.days][-1:]
        verdict = getattr(sheet, clock)
        assert not final or due is None or final == [verdict.total]


@settings(max_examples=100)
@given(limit=limits(), facts=histories(), calendar=calendars())
def test_what_is_used_today_stands_on_the_sheet_of_today(limit, facts, calendar):
    case = CaseLimits(statutory=limit)
    sheet = proof(limits=case, facts=facts, calendar=calendar)
    verdict = sheet.statutory
    as_of = verdict.stopped_on or facts.today
    for line in sheet.days:
        if line.day == as_of and verdict.started_on is not None and as_of >= verdict.started_on:
            assert line.statutory.used == verdict.used


@settings(max_examples=EXAMPLES)
@given(
    promised=st.none() | limits(ClockName.PROMISED),
    statutory=limits(),
    facts=histories(),
    one=calendars(),
    other=calendars(),
)
def test_recomputing_twice_changes_nothing(promised, statutory, facts, one, other):
    case = CaseLimits(promised, statutory)
    before, moved, again, back = (
        project(limits=case, facts=facts, calendar=each) for each in (one, other, other, one)
    )
    assert again == moved
    assert back == before


@settings(max_examples=EXAMPLES)
@given(limit=limits(), facts=histories(), calendar=calendars(), later=st.integers(1, 400))
def test_days_made_known_later_settle_a_deadline_and_never_move_one(limit, facts, calendar, later):
    whole = list(calendar.records())
    published = Calendar.of(whole[: max(1, len(whole) - later)])
    before = deadline(limit=limit, facts=facts, calendar=published)
    after = deadline(limit=limit, facts=facts, calendar=calendar)
    if before.due is not None:
        assert after.due == before.due
    if before.status in (Status.MET, Status.MISSED):
        assert after.status is before.status
