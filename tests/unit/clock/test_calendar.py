from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.clock.engine import (
    Calendar,
    DayKind,
    DayRecord,
    UnableToBuildCalendar,
    UnableToReadCalendar,
    Unknown,
)

IN_RANGE = st.dates(date(2004, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("event", "n", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-13", 20, "2026-03-19"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2026-03-02", 20, "2026-03-30"),
        ("2026-03-02", 30, "2026-04-14"),
        ("2026-03-02", 45, "2026-05-08"),
    ],
)
def test_the_vectors_of_the_law_hold(calendar, event, n, due):
    assert calendar.add(date.fromisoformat(event), n) == date.fromisoformat(due)


def test_every_day_since_2004_agrees_with_the_chinesecalendar_package(calendar):
    day = date(2004, 1, 1)
    while day <= date(2026, 12, 31):
        assert calendar.is_working(day) is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert calendar.years() == tuple(range(2004, 2027))


def test_a_deadline_beyond_the_last_notice_is_unknown(calendar):
    reached = calendar.add(date(2026, 12, 10), 20)
    assert reached == Unknown(last_known=date(2026, 12, 31), at_least=date(2027, 1, 5), counted=15)
    assert calendar.add(date(2026, 12, 10), 15) == date(2026, 12, 31)


def test_an_unknown_answer_has_no_truth_value(calendar):
    with pytest.raises(TypeError, match="isinstance"):
        bool(calendar.add(date(2027, 3, 1), 1))


@pytest.mark.parametrize("day", [date(2003, 12, 30), date(2027, 1, 1), date(2031, 5, 5)])
def test_counting_outside_the_notices_is_unknown(calendar, day):
    assert calendar.add(day, 3) == Unknown(day, day + timedelta(days=3))
    assert calendar.count(day, day + timedelta(days=3)) == Unknown(day, day + timedelta(days=3))


def test_counting_backward_outside_the_notices_is_unknown(calendar):
    assert calendar.back(date(2027, 1, 2), 2) == Unknown(
        last_known=date(2027, 1, 2), at_least=date(2026, 12, 31)
    )
    assert calendar.back(date(2004, 1, 6), 3) == Unknown(
        last_known=date(2004, 1, 1), at_least=date(2003, 12, 31), counted=2
    )


def test_counting_starts_on_the_first_known_day(calendar):
    assert calendar.add(date(2003, 12, 31), 1) == date(2004, 1, 2)
    assert calendar.add(date(2026, 12, 31), 1) == Unknown(
        last_known=date(2026, 12, 31), at_least=date(2027, 1, 1)
    )


def test_an_empty_span_has_no_working_days(calendar):
    assert calendar.count(date(2026, 3, 2), date(2026, 3, 2)) == 0
    assert calendar.count(date(2026, 3, 2), date(2026, 3, 1)) == 0


def test_a_count_into_unknown_days_tells_what_is_known(calendar):
    assert calendar.count(date(2026, 12, 25), date(2027, 1, 8)) == Unknown(
        last_known=date(2026, 12, 31), at_least=date(2027, 1, 8), counted=4
    )


@pytest.mark.parametrize("n", [0, -1])
def test_at_least_one_day_is_added(calendar, n):
    with pytest.raises(ValueError, match="at least 1"):
        calendar.add(date(2026, 3, 2), n)
    with pytest.raises(ValueError, match="at least 1"):
        calendar.back(date(2026, 3, 2), n)


def test_a_rest_day_moves_forward_to_a_working_day(calendar):
    assert calendar.forward(date(2026, 2, 15)) == date(2026, 2, 24)
    assert calendar.forward(date(2026, 2, 14)) == date(2026, 2, 14)


def test_a_day_tells_its_kind_name_and_notice(calendar):
    assert calendar.kind(date(2026, 2, 14)) is DayKind.MAKEUP
    assert calendar.kind(date(2026, 2, 16)) is DayKind.REST
    assert calendar.name(date(2026, 2, 16)) == "春节"
    assert calendar.notice(date(2026, 2, 16)) == (
        "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）"
    )
    assert calendar.name(date(2026, 3, 3)) == ""
    assert calendar.knows(date(2026, 3, 3))
    assert not calendar.knows(date(2027, 3, 3))
    assert calendar.notice(date(2027, 3, 3)) == ""
    assert (calendar.first, calendar.last) == (date(2004, 1, 1), date(2026, 12, 31))


def test_asking_whether_an_unknown_day_works_names_the_missing_notice(calendar):
    with pytest.raises(UnableToReadCalendar, match="先导入2027年"):
        calendar.is_working(date(2027, 3, 3))


def test_an_empty_calendar_cannot_be_built():
    with pytest.raises(UnableToBuildCalendar, match="先导入"):
        Calendar.of([])
    assert Calendar(days=[]).years() == ()


def test_days_marked_unknown_are_not_taken_in():
    with pytest.raises(UnableToBuildCalendar):
        Calendar.of([DayRecord(date(2026, 1, 5), DayKind.UNKNOWN)])


def _gapped() -> Calendar:
    """Monday 5 to Friday 9 January known, the 7th missing."""
    return Calendar.of(DayRecord(date(2026, 1, day), DayKind.WORKING) for day in (5, 6, 8, 9))


def test_a_gap_stops_the_counting():
    gapped = _gapped()
    assert gapped.add(date(2026, 1, 4), 2) == date(2026, 1, 6)
    assert gapped.add(date(2026, 1, 4), 3) == Unknown(date(2026, 1, 6), date(2026, 1, 7), 2)
    assert gapped.add(date(2026, 1, 7), 2) == date(2026, 1, 9)
    assert gapped.count(date(2026, 1, 4), date(2026, 1, 9)) == Unknown(
        date(2026, 1, 6), date(2026, 1, 9), 2
    )
    assert gapped.back(date(2026, 1, 10), 3) == Unknown(date(2026, 1, 8), date(2026, 1, 7), 2)
    assert gapped.kind(date(2026, 1, 7)) is DayKind.UNKNOWN
    assert gapped.known_until(date(2026, 1, 4)) == date(2026, 1, 6)
    assert gapped.known_until(date(2026, 1, 7)) == date(2026, 1, 9)
    assert gapped.known_until(date(2026, 1, 9)) == date(2026, 1, 9)
    assert gapped.known_until(date(2025, 1, 9)) == date(2025, 1, 9)
    assert gapped.years() == ()
    assert [record.day.day for record in gapped.records()] == [5, 6, 8, 9]


def test_a_later_record_of_a_day_wins():
    day = date(2026, 3, 3)
    calendar = Calendar.of([DayRecord(day, DayKind.WORKING), DayRecord(day, DayKind.REST, "停电")])
    assert calendar.kind(day) is DayKind.REST


@given(day=IN_RANGE, n=st.integers(1, 90))
def test_adding_agrees_with_walking(calendar, day, n):
    reached = calendar.add(day, n)
    walked, counted = day, 0
    while counted < n and calendar.knows(walked + timedelta(days=1)):
        walked += timedelta(days=1)
        counted += calendar.is_working(walked)
    if isinstance(reached, Unknown):
        assert counted < n
        assert (reached.last_known, reached.counted) == (walked, counted)
        assert reached.at_least == walked + timedelta(days=n - counted)
    else:
        assert (reached, n) == (walked, counted)
        assert calendar.count(day, reached) == n
        assert calendar.back(reached + timedelta(days=1), 1) == reached


@given(first=IN_RANGE, second=IN_RANGE)
def test_counting_agrees_with_walking(calendar, first, second):
    first, second = min(first, second), max(first, second)
    second = min(second, first + timedelta(days=400))
    days = ((first + timedelta(days=k)) for k in range(1, (second - first).days + 1))
    assert calendar.count(first, second) == sum(map(calendar.is_working, days))


@given(first=IN_RANGE, second=IN_RANGE)
def test_the_running_counts_give_the_same_as_counting(calendar, first, second):
    base, counts = calendar.running_counts()
    first, second = min(first, second), max(first, second)
    if first >= base and second <= calendar.last:
        place = [(day - base).days for day in (first, second)]
        assert counts[place[1]] - counts[place[0]] == calendar.count(first, second)


def test_running_counts_begin_after_the_last_gap():
    days = [date(2026, 1, 5), date(2026, 1, 8), date(2026, 1, 9), date(2026, 1, 10)]
    kinds = [DayKind.WORKING, DayKind.WORKING, DayKind.WORKING, DayKind.REST]
    calendar = Calendar.of(map(DayRecord, days, kinds))
    assert calendar.running_counts() == (date(2026, 1, 8), (2, 3, 3))
