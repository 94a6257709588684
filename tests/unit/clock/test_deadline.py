from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from quancheng.clock.engine import (
    CLOSING_TIME,
    CaseLimits,
    ClockName,
    ExtensionGrant,
    Facts,
    Limit,
    StartsOn,
    Status,
    Suspension,
    Unit,
    closing_moment,
    deadline,
    deadlines,
    effective_extensions,
    project,
)
from quancheng.clock.engine.batch import dues, gathered
from quancheng.clock.rules import DELIVERY_10, JOINT_45, LICENCE_20, ON_THE_SPOT_PROMISE

MARCH_2 = date(2026, 3, 2)
PROMISE_8 = Limit(8, clock=ClockName.PROMISED)


def accepted(on=MARCH_2, today=date(2026, 3, 10), **more):
    return Facts(today=today, accepted_on=on, **more)


def test_an_ordinary_licence_is_due_in_twenty_working_days(calendar):
    verdict = deadline(limit=LICENCE_20, facts=accepted(), calendar=calendar)
    assert verdict.due == date(2026, 3, 30)
    assert (verdict.status, verdict.total, verdict.used, verdict.left) == (
        Status.RUNNING, 20, 6, 14,
    )  # fmt: skip
    assert (verdict.started_on, verdict.stopped_on) == (MARCH_2, None)


def test_a_joint_case_is_due_in_forty_five(calendar):
    verdict = deadline(limit=JOINT_45, facts=accepted(), calendar=calendar)
    assert verdict.due == date(2026, 5, 8)


def test_an_extension_granted_in_time_adds_its_days(calendar):
    facts = accepted(extensions=(ExtensionGrant(10, date(2026, 3, 30)),))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.extended, verdict.total) == (date(2026, 4, 14), 10, 30)


def test_an_extension_granted_after_the_deadline_has_no_effect(calendar):
    facts = accepted(extensions=(ExtensionGrant(10, date(2026, 3, 31)),))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.extended) == (date(2026, 3, 30), 0)
    assert effective_extensions(limit=LICENCE_20, facts=facts, calendar=calendar) == ()


def test_extensions_count_in_the_order_they_were_granted(calendar):
    second = ExtensionGrant(5, date(2026, 4, 10))
    first = ExtensionGrant(10, date(2026, 3, 30))
    facts = accepted(extensions=(second, first))
    assert effective_extensions(limit=LICENCE_20, facts=facts, calendar=calendar) == (
        first,
        second,
    )
    assert deadline(limit=LICENCE_20, facts=facts, calendar=calendar).extended == 15


def test_an_extension_without_a_start_is_not_effective(calendar):
    facts = Facts(today=MARCH_2, extensions=(ExtensionGrant(10, MARCH_2),))
    assert effective_extensions(limit=LICENCE_20, facts=facts, calendar=calendar) == ()


def test_a_statutory_extension_leaves_the_promise_alone(calendar):
    facts = accepted(extensions=(ExtensionGrant(10, date(2026, 3, 5)),))
    verdict = deadline(limit=PROMISE_8, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.extended) == (date(2026, 3, 12), 0)


def test_suspended_days_are_left_out(calendar):
    facts = accepted(
        today=date(2026, 4, 1),
        suspensions=(Suspension(date(2026, 3, 10), date(2026, 3, 24), "检测"),),
    )
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.excluded, verdict.used) == (date(2026, 4, 14), 10, 12)
    assert not verdict.suspended


def test_overlapping_suspensions_are_counted_once(calendar):
    facts = accepted(
        suspensions=(
            Suspension(date(2026, 3, 16), date(2026, 3, 24), "鉴定"),
            Suspension(date(2026, 3, 10), date(2026, 3, 18), "检测"),
        )
    )
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.excluded) == (date(2026, 4, 14), 10)


def test_an_open_suspension_counts_as_if_it_ended_today(calendar):
    facts = accepted(
        today=date(2026, 3, 24), suspensions=(Suspension(date(2026, 3, 10), None, "检测"),)
    )
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.status, verdict.suspended, verdict.due) == (
        Status.SUSPENDED, True, date(2026, 4, 14),
    )  # fmt: skip
    assert (verdict.used, verdict.left) == (6, 14)


def test_a_suspension_that_begins_after_the_deadline_does_not_move_it(calendar):
    facts = accepted(
        today=date(2026, 4, 20), suspensions=(Suspension(date(2026, 3, 30), None, "检测"),)
    )
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.status, verdict.excluded) == (
        date(2026, 3, 30), Status.MISSED, 0,
    )  # fmt: skip
    assert verdict.overdue == calendar.count(date(2026, 3, 30), date(2026, 4, 20)) == 14
    assert verdict.suspended


def test_a_limit_without_its_start_has_not_started(calendar):
    verdict = deadline(limit=LICENCE_20, facts=Facts(today=MARCH_2), calendar=calendar)
    assert (verdict.status, verdict.due, verdict.earliest) == (Status.NOT_STARTED, None, None)
    assert (verdict.total, verdict.used, verdict.left) == (20, 0, 20)


def test_a_deemed_acceptance_counts_from_the_receipt(calendar):
    facts = accepted(on=date(2026, 4, 28), today=date(2026, 5, 9))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert verdict.due == date(2026, 5, 28)


def test_a_deadline_in_a_year_without_notice_is_provisional(calendar):
    facts = accepted(on=date(2026, 12, 10), today=date(2026, 12, 11))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.status, verdict.provisional, verdict.due) == (Status.PROVISIONAL, True, None)
    assert verdict.earliest == date(2027, 1, 5)
    assert (verdict.used, verdict.left) == (1, 19)


def test_a_decision_before_the_earliest_day_meets_a_provisional_deadline(calendar):
    facts = accepted(on=date(2026, 12, 10), today=date(2027, 1, 8), decided_on=date(2026, 12, 30))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.status, verdict.provisional) == (Status.MET, True)


def test_a_decision_on_an_unknown_day_stays_provisional(calendar):
    facts = accepted(on=date(2026, 12, 10), today=date(2027, 1, 8), decided_on=date(2027, 1, 7))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.status, verdict.due) == (Status.PROVISIONAL, None)
    assert (verdict.used, verdict.left) == (15, 5)


def test_a_suspension_into_unknown_days_is_provisional(calendar):
    facts = accepted(
        on=date(2026, 12, 10),
        today=date(2027, 1, 8),
        suspensions=(Suspension(date(2026, 12, 20), None, "检测"),),
    )
    verdict = deadline(limit=Limit(10), facts=facts, calendar=calendar)
    assert (verdict.status, verdict.provisional, verdict.due) == (Status.SUSPENDED, True, None)
    assert verdict.excluded == 9


@pytest.mark.parametrize(
    ("decided", "status", "overdue"),
    [
        (date(2026, 3, 30), Status.MET, 0),
        (date(2026, 3, 31), Status.MISSED, 1),
        (date(2026, 4, 4), Status.MISSED, 4),
    ],
)
def test_the_clock_stops_on_the_day_of_the_decision(calendar, decided, status, overdue):
    facts = accepted(today=date(2026, 6, 1), decided_on=decided, delivered_on=date(2026, 5, 20))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.status, verdict.overdue, verdict.stopped_on) == (status, overdue, decided)


def test_a_decision_on_the_rest_day_after_the_deadline_is_a_day_late(calendar):
    facts = accepted(on=date(2026, 3, 6), today=date(2026, 4, 5), decided_on=date(2026, 4, 4))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.overdue) == (date(2026, 4, 3), 1)


def test_withdrawal_stops_the_clock(calendar):
    facts = accepted(today=date(2026, 6, 1), ended_on=date(2026, 3, 20))
    verdict = deadline(limit=LICENCE_20, facts=facts, calendar=calendar)
    assert (verdict.status, verdict.stopped_on) == (Status.MET, date(2026, 3, 20))


def test_the_earlier_of_decision_and_end_stops_the_clock(calendar):
    facts = accepted(
        today=date(2026, 6, 1), decided_on=date(2026, 3, 18), ended_on=date(2026, 3, 20)
    )
    assert deadline(limit=LICENCE_20, facts=facts, calendar=calendar).stopped_on == date(
        2026, 3, 18
    )


def test_delivery_runs_from_the_decision_to_the_hand_over(calendar):
    facts = accepted(
        today=date(2026, 4, 20),
        decided_on=date(2026, 3, 20),
        delivered_on=date(2026, 4, 3),
        suspensions=(Suspension(date(2026, 3, 10), date(2026, 3, 25), "检测"),),
    )
    verdict = deadline(limit=DELIVERY_10, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.status, verdict.excluded) == (
        date(2026, 4, 3), Status.MET, 0,
    )  # fmt: skip
    assert not verdict.suspended


def test_natural_days_move_forward_to_a_working_day(calendar):
    limit = Limit(7, Unit.NATURAL_DAY, StartsOn.RECEIVED)
    facts = Facts(today=date(2026, 2, 12), received_on=date(2026, 2, 9))
    verdict = deadline(limit=limit, facts=facts, calendar=calendar)
    assert verdict.due == date(2026, 2, 24)
    assert (verdict.total, verdict.used, verdict.left) == (7, 3, 12)


def test_natural_days_are_used_up_before_they_move_forward(calendar):
    limit = Limit(7, Unit.NATURAL_DAY, StartsOn.RECEIVED)
    facts = Facts(today=date(2026, 2, 20), received_on=date(2026, 2, 9))
    verdict = deadline(limit=limit, facts=facts, calendar=calendar)
    assert (verdict.used, verdict.left, verdict.status) == (7, 4, Status.RUNNING)
    late = Facts(today=date(2026, 2, 28), received_on=date(2026, 2, 9))
    verdict = deadline(limit=limit, facts=late, calendar=calendar)
    assert (verdict.used, verdict.left, verdict.overdue) == (7, 0, 4)


def test_natural_days_leave_out_suspended_natural_days(calendar):
    limit = Limit(30, Unit.NATURAL_DAY)
    facts = accepted(suspensions=(Suspension(date(2026, 3, 6), date(2026, 3, 16), "检测"),))
    verdict = deadline(limit=limit, facts=facts, calendar=calendar)
    assert (verdict.due, verdict.excluded) == (date(2026, 4, 13), 10)
    assert verdict.used == 4


def test_a_suspension_after_the_last_natural_day_does_not_move_it(calendar):
    limit = Limit(7, Unit.NATURAL_DAY)
    facts = accepted(suspensions=(Suspension(date(2026, 3, 9), date(2026, 3, 16), "检测"),))
    assert deadline(limit=limit, facts=facts, calendar=calendar).due == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 2), 3, date(2026, 6, 2)),
        (date(2026, 1, 16), 1, date(2026, 2, 24)),
        (date(2025, 11, 10), 13, date(2026, 12, 10)),
    ],
)
def test_months_end_on_the_corresponding_day(calendar, start, months, due):
    facts = accepted(on=start, today=start)
    assert deadline(limit=Limit(months, Unit.MONTH), facts=facts, calendar=calendar).due == due


@pytest.mark.parametrize(
    ("start", "due"),
    [(date(2026, 3, 3), date(2026, 3, 3)), (date(2026, 2, 16), date(2026, 2, 24))],
)
def test_on_the_spot_is_due_on_the_day_or_the_next_working_day(calendar, start, due):
    facts = accepted(on=start, today=start, extensions=(ExtensionGrant(5, start),))
    verdict = deadline(limit=Limit(0, Unit.INSTANT), facts=facts, calendar=calendar)
    assert (verdict.due, verdict.total, verdict.left) == (due, 0, 0)


def test_a_limit_from_receipt_leaves_the_time_of_correction_out(calendar):
    limit = Limit(7, starts=StartsOn.RECEIVED)
    told = Suspension(date(2026, 3, 4), None, "补正")
    facts = Facts(today=date(2026, 3, 10), received_on=MARCH_2, corrections=(told,))
    verdict = deadline(limit=limit, facts=facts, calendar=calendar)
    assert (verdict.status, verdict.used, verdict.left) == (Status.SUSPENDED, 2, 5)
    assert verdict.due == date(2026, 3, 17)


def test_a_limit_from_acceptance_knows_no_correction(calendar):
    told = Suspension(date(2026, 3, 4), date(2026, 3, 9), "补正")
    facts = accepted(corrections=(told,))
    assert deadline(limit=LICENCE_20, facts=facts, calendar=calendar).due == date(2026, 3, 30)


def test_a_limit_may_start_with_the_complete_file(calendar):
    facts = Facts(today=MARCH_2, received_on=date(2026, 2, 26), complete_on=MARCH_2)
    verdict = deadline(limit=Limit(3, starts=StartsOn.COMPLETE), facts=facts, calendar=calendar)
    assert verdict.due == date(2026, 3, 5)


def test_a_batch_gives_the_verdicts_in_order(calendar):
    cases = [(LICENCE_20, accepted()), (JOINT_45, accepted())]
    assert [verdict.due for verdict in deadlines(cases=cases, calendar=calendar)] == [
        date(2026, 3, 30),
        date(2026, 5, 8),
    ]


def test_a_limit_ends_at_the_close_of_business_in_shanghai():
    moment = closing_moment(due=date(2026, 3, 30))
    assert moment.astimezone(UTC) == datetime(2026, 3, 30, 9, 30, tzinfo=UTC)
    assert time(17, 30) == CLOSING_TIME
    early = closing_moment(due=date(2026, 3, 30), closes=time(12, 0))
    assert moment - early == timedelta(hours=5, minutes=30)


def test_both_clocks_are_projected_together(calendar):
    facts = Facts(
        today=date(2026, 2, 24),
        received_on=date(2026, 1, 23),
        accepted_on=date(2026, 1, 26),
        suspensions=(Suspension(date(2026, 2, 2), date(2026, 2, 12), "专家评审"),),
    )
    projection = project(limits=CaseLimits(PROMISE_8, LICENCE_20), facts=facts, calendar=calendar)
    assert projection.promised_due == projection.promised_earliest == date(2026, 2, 24)
    assert projection.statutory_due == projection.statutory_earliest == date(2026, 3, 11)
    assert (projection.status, projection.statutory_status) == (Status.RUNNING, Status.RUNNING)
    assert (projection.promised.used, projection.statutory.used) == (8, 8)
    assert not projection.promised_provisional
    assert not projection.statutory_provisional


def test_a_promise_kept_a_day_late_is_missed_while_the_law_is_not(calendar):
    facts = accepted(today=date(2026, 3, 13))
    projection = project(limits=CaseLimits(PROMISE_8, LICENCE_20), facts=facts, calendar=calendar)
    assert (projection.status, projection.statutory_status) == (Status.MISSED, Status.RUNNING)


def test_without_a_promise_the_law_leads(calendar):
    facts = accepted(on=date(2026, 12, 20), today=date(2026, 12, 21))
    projection = project(limits=CaseLimits(None, LICENCE_20), facts=facts, calendar=calendar)
    assert (projection.status, projection.statutory_provisional) == (Status.PROVISIONAL, True)
    assert (projection.promised, projection.promised_due) == (None, None)


def test_without_any_limit_nothing_starts(calendar):
    projection = project(limits=CaseLimits(), facts=accepted(), calendar=calendar)
    assert (projection.status, projection.statutory_status) == (
        Status.NOT_STARTED, Status.NOT_STARTED,
    )  # fmt: skip


def test_an_item_without_statutory_limit_runs_on_its_promise(calendar):
    projection = project(
        limits=CaseLimits(ON_THE_SPOT_PROMISE), facts=accepted(), calendar=calendar
    )
    assert (projection.promised_due, projection.statutory_due) == (MARCH_2, None)


def test_an_extension_that_may_prove_late_does_not_make_a_decision_timely(calendar):
    facts = Facts(
        today=date(2027, 1, 20),
        accepted_on=date(2026, 12, 10),
        decided_on=date(2027, 1, 12),
        extensions=(
            ExtensionGrant(5, date(2026, 12, 30)),
            ExtensionGrant(10, date(2027, 1, 11)),
            ExtensionGrant(1, date(2027, 1, 12)),
        ),
    )
    verdict = deadline(limit=Limit(20), facts=facts, calendar=calendar)
    assert (verdict.status, verdict.extended) == (Status.PROVISIONAL, 16)
    assert verdict.earliest == date(2027, 1, 10)
    columns = gathered(cases=[(Limit(20), facts)])
    assert dues(columns=columns, calendar=calendar).earliest.tolist() == [
        verdict.earliest.toordinal()
    ]
