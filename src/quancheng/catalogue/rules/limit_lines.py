"""Every limit of an item in words: how long, from which event, counted how, on what basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from quancheng.catalogue.rules.vocabulary import APPROVERS
from quancheng.catalogue.rules.wording import STARTS
from quancheng.clock.engine import CaseLimits, Limit, StartsOn, Unit
from quancheng.clock.rules import delivery_limit

OWN_PROMISE: Final = "本中心公开承诺"
NO_LIMIT: Final = "法律没有规定期限"
_UNITS: Final[Mapping[Unit, str]] = {
    Unit.WORKING_DAY: "个工作日",
    Unit.NATURAL_DAY: "日",
    Unit.MONTH: "个月",
}
COUNTING: Final[Mapping[Unit, str]] = {
    Unit.WORKING_DAY: "按工作日计，休息日、节假日不算",
    Unit.NATURAL_DAY: "按自然日计，休息日也算；最后一天休息的，顺延到下一个工作日",
    Unit.MONTH: "按月计，到相应的一天；那天休息的，顺延到下一个工作日",
    Unit.INSTANT: "材料齐全、符合条件的当场办结",
}
_STARTS: Final[Mapping[str, str]] = {**STARTS, "decided": "作出决定"}


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit: its name, how long it is, what starts it, how days are counted, its basis."""

    name: str
    length: str
    starts: str
    counting: str
    basis: str


def limit_lines(limits: CaseLimits) -> tuple[LimitLine, ...]:
    """The promised and the statutory limit, and what the law sets around them.

    Extension (行政许可法 42), correction window (32) and delivery (44) follow the two.
    """
    return (
        *_promised(limits.promised),
        *_statutory(limits.statutory),
        *_around(limits.statutory or limits.promised),
        _line("送达结果", delivery_limit()),
    )


def start_words(starts: StartsOn) -> str:
    """``从受理的第二天起算``: the day of the event itself is not counted (民法典 201)."""
    return f"从{_STARTS[starts]}的第二天起算"


def _line(name: str, limit: Limit, *, basis: str = "") -> LimitLine:
    instant = limit.unit is Unit.INSTANT
    return LimitLine(
        name=name,
        length="当场办结" if instant else f"{limit.value} {_UNITS[limit.unit]}",
        starts=f"{_STARTS[limit.starts]}时" if instant else start_words(limit.starts),
        counting=COUNTING[limit.unit],
        basis=basis or limit.basis,
    )


def _promised(limit: Limit | None) -> Iterator[LimitLine]:
    if limit is not None:
        yield _line("承诺时限", limit, basis=OWN_PROMISE)


def _statutory(limit: Limit | None) -> Iterator[LimitLine]:
    if limit is None:
        yield LimitLine("法定时限", NO_LIMIT, "—", "—", "—")
        return
    basis = limit.basis
    if limit.text_date is not None:
        basis += f"（{limit.text_date.year}年{limit.text_date.month}月{limit.text_date.day}日文本）"
    yield _line("法定时限", limit, basis=basis)


def _around(limit: Limit | None) -> Iterator[LimitLine]:
    if limit is None:
        return
    if limit.extension is not None:
        grant = limit.extension
        yield LimitLine(
            "可以延长",
            f"{grant.value} {_UNITS[limit.unit]}",
            f"接着原时限，最多 {grant.times} 次，{APPROVERS[grant.approved_by]}批准",
            COUNTING[limit.unit],
            grant.basis,
        )
    if limit.correction is not None:
        window = limit.correction
        length = f"{window.value} {_UNITS[window.unit]}内" if window.value else "当场"
        then = "，逾期不告知就算受理" if window.silence_accepts else ""
        yield LimitLine(
            "告知补正",
            f"{length}一次告知",
            "收到申请时" if not window.value else start_words(StartsOn.RECEIVED),
            f"{COUNTING[window.unit] if window.value else '当场说清要补什么'}{then}",
            window.basis,
        )
