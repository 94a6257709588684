"""How long a result is valid: computed from its item, or named by its decision (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from quancheng.kernel.errors import UnableTo

LONGEST_YEARS = 100
_LENGTH = re.compile(r"(\d{1,3})(年|个月|天|日)")
_AT_MOST = "不超过"
_ENDLESS = re.compile(
    r"无?|(长期|永久)(有效)?(（.*）)?|一次性?(使用|有效)?|当次有效|一案一援|动态管理"
)


class UnableToDateResult(UnableTo):
    """The last day of the result is not said, or cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What a decision says of the validity: its last day, or (长期) that it has none."""

    until: date | None = None
    endless: bool = False


def valid_until(*, begins: date, validity: str) -> date | None:
    """The last day of a result that is valid for ``validity`` from ``begins`` on.

    Reads one plain length, as 5年, 12个月, 40天, and 当年有效. ``None`` for what has no end (长期)
    or an end that only the decision itself can name (按批准期限, 6年、10年或者长期).
    """
    text = validity.replace(" ", "").removesuffix("内")
    if text == "当年有效":
        return date(begins.year, 12, 31)
    found = _LENGTH.fullmatch(text)
    if found is None:
        return None
    count, unit = int(found.group(1)), found.group(2)
    if not count:
        return None
    if unit in {"天", "日"}:
        return begins + timedelta(days=count - 1)
    return months_later(begins, count * 12 if unit == "年" else count) - timedelta(days=1)


def has_end(validity: str) -> bool:
    """Whether a result of this validity ends one day, computed or named by its decision.

    Not so what is valid for good (长期, 无), used up at once (一次性), or under review (动态管理).
    """
    return _ENDLESS.fullmatch(validity.replace(" ", "")) is None


def months_later(day: date, months: int) -> date:
    """The corresponding day some months later (or before), else the day after that month."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return date(day.year + years, month + 2, 1)


def names_end(validity: str) -> bool:
    """Whether only the decision itself can say how long the result is valid."""
    return has_end(validity) and valid_until(begins=date(2000, 1, 1), validity=validity) is None


def endless_words(validity: str) -> str:
    """How a result without a last day says so: 长期, or the event that ends it, as 至抵押解除."""
    return validity if validity.startswith(("至", "与")) else "长期"


def latest_end(*, begins: date, validity: str) -> date | None:
    """The last day that an item allows where it says a most (不超过3年), else ``None``."""
    if not validity.startswith(_AT_MOST):
        return None
    return valid_until(begins=begins, validity=validity.removeprefix(_AT_MOST))


def named_end(*, validity: str, term: Term | None, decided_on: date) -> date | None:
    """The last day that the decision names, ``None`` for one that is valid for good.

    Raises :class:`UnableToDateResult` unless exactly one of both is said, and the day comes
    after the day of the decision and not after the most that the item allows.
    """
    if term is None or (term.until is None and not term.endless):
        raise UnableToDateResult(
            f"这个事项的有效期是“{validity}”，系统算不出哪天到期，"
            "请填写有效期至哪一天，或者勾选长期有效。"
        )
    if term.until is not None and term.endless:
        raise UnableToDateResult("有效期至和长期有效只能选一项，请去掉一项。")
    if term.until is not None and term.until <= decided_on:
        named = f"{decided_on.year}年{decided_on.month}月{decided_on.day}日"
        raise UnableToDateResult(f"有效期至应当在决定日（{named}）以后，请核对日期。")
    latest = latest_end(begins=decided_on, validity=validity)
    if latest is not None and (term.until is None or term.until > latest):
        named = f"{latest.year}年{latest.month}月{latest.day}日"
        raise UnableToDateResult(
            f"这个事项的有效期{validity}，最迟到{named}，请填写不晚于这一天的日期。"
        )
    if term.until is not None and term.until.year > decided_on.year + LONGEST_YEARS:
        raise UnableToDateResult("有效期超过一百年，请核对年份；没有终止日的请勾选长期有效。")
    return term.until
