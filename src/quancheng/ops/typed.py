"""What people type on the command line: days, periods and counts, each refused with a sentence."""

from __future__ import annotations

import re
from datetime import date

from quancheng.clock.engine import Unit
from quancheng.clock.rules import FIRST_YEAR, LAST_YEAR
from quancheng.kernel.errors import UnableTo

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_UNITS = {
    "working_day": Unit.WORKING_DAY,
    "natural_day": Unit.NATURAL_DAY,
    "month": Unit.MONTH,
}


class UnableToReadTyped(UnableTo):
    """A word on the command line is not what its place asks for."""


def day(text: str, *, option: str) -> date:
    """A day of the calendar between 2004 and 2100, as 2026-03-19.

    Raises ``UnableToReadTyped``, for 31 February as well.
    """
    found = _DAY.fullmatch(text.strip())
    try:
        year, month, number = (int(part) for part in found.groups()) if found else (0, 0, 0)
        typed = date(year, month, number)
    except ValueError:
        raise UnableToReadTyped(
            f"{option} 的“{text[:20]}”不是日历上有的日子，请写成 2026-03-19 的样子。"
        ) from None
    if not FIRST_YEAR <= typed.year <= LAST_YEAR:
        raise UnableToReadTyped(
            f"{option} 的 {typed} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间，请改正。"
        )
    return typed


def period(first: str, last: str, *, options: tuple[str, str]) -> tuple[date, date]:
    """Two days, the second not before the first; raises ``UnableToReadTyped``."""
    begin, end = day(first, option=options[0]), day(last, option=options[1])
    if end < begin:
        raise UnableToReadTyped(f"结束日 {end} 早于开始日 {begin}，请改正日期。")
    return begin, end


def suspension(text: str) -> tuple[date, date]:
    """A suspension as 2026-03-10:2026-03-24: from the day it was told to the day it ended.

    Raises ``UnableToReadTyped``.
    """
    first, colon, last = text.partition(":")
    if not colon:
        raise UnableToReadTyped(
            f"--suspend 的“{text[:40]}”看不懂，请写成 2026-03-10:2026-03-24 的样子。"
        )
    return period(first, last, options=("--suspend", "--suspend"))


def count(text: str, *, option: str) -> int:
    """A whole number above zero; raises ``UnableToReadTyped``."""
    try:
        typed = int(text)
    except ValueError:
        typed = 0
    if typed < 1:
        raise UnableToReadTyped(f"{option} 应当是大于零的整数，现在是“{text[:20]}”，请改正。")
    return typed


def unit(text: str) -> Unit:
    """A unit of a limit that is counted; raises ``UnableToReadTyped``."""
    found = _UNITS.get(text.strip().lower())
    if found is None:
        raise UnableToReadTyped(
            f"--unit 的“{text[:20]}”不是时限单位，"
            "请写 working_day（工作日）、natural_day（自然日）或者 month（月）。"
        )
    return found
