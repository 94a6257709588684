"""When the clock may stand still, and when it runs again (R9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from quancheng.clock.engine.facts import Facts
from quancheng.clock.engine.limits import Limit
from quancheng.kernel.errors import UnableTo


class UnableToSuspend(UnableTo):
    """The clock may not be stopped, or not so."""


class UnableToResume(UnableTo):
    """The clock may not be started again, or not so."""


SUSPENSION_GROUNDS = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")
"""The closed list of 行政许可法 45."""


def grounds_of(limit: Limit) -> tuple[str, ...]:
    """The grounds that may suspend a limit: the closed list, then those of a special law."""
    special = sorted(limit.special_grounds.difference(SUSPENSION_GROUNDS))
    return (*SUSPENSION_GROUNDS, *special)


def is_ground(*, limit: Limit, ground: str) -> bool:
    """Whether the law lets ``ground`` suspend the limit."""
    return ground in SUSPENSION_GROUNDS or ground in limit.special_grounds


def most_days(*, ground: str, procedures: Iterable[tuple[str, int]]) -> int | None:
    """How many working days the item allows for a procedure on ``ground``.

    ``procedures`` are the item's special procedures, each a name and its longest time. A name
    stands for the grounds it has in it (检验检测 for 检验 and for 检测). ``None`` where the item
    says nothing of it.
    """
    found = [days for name, days in procedures if days and (ground in name or name in ground)]
    return max(found, default=None)


def _check_running(*, limit: Limit, facts: Facts, start: date) -> None:
    """The limit runs on ``start``, and ``start`` is not ahead of today."""
    began = facts.started_on(limit.starts)
    if began is None:
        raise UnableToSuspend("期限还没有开始计算，不能停止计时，请先受理。")
    if facts.stopped_on(limit.starts) is not None:
        raise UnableToSuspend("这一件已经作出决定或者已经终结，不能再停止计时。")
    if start < began:
        raise UnableToSuspend(f"停止计时的开始日 {start} 早于期限起算日 {began}，请改正日期。")
    if start > facts.today:
        raise UnableToSuspend(f"停止计时的开始日 {start} 还没有到，请在当天办理。")


def check_suspension(
    *,
    limit: Limit,
    facts: Facts,
    ground: str,
    start: date,
    document: str,
    expected_days: int,
) -> None:
    """Raise ``UnableToSuspend`` unless the clock may be stopped (行政许可法 45).

    Only on a ground of the closed list or of the item's special law, with a written notice
    (``document`` is its number) that tells the applicant the expected number of days.
    """
    if not is_ground(limit=limit, ground=ground):
        raise UnableToSuspend(
            f"“{ground}”不能停止计时；可以停止计时的只有{'、'.join(grounds_of(limit))}，"
            "请改选，或者在期限内办理。"
        )
    _check_running(limit=limit, facts=facts, start=start)
    if not document.strip():
        raise UnableToSuspend("停止计时应当书面告知申请人，请先填写告知书文号。")
    if expected_days < 1:
        raise UnableToSuspend("停止计时应当告知申请人预计所需天数，请填写大于零的天数。")
    if any(each.end is None and each.ground == ground for each in facts.suspensions):
        raise UnableToSuspend(f"这一件正因“{ground}”停止计时，不需要再办一次。")


def check_resumption(*, facts: Facts, end: date) -> None:
    """Raise ``UnableToResume`` unless an open suspension may end on ``end``."""
    waiting = [each for each in facts.suspensions if each.end is None]
    if not waiting:
        raise UnableToResume("这一件没有停止计时，不需要恢复，请刷新页面看最新状态。")
    first = min(each.start for each in waiting)
    if end < first:
        raise UnableToResume(f"恢复计时的日期 {end} 早于停止计时的开始日 {first}，请改正日期。")
    if end > facts.today:
        raise UnableToResume(f"恢复计时的日期 {end} 还没有到，请在当天办理。")
