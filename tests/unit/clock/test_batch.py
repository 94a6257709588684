"""Many limits at once in columns: the same dates as one at a time."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quancheng.clock.engine import (
    Calendar,
    ClockName,
    DayKind,
    DayRecord,
    ExtensionGrant,
    Facts,
    Limit,
    StartsOn,
    Status,
    Suspension,
    Unit,
    deadline,
)
from quancheng.clock.engine.batch import ExcludedSpans, Grants, LimitColumns, dues, gathered
from tests.factories.histories import EXAMPLES, calendars, histories, limits

NOTHING = np.array([], dtype=np.int64)


def ordinal(day):
    return 0 if day is None else day.toordinal()


def assert_agrees(cases, calendar):
    found = dues(columns=gathered(cases=cases), calendar=calendar)
    verdicts = [deadline(limit=limit, facts=facts, calendar=calendar) for limit, facts in cases]
    assert found.due.tolist() == [ordinal(each.due) for each in verdicts]
    assert found.earliest.tolist() == [ordinal(each.earliest) for each in verdicts]
    started = [each.status is not Status.NOT_STARTED for each in verdicts]
    assert found.provisional.tolist() == [
        each.provisional and has for each, has in zip(verdicts, started, strict=True)
    ]


@settings(max_examples=EXAMPLES)
@given(
    cases=st.lists(st.tuples(limits(), histories()), max_size=8),
    calendar=calendars(),
)
@example(cases=[], calendar=Calendar(days=()))
@example(
    cases=[(Limit(20), Facts(today=date(2026, 3, 2), accepted_on=date(2026, 3, 2)))],
    calendar=Calendar(days=()),
)
def test_columns_agree_with_one_at_a_time(cases, calendar):
    assert_agrees(cases, calendar)


def test_columns_agree_where_the_calendar_has_a_gap(calendar):
    gap = Calendar.of(
        DayRecord(each.day, each.kind) for each in calendar.records() if each.day.month != 4
    )
    cases = [
        (
            Limit(value, unit),
            Facts(
                today=date(2026, 6, 1),
                accepted_on=date(2026, 3, 1) + timedelta(days=shift),
                suspensions=(
                    Suspension(date(2026, 3, 20), date(2026, 4, 8), "检测"),
                    Suspension(date(2026, 4, 2), date(2026, 5, 8), "鉴定"),
                ),
                extensions=(ExtensionGrant(2, date(2026, 4, 7)),),
            ),
        )
        for shift in range(0, 90, 3)
        for value, unit in ((3, Unit.WORKING_DAY), (25, Unit.WORKING_DAY), (1, Unit.MONTH))
    ]
    assert_agrees(cases, gap)


def test_the_vectors_hold_in_columns(calendar):
    start = [date(2026, 2, 13)] * 3 + [date(2026, 3, 2), date(2026, 12, 10), date(2026, 1, 31)]
    found = dues(
        columns=LimitColumns(
            start=np.array([day.toordinal() for day in start]),
            value=np.array([1, 5, 20, 20, 20, 1]),
            unit=np.array([0, 0, 0, 0, 0, 2]),
            excluded=ExcludedSpans(
                row=np.array([3]),
                begin=np.array([date(2026, 3, 10).toordinal()]),
                end=np.array([date(2026, 3, 24).toordinal()]),
            ),
            grants=Grants(row=NOTHING, granted_on=NOTHING, value=NOTHING),
        ),
        calendar=calendar,
    )
    assert [day and date.fromordinal(day) for day in found.due.tolist()] == [
        date(2026, 2, 14), date(2026, 2, 27), date(2026, 3, 19), date(2026, 4, 14), 0,
        date(2026, 2, 28),
    ]  # fmt: skip
    assert found.provisional.tolist() == [False] * 4 + [True, False]
    assert date.fromordinal(found.earliest.tolist()[4]) == date(2027, 1, 5)


def test_rows_that_have_not_started_stay_empty_whatever_is_granted(calendar):
    columns = LimitColumns(
        start=np.array([0, date(2026, 3, 2).toordinal()]),
        value=np.array([20, 0]),
        unit=np.array([0, 3]),
        excluded=ExcludedSpans(
            row=np.array([0, 1]),
            begin=np.array([date(2026, 3, 2).toordinal()] * 2),
            end=np.array([date(2026, 3, 9).toordinal()] * 2),
        ),
        grants=Grants(row=np.array([0, 1]), granted_on=np.array([0, 0]), value=np.array([10, 10])),
    )
    found = dues(columns=columns, calendar=calendar)
    assert found.due.tolist() == [0, date(2026, 3, 2).toordinal()]
    assert found.earliest.tolist()[0] == 0
    assert not found.provisional.any()


def test_an_extension_is_granted_to_its_own_clock_in_the_order_of_days():
    calendar = Calendar.of(
        DayRecord(date(2026, 3, 1) + timedelta(days=k), DayKind.WORKING) for k in range(60)
    )
    facts = Facts(
        today=date(2026, 3, 2),
        accepted_on=date(2026, 3, 2),
        extensions=(
            ExtensionGrant(5, date(2026, 3, 12)),
            ExtensionGrant(9, date(2026, 3, 5), ClockName.PROMISED),
            ExtensionGrant(5, date(2026, 3, 5)),
        ),
    )
    assert_agrees([(Limit(5, starts=StartsOn.ACCEPTED), facts)], calendar)
    columns = gathered(cases=[(Limit(5), facts)])
    assert dues(columns=columns, calendar=calendar).due.tolist() == [date(2026, 3, 17).toordinal()]
