"""Appointing people to posts and ending their term."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from quancheng.identity.models import Account, Office, Post
from quancheng.identity.queries.posts import UnableToFindPost
from quancheng.identity.rules import Act, Actor, Rank, Role, UnableToAppoint, check_appointment
from quancheng.identity.rules.appointments import check_term
from quancheng.identity.rules.permissions import check_may
from quancheng.ledger.operations import record
from quancheng.regions.rules import county_of

STREAM = "post"
_HELD_ALREADY = "该人员在同一时期已有这个岗位，不需要重复设置。"


def _checked_account(account_id: int) -> None:
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        raise UnableToAppoint("没有这个账号或账号已停用，请先登记账号。")


def _checked_office(office_id: int | None, *, region_code: str) -> None:
    if office_id is None:
        return
    if not Office.objects.filter(pk=office_id, region_id=county_of(region_code)).exists():
        raise UnableToAppoint("所选部门不在这个县，请重新选择部门。")


def _checked_principal(post: Post) -> None:
    if post.stands_in_for_id is None:
        return
    principal = Post.objects.filter(pk=post.stands_in_for_id, rank="A").first()
    if principal is None:
        raise UnableToAppoint("被替代的 A 岗不存在，请重新选择。")
    if principal.account_id == post.account_id:
        raise UnableToAppoint("一个人不能替代自己，请另选代班人员。")
    parts = ("region_id", "office_id", "role", "counter")
    if any(getattr(post, part) != getattr(principal, part) for part in parts):
        raise UnableToAppoint("B 岗的部门、职责和窗口必须与被替代的 A 岗一致，请重新选择。")


def _checked_free(post: Post) -> None:
    same = Post.objects.filter(
        account_id=post.account_id,
        region_id=post.region_id,
        office=post.office_id,
        role=post.role,
        counter=post.counter,
        rank=post.rank,
        stands_in_for_id=post.stands_in_for_id,
    )
    if same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=post.valid_from)).exists():
        raise UnableToAppoint(_HELD_ALREADY)


def _record(
    post: Post, *, kind: str, actor: Actor | None, now: datetime, day: date, data: dict[str, Any]
) -> None:
    record(
        region_code=county_of(post.region_id),
        stream=STREAM,
        subject=post.pk,
        kind=kind,
        actor=actor.account_id if actor else None,
        post=actor.post_id if actor else None,
        on_behalf_of=actor.on_behalf_of if actor else None,
        actor_name=actor.name if actor else "",
        effective_on=day,
        data=data,
        now=now,
    )


def _save(post: Post, *, actor: Actor | None, now: datetime) -> None:
    data = {"account": post.account_id, "role": post.role, "office": post.office_id,
            "counter": post.counter, "rank": post.rank,
            "stands_in_for": post.stands_in_for_id}  # fmt: skip
    try:
        with transaction.atomic():
            post.save(force_insert=True)
            _record(post, kind="appointed", actor=actor, now=now, day=post.valid_from, data=data)
    except IntegrityError:
        raise UnableToAppoint(_HELD_ALREADY) from None


def appoint(
    *,
    actor: Actor | None,
    account_id: int,
    region_code: str,
    role: Role,
    valid_from: date,
    now: datetime,
    office_id: int | None = None,
    counter: str = "",
    rank: Rank = "A",
    stands_in_for: int | None = None,
) -> int:
    """Appoint an account to a post from a day on; answers the id of the post.

    ``actor`` is the administrator, ``None`` for the command line. A B post names the A post it
    deputises and has its region, office, role and counter. Raises ``UnableToAppoint``,
    ``UnableToAct``.
    """
    if actor is not None:
        check_may(actor, act=Act.APPOINT, region_code=region_code)
    check_appointment(
        role=role,
        region_code=region_code,
        office_id=office_id,
        counter=counter,
        rank=rank,
        stands_in_for=stands_in_for,
    )
    post = Post(
        account_id=account_id,
        region_id=region_code,
        office_id=office_id,
        role=role.value,
        counter=counter,
        rank=rank,
        stands_in_for_id=stands_in_for,
        valid_from=valid_from,
    )
    _checked_account(account_id)
    _checked_office(office_id, region_code=region_code)
    _checked_principal(post)
    _checked_free(post)
    _save(post, actor=actor, now=now)
    return int(post.pk)


@transaction.atomic
def end_post(*, actor: Actor | None, post_id: int, last_day: date, now: datetime) -> None:
    """End the term of a post: ``last_day`` is the last day on which it can be acted in.

    Its tasks stay with it until its deputy or a successor takes them. Raises
    ``UnableToFindPost``, ``UnableToAppoint``, ``UnableToAct``.
    """
    post = Post.objects.select_for_update().filter(pk=post_id).first()
    if post is None:
        raise UnableToFindPost("没有找到这个岗位，请返回人员列表重新选择。")
    if actor is not None:
        check_may(actor, act=Act.APPOINT, region_code=post.region_id)
    check_term(valid_from=post.valid_from, last_day=last_day)
    if post.valid_to is not None and post.valid_to <= last_day:
        raise UnableToAppoint(f"这个岗位的任职已于 {post.valid_to:%Y-%m-%d} 结束，不需要再次结束。")
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    _record(post, kind="post_ended", actor=actor, now=now, day=last_day, data={})
