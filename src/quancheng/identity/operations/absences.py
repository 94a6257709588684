"""Entering absences: from the first day on, tasks of the A post also show to its deputies."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from quancheng.identity.models import Absence, Post
from quancheng.identity.queries.posts import UnableToFindPost
from quancheng.identity.rules import Act, Actor, UnableToAct, UnableToEnterAbsence, check_absence
from quancheng.identity.rules.names import clean_text
from quancheng.identity.rules.permissions import check_may
from quancheng.identity.rules.roles import Role
from quancheng.kernel.moments import day_of
from quancheng.ledger.operations import record
from quancheng.regions.rules import county_of

_REASON_LENGTH = 100
_FOR_OTHERS = frozenset({Role.HEAD, Role.APPROVER, Role.ADMINISTRATOR})


def _check_may_enter(actor: Actor, post: Post) -> None:
    own = post.account_id == actor.account_id
    if own:
        return
    if actor.role not in _FOR_OTHERS:
        raise UnableToAct("只能登记本人的请假，为他人登记请联系部门负责人或管理员。")
    check_may(actor, act=Act.ENTER_ABSENCE, region_code=post.region_id, office_id=post.office_id)


def _record(absence: Absence, *, kind: str, actor: Actor, now: datetime, day: date) -> None:
    record(
        region_code=county_of(absence.region_id),
        stream="post",
        subject=absence.post_id,
        kind=kind,
        actor=actor.account_id,
        post=actor.post_id,
        on_behalf_of=actor.on_behalf_of,
        actor_name=actor.name,
        effective_on=day,
        reason=absence.reason,
        data={"from": absence.from_day.isoformat(), "to": absence.to_day.isoformat()},
        now=now,
    )


def enter_absence(
    *, actor: Actor, post_id: int, from_day: date, to_day: date, reason: str, now: datetime
) -> int:
    """Enter the days, both included, on which the holder of an A post is away.

    Everyone enters his own; heads and approvers those of their office, administrators those of
    their county. Answers the id of the absence. Raises ``UnableToFindPost``, ``UnableToAct``,
    ``UnableToEnterAbsence`` (also where the days overlap another absence of the post).
    """
    post = Post.objects.filter(pk=post_id).first()
    if post is None:
        raise UnableToFindPost("没有找到这个岗位，请重新选择。")
    _check_may_enter(actor, post)
    if post.rank != "A":
        raise UnableToEnterAbsence("请假登记在本人的 A 岗上，请选择 A 岗。")
    check_absence(
        from_day=from_day,
        to_day=to_day,
        today=day_of(now),
        valid_from=post.valid_from,
        valid_to=post.valid_to,
    )
    absence = Absence(
        region_id=post.region_id,
        post=post,
        from_day=from_day,
        to_day=to_day,
        entered_by_id=actor.post_id,
        entered_at=now,
        reason=clean_text(reason)[:_REASON_LENGTH],
    )
    try:
        with transaction.atomic():
            absence.save(force_insert=True)
            _record(absence, kind="absence_entered", actor=actor, now=now, day=from_day)
    except IntegrityError:
        raise UnableToEnterAbsence("这几天里已登记过请假，请先结束原来的请假再登记。") from None
    return int(absence.pk)


@transaction.atomic
def end_absence(*, actor: Actor, absence_id: int, last_day: date, now: datetime) -> None:
    """End an absence early: ``last_day`` is its new last day.

    A last day before the first takes the absence back. Raises ``UnableToEnterAbsence``,
    ``UnableToAct``.
    """
    absence = (
        Absence.objects.select_for_update(of=("self",))
        .select_related("post")
        .filter(pk=absence_id)
        .first()
    )
    if absence is None or absence.to_day < day_of(now):
        raise UnableToEnterAbsence("这段请假已经结束或不存在，不需要再次结束。")
    _check_may_enter(actor, absence.post)
    if last_day > absence.to_day:
        raise UnableToEnterAbsence("新的结束日期晚于原来的结束日期，延长请假请另行登记。")
    if last_day < day_of(now) - timedelta(days=1):
        raise UnableToEnterAbsence("已经过去的请假日期不能改，请把结束日期选在昨天或以后。")
    if last_day < absence.from_day:
        _record(absence, kind="absence_taken_back", actor=actor, now=now, day=absence.from_day)
        absence.delete()
        return
    absence.to_day = last_day
    absence.save(update_fields=["to_day"])
    _record(absence, kind="absence_ended", actor=actor, now=now, day=last_day)
