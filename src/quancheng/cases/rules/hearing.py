"""The hearing of a case: who may do what, and by which day (行政许可法 第46–48条; pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from quancheng.cases.rules.hearing_fact import DROPPED, ENDED, SCHEDULED, TOLD, HearingFact
from quancheng.clock.engine import Calendar, Unknown
from quancheng.kernel.errors import UnableTo

REQUEST_DAYS: Final = 5
HOLD_DAYS: Final = 20
NOTICE_DAYS: Final = 7
GROUND: Final = "听证"
REQUEST, PUBLIC = "request", "public"
GRANTED, REFUSED = "granted", "refused"
LEAST_SIGNERS: Final = 2
SHORTEST_MINUTES: Final = 10
LONGEST_MINUTES: Final = 20_000
REVIEWS: Final = frozenset({"opinion", "forwarded", "sent_back", "granted", "refused"})
"""Acts by which a person takes part in the review of a case."""


class UnableToHear(UnableTo):
    """The hearing lacks what the law wants, or it is not its time."""


def _known(day: date | Unknown) -> date | None:
    return None if isinstance(day, Unknown) else day


def request_until(*, told_on: date, calendar: Calendar) -> date | None:
    """The last day for asking for a hearing: 5 working days after being told (47)."""
    return _known(calendar.add(told_on, REQUEST_DAYS))


def hold_until(*, requested_on: date, calendar: Calendar) -> date | None:
    """The last day for holding it: 20 working days after the request (47)."""
    return _known(calendar.add(requested_on, HOLD_DAYS))


def earliest_sitting(*, notified_on: date, calendar: Calendar) -> date:
    """The first day for which notice given on ``notified_on`` is early enough (48(1))."""
    day = calendar.add(notified_on, NOTICE_DAYS)
    return day.at_least if isinstance(day, Unknown) else day


def _named(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def check_tell(hearing: HearingFact | None) -> None:
    """Raise :class:`UnableToHear` where the case already has a hearing; it has one at most."""
    if hearing is not None:
        raise UnableToHear("这件已经告知过听证权利或者启动了听证，不用再办一次。")


def check_request(hearing: HearingFact | None, *, by: str, today: date) -> None:
    """Raise :class:`UnableToHear` unless the right was told and the request is in time (47)."""
    if hearing is None or hearing.stage != TOLD:
        raise UnableToHear("这件没有等待申请的听证告知，请刷新页面，看听证办到哪一步。")
    if not by.strip():
        raise UnableToHear("请填写听证申请人的姓名或者单位名称。")
    if hearing.request_by is not None and today > hearing.request_by:
        raise UnableToHear(
            f"听证申请应当在 {_named(hearing.request_by)}前提出（告知后 {REQUEST_DAYS} 个工作日），"
            "现在已经超过期限，不能再受理听证申请，请把情况告知申请人。"
        )


def check_schedule(
    hearing: HearingFact | None,
    *,
    sits_on: date,
    place: str,
    chair_account: int,
    involved: Collection[int],
    today: date,
    calendar: Calendar,
) -> None:
    """Raise :class:`UnableToHear` unless time, place and chair of the sitting keep the law.

    Notice at least 7 working days before (48(1)); on request, held within 20 working days (47);
    the chair, by account, is none of ``involved``, who have reviewed the case (48(3)).
    """
    if hearing is None or not hearing.is_held_open:
        raise UnableToHear("这件没有要举行的听证，请先登记听证申请，或者依职权启动听证。")
    if hearing.waits_for_recusal:
        raise UnableToHear("有一项回避申请还没有决定，请部门负责人先作决定，再发听证通知。")
    if not place.strip():
        raise UnableToHear("请填写举行听证的地点，申请人要按通知到场。")
    first = earliest_sitting(notified_on=today, calendar=calendar)
    if sits_on < first:
        raise UnableToHear(
            f"听证要提前 {NOTICE_DAYS} 个工作日通知，今天通知，最早可以定在 {_named(first)}。"
        )
    if hearing.hold_by is not None and sits_on > hearing.hold_by:
        raise UnableToHear(
            f"听证应当在收到申请后 {HOLD_DAYS} 个工作日内举行，最晚 {_named(hearing.hold_by)}，"
            "请改早一些。"
        )
    if chair_account in involved:
        raise UnableToHear("听证主持人不能是审查过这件的人员，请另选一位没有办过这件的同事。")


def check_recusal(hearing: HearingFact | None, *, by: str) -> None:
    """Raise :class:`UnableToHear` unless there is a chair to be challenged, and by whom is said."""
    if hearing is None or hearing.stage != SCHEDULED or hearing.chair is None:
        raise UnableToHear("听证还没有指定主持人，不需要申请回避，请刷新页面再看。")
    if hearing.waits_for_recusal:
        raise UnableToHear("已经有一项回避申请等部门负责人决定，请先等它的结果。")
    if not by.strip():
        raise UnableToHear("请填写由谁申请回避。")


def check_recusal_decision(
    hearing: HearingFact | None,
    *,
    outcome: str,
    decider_account: int,
    chair_account: int | None,
    names_another: bool = False,
) -> None:
    """Raise :class:`UnableToHear` unless a recusal waits, and the challenged chair is another.

    ``names_another``: the decision names who presides instead, as only a granted one may.
    """
    if hearing is None or not hearing.waits_for_recusal:
        raise UnableToHear("没有等待决定的回避申请，请刷新页面再看。")
    if outcome not in {GRANTED, REFUSED}:
        raise UnableToHear("请选择同意回避或者驳回，再提交。")
    if decider_account == chair_account and outcome == REFUSED:
        raise UnableToHear("被申请回避的主持人是您本人，不能由您驳回；请同意回避，另定主持人。")
    if names_another and outcome == REFUSED:
        raise UnableToHear("驳回回避的，听证仍由原主持人主持，请不要再选新的主持人。")


def read_signers(text: str) -> list[str]:
    """The names in a text, separated by 、 or lines; each once, in their order."""
    names = [name.strip() for name in re.split(r"[、，,；;\n\r]+", text.replace("\x00", ""))]
    return list(dict.fromkeys(name[:40] for name in names if name))


def check_end(
    hearing: HearingFact | None, *, minutes: str, signers: Sequence[str], today: date
) -> None:
    """Raise :class:`UnableToHear` unless it was held and its signed minutes are there (48(5))."""
    if hearing is None or hearing.stage != SCHEDULED or hearing.sits_on is None:
        raise UnableToHear("听证还没有通知时间和地点，请先发听证通知，举行后再录入笔录。")
    if hearing.waits_for_recusal:
        raise UnableToHear("有一项回避申请还没有决定，请部门负责人先作决定。")
    if today < hearing.sits_on:
        raise UnableToHear(f"听证定在 {_named(hearing.sits_on)}举行，请举行以后再录入笔录。")
    if not SHORTEST_MINUTES <= len(minutes) <= LONGEST_MINUTES:
        raise UnableToHear(
            f"听证应当制作笔录，请录入 {SHORTEST_MINUTES} 到 {LONGEST_MINUTES} 个字的笔录要点。"
        )
    if len(signers) < LEAST_SIGNERS:
        raise UnableToHear("笔录要由听证参加人签字，请写出签字人的姓名，申请人一方和主持人都要有。")


def check_drop(hearing: HearingFact | None) -> None:
    """Raise :class:`UnableToHear` unless there is a hearing on request that can be given up."""
    if hearing is None or hearing.stage in {ENDED, DROPPED}:
        raise UnableToHear("没有可以放弃的听证，请刷新页面再看。")
    if hearing.basis == PUBLIC:
        raise UnableToHear("依职权举行的听证涉及公共利益，不能因申请人放弃而取消。")


def check_decidable(hearing: HearingFact | None, *, today: date) -> None:
    """Raise :class:`UnableToHear` while a decision would come before the hearing (47, 48)."""
    if hearing is None or hearing.stage in {ENDED, DROPPED}:
        return
    if hearing.is_held_open:
        raise UnableToHear("听证还没有结束，应当根据听证笔录作决定，请先举行听证并录入笔录。")
    if not hearing.has_lapsed(today=today):
        last = f"（到 {_named(hearing.request_by)}）" if hearing.request_by else ""
        raise UnableToHear(
            f"申请人还在可以申请听证的期限内{last}，请等期满或者申请人放弃后再作决定。"
        )


def involved_accounts(
    *, acted: Iterable[tuple[str, int | None]], holders: Iterable[int]
) -> set[int]:
    """The accounts that took part in the review: who acted (kind, account), who holds a task."""
    reviewed = {account for kind, account in acted if kind in REVIEWS and account is not None}
    return reviewed | set(holders)


def recused_chairs(acted: Iterable[tuple[str, Mapping[str, Any]]]) -> set[int]:
    """The posts whose recusal was granted, from the acts of a hearing in their order.

    Each act is its kind and its data; the chair is the one of the latest notice.
    """
    chair: int | None = None
    recused: set[int] = set()
    for kind, data in acted:
        if kind == "hearing_scheduled":
            chair = data["chair"]
        elif kind == "recusal_decided" and data["outcome"] == GRANTED and chair is not None:
            recused.add(chair)
    return recused
