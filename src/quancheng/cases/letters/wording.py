"""Dates and lengths of time in the words of a letter."""

from __future__ import annotations

from datetime import date, datetime

from quancheng.kernel.moments import SHANGHAI

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
UNITS = {"working_day": "个工作日", "natural_day": "日", "month": "个月"}


def long_date(day: date) -> str:
    """``2026年3月19日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """``周四``."""
    return WEEKDAYS[day.weekday()]


def in_words(day: date, *, note: str = "") -> dict[str, str]:
    """``day`` in the spellings a letter needs.

    ``long`` 2026年3月19日 · ``full`` with the weekday · ``short`` without the year ·
    ``day`` 03-19 · ``week`` 周四 · ``iso`` 2026-03-19. ``note`` follows the weekday.
    """
    week = f"（{weekday(day)}，{note}）" if note else f"（{weekday(day)}）"
    return {
        "iso": day.isoformat(),
        "long": long_date(day),
        "full": f"{long_date(day)}{week}",
        "short": f"{day.month}月{day.day}日{week}",
        "day": f"{day:%m-%d}",
        "week": weekday(day),
    }


def moment_in_words(moment: datetime) -> dict[str, str]:
    """A moment in Shanghai, as ``in_words`` with ``clock`` 10:12 added.

    Raises ``ValueError`` for a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment on a letter must carry its time zone")
    local = moment.astimezone(SHANGHAI)
    return in_words(local.date()) | {"clock": f"{local:%H:%M}"}


def length(value: int, *, unit: str) -> str:
    """``10 个工作日``, ``60 日``, ``3 个月`` or ``当场``."""
    if unit == "instant":
        return "当场"
    return f"{value} {UNITS[unit]}"
