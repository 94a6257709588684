"""Whether the dates of a case can all be true at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from quancheng.clock.engine.facts import Facts, UnableToKeepFacts

FIRST_YEAR, LAST_YEAR = 2004, 2100
"""Years in which a case can happen: 行政许可法 is in force since 2004."""


def _dates(facts: Facts) -> Iterator[tuple[str, date | None]]:
    """Every date of a case with its name."""
    yield "收件日期", facts.received_on
    yield "受理日期", facts.accepted_on
    yield "材料齐全日期", facts.complete_on
    yield "决定日期", facts.decided_on
    yield "上报日期", facts.forwarded_on
    yield "送达日期", facts.delivered_on
    yield "终结日期", facts.ended_on
    for each in facts.suspensions:
        yield f"“{each.ground}”停止计时的开始日", each.start
        yield f"“{each.ground}”停止计时的结束日", each.end
    for each in facts.corrections:
        yield "告知补正的日期", each.start
        yield "补正完成的日期", each.end
    for grant in facts.extensions:
        yield "批准延期的日期", grant.granted_on


def _orders(facts: Facts) -> Iterator[tuple[str, date | None, str, date | None]]:
    """Pairs of which the first may not come after the second."""
    yield "收件日期", facts.received_on, "受理日期", facts.accepted_on
    yield "收件日期", facts.received_on, "材料齐全日期", facts.complete_on
    yield "受理日期", facts.accepted_on, "决定日期", facts.decided_on
    yield "受理日期", facts.accepted_on, "上报日期", facts.forwarded_on
    yield "决定日期", facts.decided_on, "送达日期", facts.delivered_on
    yield "收件日期", facts.received_on, "终结日期", facts.ended_on
    for each in facts.suspensions:
        name = f"“{each.ground}”停止计时的"
        yield "受理日期", facts.accepted_on, f"{name}开始日", each.start
        yield f"{name}开始日", each.start, "决定日期", facts.decided_on
        yield f"{name}结束日", each.end, "决定日期", facts.decided_on
    for each in facts.corrections:
        yield "收件日期", facts.received_on, "告知补正的日期", each.start
    for grant in facts.extensions:
        yield "受理日期", facts.accepted_on, "批准延期的日期", grant.granted_on
        yield "批准延期的日期", grant.granted_on, "决定日期", facts.decided_on


def _check_presence(facts: Facts) -> None:
    """What presupposes an acceptance or a decision has one."""
    if facts.accepted_on is None and facts.suspensions:
        raise UnableToKeepFacts("还没有受理的件不能停止计时，请先受理。")
    if facts.accepted_on is None and facts.extensions:
        raise UnableToKeepFacts("还没有受理的件不能延长期限，请先受理。")
    if facts.delivered_on is not None and facts.decided_on is None:
        raise UnableToKeepFacts("还没有作出决定的件不能送达，请先作出决定。")
    if facts.decided_on is not None and any(each.end is None for each in facts.suspensions):
        raise UnableToKeepFacts("这一件正停止计时，不能作出决定，请先恢复计时。")


def check_facts(facts: Facts) -> None:
    """Raise ``UnableToKeepFacts`` when the dates of a case contradict each other.

    Nothing happens after ``today``, outside the years 2004 to 2100, or in the wrong order.
    """
    for name, day in _dates(facts):
        if day is None:
            continue
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise UnableToKeepFacts(
                f"{name} {day} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间，请改正。"
            )
        if day > facts.today:
            raise UnableToKeepFacts(f"{name} {day} 晚于今天 {facts.today}，请改正日期。")
    for earlier_name, earlier, later_name, later in _orders(facts):
        if earlier is not None and later is not None and later < earlier:
            raise UnableToKeepFacts(
                f"{later_name} {later} 早于{earlier_name} {earlier}，请改正日期。"
            )
    _check_presence(facts)
