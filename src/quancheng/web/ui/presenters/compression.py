"""Compression in words: the mean of the rates, the sums of each unit, what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from quancheng.clock.engine import Achieved, Compression, Unit, UnitSum
from quancheng.web.ui.presenters import numbers

UNITS = {Unit.WORKING_DAY: "工作日", Unit.NATURAL_DAY: "自然日", Unit.MONTH: "月"}
NONE = "—"


def percent(rate: Fraction | None) -> str:
    """``66.2%``, or a dash where there is nothing to measure."""
    return NONE if rate is None else f"{float(rate * 100):.1f}%"


def sum_words(each: UnitSum) -> str:
    """``工作日 1 204 / 3 512，缩短 65.7%``: taken of what the law allows, in one unit."""
    taken, lawful = numbers.grouped(each.taken), numbers.grouped(each.statutory)
    return f"{UNITS[each.unit]} {taken} / {lawful}，缩短 {percent(each.rate)}"


def promised_note(found: Compression, sums: Iterable[UnitSum]) -> str:
    """How many items the mean rests on, and how many are left out."""
    units = "、".join(f"{UNITS[each.unit]} {each.count} 项" for each in sums)
    left = f"；{found.skipped} 项没有法定期限或单位不同，不参加" if found.skipped else ""
    return f"{units or '没有可比的事项'}{left}"


def achieved_note(found: Achieved) -> str:
    """How many cases the mean rests on, and how many are left out."""
    units = "、".join(f"{UNITS[each.unit]} {numbers.grouped(each.count)} 件" for each in found.sums)
    left = f"；{numbers.grouped(found.skipped)} 件没有法定期限，不参加" if found.skipped else ""
    return f"{units or '还没有办结的件'}{left}"


def held_words(found: Achieved) -> str:
    """``12 天（3 件）``: the days of suspension, which are in no rate."""
    return f"{numbers.grouped(found.suspended)} 天（{found.held} 件）" if found.held else NONE


def month_words(month: date) -> str:
    """``2026年3月``."""
    return f"{month.year}年{month.month}月"
