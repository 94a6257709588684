"""When a limit may be extended: in time, within measure, by the right head (R4, R5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from quancheng.clock.engine.calendar import Calendar
from quancheng.clock.engine.facts import Facts
from quancheng.clock.engine.limits import Approver, Extension, Limit
from quancheng.clock.engine.verdict import deadline
from quancheng.kernel.errors import UnableTo


class UnableToExtend(UnableTo):
    """The limit may not be extended, or not so."""


class UnableToCloseParent(UnableTo):
    """A joint case still waits for one of its parts."""


APPROVER_NAMES = {
    Approver.ORGAN_HEAD: "本行政机关负责人",
    Approver.GOVERNMENT_HEAD: "本级人民政府负责人",
}
"""Who may approve an extension, in the words of 行政许可法 42."""


def _check_measure(*, limit: Limit, rule: Extension, facts: Facts, days: int) -> None:
    """Within the number of units and of times the rule allows."""
    granted = sum(1 for grant in facts.extensions if grant.clock is limit.clock)
    if granted >= rule.times:
        raise UnableToExtend(
            f"这一件已经延长过 {granted} 次，按规定最多延长 {rule.times} 次，"
            "请在现有期限内作出决定。"
        )
    if not 1 <= days <= rule.value:
        raise UnableToExtend(
            f"延长应当在 1 到 {rule.value} 之间（单位同原期限），现在填的是 {days}，请改正。"
        )


def _check_in_time(
    *, limit: Limit, facts: Facts, decided_on: date, told_on: date, calendar: Calendar
) -> None:
    """Decided and told on or before the deadline that stood when it was decided."""
    if told_on < decided_on:
        raise UnableToExtend(f"告知日期 {told_on} 早于延长决定日期 {decided_on}，请改正日期。")
    then = deadline(limit=limit, facts=replace(facts, today=decided_on), calendar=calendar)
    if then.started_on is not None and decided_on < then.started_on:
        raise UnableToExtend(
            f"延长决定日期 {decided_on} 早于期限起算日 {then.started_on}，请改正日期。"
        )
    if then.due is None:
        return
    if decided_on > then.due:
        raise UnableToExtend(
            f"期限已于 {then.due} 届满，期满后不能再延长；请尽快作出决定并说明逾期原因。"
        )
    if told_on > then.due:
        raise UnableToExtend(
            f"延长的决定和理由应当在 {then.due} 期满前告知申请人，请改正告知日期，"
            "或者按原期限作出决定。"
        )


def check_extension(
    *,
    limit: Limit,
    facts: Facts,
    days: int,
    decided_on: date,
    told_on: date,
    approver: Approver,
    calendar: Calendar,
) -> None:
    """Raise ``UnableToExtend`` unless the limit may be extended by ``days`` of its unit.

    Once (or as often as the item's law says), within the measure, approved by the right head,
    decided and told to the applicant on or before the original deadline (行政许可法 42).
    """
    rule = limit.extension
    if rule is None:
        raise UnableToExtend("这个事项的规定里没有延长期限，请在现有期限内作出决定。")
    if facts.started_on(limit.starts) is None:
        raise UnableToExtend("期限还没有开始计算，不需要延长，请先受理。")
    if facts.stopped_on(limit.starts) is not None:
        raise UnableToExtend("这一件已经作出决定或者已经终结，不能再延长期限。")
    _check_measure(limit=limit, rule=rule, facts=facts, days=days)
    if approver is not rule.approved_by:
        raise UnableToExtend(
            f"延长期限应当由{APPROVER_NAMES[rule.approved_by]}批准，请送其批准后再办。"
        )
    _check_in_time(
        limit=limit, facts=facts, decided_on=decided_on, told_on=told_on, calendar=calendar
    )


MOST_NAMED = 6
"""How many open parts a sentence names."""


@dataclass(frozen=True, slots=True)
class ChildState:
    """One part of a joint case: its name, whether it is required, whether it has closed."""

    name: str
    required: bool
    closed: bool


def check_parent_closes(*, children: Iterable[ChildState]) -> None:
    """Raise ``UnableToCloseParent`` while a required part of a joint case is open (R5)."""
    waiting = [child.name for child in children if child.required and not child.closed]
    if waiting:
        more = f"等 {len(waiting)} 件" if len(waiting) > MOST_NAMED else ""
        raise UnableToCloseParent(
            f"联办子件{'、'.join(waiting[:MOST_NAMED])}{more}还没有办结，主件不能先结束。"
            "请等它们办结；不再需要的，先在主件页面写明理由退出联办。"
        )
