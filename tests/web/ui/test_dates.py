"""Dates, moments and figures in the words of the screens."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from quancheng.clock.engine import Calendar
from quancheng.clock.rules import package_days
from quancheng.kernel.moments import at
from quancheng.web.ui.presenters import dates, numbers

CALENDAR = Calendar.of(package_days(2025) + package_days(2026), version="test")


def test_a_date_is_written_with_its_weekday() -> None:
    assert dates.cn_date(date(2026, 3, 19)) == "2026年3月19日（周四）"
    assert dates.short_date(date(2026, 3, 19)) == "3月19日（周四）"
    assert dates.full_day(date(2026, 3, 19)) == "2026年3月19日"
    assert dates.day_month(date(2026, 3, 9)) == "3月9日"


def test_a_make_up_day_says_so_when_the_calendar_does() -> None:
    assert dates.short_date(date(2026, 2, 28), calendar=CALENDAR) == "2月28日（周六，调休上班）"
    assert dates.cn_date(date(2026, 2, 28), makeup=True) == "2026年2月28日（周六，调休上班）"
    assert dates.cn_date(date(2026, 2, 27), calendar=CALENDAR) == "2026年2月27日（周五）"


def test_a_moment_is_told_in_shanghai_time() -> None:
    late = datetime(2026, 2, 24, 16, 30, tzinfo=UTC)
    assert dates.moment(late) == "2026年2月25日（周三）00:30"
    assert dates.short_moment(at(date(2026, 2, 24), 10, 24)) == "2月24日（周二）10:24"
    assert dates.weekday(late) == "周三"


@pytest.mark.parametrize(
    ("days", "words"), [(4, "还剩 4 个工作日"), (0, "今天到期"), (-1, "超 1 个工作日")]
)
def test_days_left_are_never_negative(days: int, words: str) -> None:
    assert dates.workdays_left(days) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 24), "今天（2月24日，周二）"),
        (date(2026, 2, 25), "明天（2月25日，周三）"),
        (date(2026, 2, 23), "昨天（2月23日，周一）"),
        (date(2026, 3, 5), "3月5日（周四）"),
        (date(2027, 1, 4), "2027年1月4日（周一）"),
    ],
)
def test_a_near_day_is_called_by_its_name(day: date, words: str) -> None:
    assert dates.near_date(day, today=date(2026, 2, 24)) == words


def test_a_period_names_the_month_once() -> None:
    assert dates.period(date(2026, 2, 3), date(2026, 2, 12)) == "2月3日—12日"
    assert dates.period(date(2026, 2, 27), date(2026, 3, 2)) == "2月27日—3月2日"
    assert dates.period(date(2026, 2, 3), date(2026, 2, 3)) == "2月3日"


def test_how_long_ago_is_told_in_the_nearest_unit() -> None:
    now = at(date(2026, 2, 24), 10, 24)
    assert dates.ago(now - timedelta(seconds=20), now=now) == "刚刚"
    assert dates.ago(now - timedelta(minutes=8), now=now) == "8 分钟前"
    assert dates.ago(now - timedelta(hours=2), now=now) == "2 小时前"
    assert dates.ago(now - timedelta(days=3), now=now) == "2月21日（周六）10:24"
    assert dates.elapsed(72) == "01:12"


def test_figures_do_not_break_and_amounts_show_fen() -> None:
    assert numbers.grouped(1234567) == "1\u202f234\u202f567"
    assert numbers.yuan(Decimal("1946.005")) == "1\u202f946.01 元"
    assert numbers.percent(996, 1000) == "99.6"
    assert numbers.percent(1, 0) == "—"


@pytest.mark.parametrize(
    ("value", "words"), [(834, "834 字节"), (12_300, "12 KB"), (2_400_000, "2.3 MB")]
)
def test_a_file_size_is_told_in_its_unit(value: int, words: str) -> None:
    assert numbers.size(value) == words


AROUND_HOLIDAYS = {
    "2025-12-31": "2025年12月31日（周三）",
    "2026-01-01": "2026年1月1日（周四）",
    "2026-01-02": "2026年1月2日（周五）",
    "2026-01-03": "2026年1月3日（周六）",
    "2026-01-04": "2026年1月4日（周日，调休上班）",
    "2026-01-05": "2026年1月5日（周一）",
    "2026-02-13": "2026年2月13日（周五）",
    "2026-02-14": "2026年2月14日（周六，调休上班）",
    "2026-02-15": "2026年2月15日（周日）",
    "2026-02-16": "2026年2月16日（周一）",
    "2026-02-17": "2026年2月17日（周二）",
    "2026-02-18": "2026年2月18日（周三）",
    "2026-02-19": "2026年2月19日（周四）",
    "2026-02-20": "2026年2月20日（周五）",
    "2026-02-21": "2026年2月21日（周六）",
    "2026-02-22": "2026年2月22日（周日）",
    "2026-02-23": "2026年2月23日（周一）",
    "2026-02-24": "2026年2月24日（周二）",
    "2026-02-25": "2026年2月25日（周三）",
    "2026-02-26": "2026年2月26日（周四）",
    "2026-02-27": "2026年2月27日（周五）",
    "2026-02-28": "2026年2月28日（周六，调休上班）",
    "2026-09-18": "2026年9月18日（周五）",
    "2026-09-19": "2026年9月19日（周六）",
    "2026-09-20": "2026年9月20日（周日，调休上班）",
    "2026-09-21": "2026年9月21日（周一）",
    "2026-09-22": "2026年9月22日（周二）",
    "2026-09-23": "2026年9月23日（周三）",
    "2026-09-24": "2026年9月24日（周四）",
    "2026-10-08": "2026年10月8日（周四）",
    "2026-10-09": "2026年10月9日（周五）",
    "2026-10-10": "2026年10月10日（周六，调休上班）",
}


@pytest.mark.parametrize(("day", "words"), AROUND_HOLIDAYS.items())
def test_days_around_holidays_are_written_as_people_work(day: str, words: str) -> None:
    assert dates.cn_date(date.fromisoformat(day), calendar=CALENDAR) == words
    assert dates.short_date(date.fromisoformat(day), calendar=CALENDAR) == words.split("年")[1]


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        (date(2026, 2, 14), date(2026, 2, 13), "明天（2月14日，周六，调休上班）"),
        (date(2026, 2, 28), date(2026, 2, 28), "今天（2月28日，周六，调休上班）"),
        (date(2026, 9, 20), date(2026, 9, 21), "昨天（9月20日，周日，调休上班）"),
        (date(2026, 1, 1), date(2025, 12, 31), "明天（1月1日，周四）"),
        (date(2026, 1, 4), date(2025, 12, 31), "2026年1月4日（周日，调休上班）"),
        (date(2025, 12, 31), date(2026, 1, 4), "2025年12月31日（周三）"),
    ],
)
def test_a_near_day_says_that_people_work_on_it(day: date, today: date, words: str) -> None:
    assert dates.near_date(day, today=today, calendar=CALENDAR) == words
