"""Dates and moments in Chinese: ``2026年3月19日（周四）``, ``2月28日（周六，调休上班）``, ``10:24``.

A day is a :class:`datetime.date` in Asia/Shanghai; an aware moment is brought to Shanghai first.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from quancheng.clock.engine import Calendar, DayKind
from quancheng.kernel.moments import SHANGHAI, day_of

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MAKEUP_WORDS = "调休上班"


def _day(value: date) -> date:
    return day_of(value) if isinstance(value, datetime) else value


def is_makeup(day: date, *, calendar: Calendar) -> bool:
    """Whether ``day`` is a weekend day on which people work by notice of the State Council."""
    return calendar.kind(_day(day)) is DayKind.MAKEUP


def weekday(day: date) -> str:
    """``周四``."""
    return WEEKDAYS[_day(day).weekday()]


def day_month(day: date) -> str:
    """``3月19日``."""
    day = _day(day)
    return f"{day.month}月{day.day}日"


def full_day(day: date) -> str:
    """``2026年3月19日``, as letters write it."""
    return f"{_day(day).year}年{day_month(day)}"


def _weekday(day: date, *, makeup: bool) -> str:
    return f"{weekday(day)}，{MAKEUP_WORDS}" if makeup else weekday(day)


def _in_brackets(day: date, *, makeup: bool) -> str:
    return f"（{_weekday(day, makeup=makeup)}）"


def cn_date(day: date, *, makeup: bool = False, calendar: Calendar | None = None) -> str:
    """``2026年3月19日（周四）``; says 调休上班 for a make-up day (told, or read from ``calendar``)."""
    known = makeup or (calendar is not None and is_makeup(day, calendar=calendar))
    return full_day(day) + _in_brackets(day, makeup=known)


def short_date(day: date, *, makeup: bool = False, calendar: Calendar | None = None) -> str:
    """``2月28日（周六，调休上班）``: as :func:`cn_date` without the year."""
    known = makeup or (calendar is not None and is_makeup(day, calendar=calendar))
    return day_month(day) + _in_brackets(day, makeup=known)


def near_date(day: date, *, today: date, calendar: Calendar | None = None) -> str:
    """``今天（2月24日，周二）`` or ``明天…``; the year only when it is another one.

    Says 调休上班 for a make-up day where there is a ``calendar`` to read it from.
    """
    day = _day(day)
    names = {0: "今天", 1: "明天", -1: "昨天"}
    if name := names.get((day - today).days):
        makeup = calendar is not None and is_makeup(day, calendar=calendar)
        return f"{name}（{day_month(day)}，{_weekday(day, makeup=makeup)}）"
    if day.year != today.year:
        return cn_date(day, calendar=calendar)
    return short_date(day, calendar=calendar)


def clock_time(moment: datetime) -> str:
    """``10:24`` in Shanghai."""
    return moment.astimezone(SHANGHAI).strftime("%H:%M")


def moment(value: datetime, *, calendar: Calendar | None = None) -> str:
    """``2026年2月24日（周二）10:24``."""
    return cn_date(value, calendar=calendar) + clock_time(value)


def short_moment(value: datetime, *, calendar: Calendar | None = None) -> str:
    """``2月24日（周二）10:24``."""
    return short_date(value, calendar=calendar) + clock_time(value)


def workdays_left(days: int) -> str:
    """``还剩 4 个工作日``, ``今天到期``, ``超 1 个工作日``; ``days`` may be negative."""
    if days == 0:
        return "今天到期"
    return f"还剩 {days} 个工作日" if days > 0 else f"超 {-days} 个工作日"


def period(first: date, last: date) -> str:
    """``2月3日—12日``: the month once when it is the same."""
    first, last = _day(first), _day(last)
    if first == last:
        return day_month(first)
    tail = (
        f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else day_month(last)
    )
    return f"{day_month(first)}—{tail}"


def ago(value: datetime, *, now: datetime) -> str:
    """``刚刚``, ``8 分钟前``, ``3 小时前``, else the short moment."""
    passed = now - value
    if passed < timedelta(minutes=1):
        return "刚刚"
    if passed < timedelta(hours=1):
        return f"{int(passed.total_seconds() // 60)} 分钟前"
    if day_of(value) == day_of(now):
        return f"{int(passed.total_seconds() // 3600)} 小时前"
    return short_moment(value)


def elapsed(seconds: int) -> str:
    """``01:12``: minutes and seconds of a stopwatch."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
