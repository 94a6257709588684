"""Which alarms a day calls for, and from when on each is true."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.clock.rules import (
    DUE_SOON,
    OVERDUE,
    UNLAWFUL,
    Called,
    alarm_day,
    alarms_after,
    soon_after,
)

PROMISED, STATUTORY = date(2026, 2, 27), date(2026, 3, 6)


@pytest.mark.parametrize(
    ("today", "alarms"),
    [
        (date(2026, 2, 25), []),
        (date(2026, 2, 26), [DUE_SOON]),
        (date(2026, 2, 27), [DUE_SOON]),
        (date(2026, 2, 28), [DUE_SOON, OVERDUE]),
        (date(2026, 3, 6), [DUE_SOON, OVERDUE]),
        (date(2026, 3, 7), [DUE_SOON, OVERDUE, UNLAWFUL]),
    ],
)
def test_a_day_calls_for_every_alarm_it_has_passed(calendar, today, alarms):
    soon = soon_after(today=today, calendar=calendar)
    for reached in range(len(alarms) + 1):
        announced = alarms[reached - 1] if reached else ""
        called = alarms_after(
            announced, promised_due=PROMISED, statutory_due=STATUTORY, today=today, soon=soon
        )
        assert [each.alarm for each in called] == alarms[reached:]


def test_without_a_promise_only_the_law_alarms(calendar):
    called = alarms_after(
        "",
        promised_due=None,
        statutory_due=STATUTORY,
        today=date(2026, 3, 9),
        soon=date(2026, 3, 10),
    )
    assert called == (Called(UNLAWFUL, STATUTORY),)
    nothing = alarms_after(
        "", promised_due=None, statutory_due=None, today=date(2026, 3, 9), soon=date(2026, 3, 10)
    )
    assert nothing == ()


@pytest.mark.parametrize(
    ("today", "soon"),
    [
        (date(2026, 2, 13), date(2026, 2, 14)),
        (date(2026, 2, 14), date(2026, 2, 24)),
        (date(2026, 2, 20), date(2026, 2, 24)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_soon_is_the_next_working_day(calendar, today, soon):
    assert soon_after(today=today, calendar=calendar) == soon


@pytest.mark.parametrize(
    ("called", "accepted", "day"),
    [
        (Called(DUE_SOON, date(2026, 2, 24)), date(2026, 2, 6), date(2026, 2, 14)),
        (Called(DUE_SOON, date(2026, 2, 24)), date(2026, 2, 16), date(2026, 2, 16)),
        (Called(DUE_SOON, date(2004, 1, 1)), date(2003, 12, 1), date(2004, 1, 1)),
        (Called(OVERDUE, date(2026, 2, 27)), date(2026, 2, 6), date(2026, 2, 28)),
        (Called(UNLAWFUL, date(2026, 2, 14)), date(2026, 2, 6), date(2026, 2, 15)),
    ],
)
def test_an_alarm_is_dated_to_the_day_it_took_effect(calendar, called, accepted, day):
    assert alarm_day(called=called, accepted_on=accepted, calendar=calendar) == day
