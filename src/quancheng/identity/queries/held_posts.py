"""The posts that are held on a day: read on every request of a desk, so the SQL is written out.

The ORM needs thirty times as long to compose this statement as the database to answer it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from quancheng.identity.queries.actors import UnableToActInPost
from quancheng.identity.queries.posts import PostView, label_of
from quancheng.identity.rules import Actor, Role

_AWAY = (
    "EXISTS (SELECT 1 FROM identity_absence away WHERE away.post_id = {post}.id"
    " AND %(today)s BETWEEN away.from_day AND away.to_day)"
)
_HELD = f"""
    SELECT p.id, p.account_id, a.name, a.username, p.role, p.region_id, r.name, p.office_id,
        o.short_name, p.counter, p.rank, p.stands_in_for_id, principal_holder.name,
        p.valid_from, p.valid_to, {_AWAY.format(post="p")},
        principal.id IS NULL OR coalesce(principal.valid_to < %(today)s, false)
            OR {_AWAY.format(post="principal")}
    FROM identity_post p
    JOIN identity_account a ON a.id = p.account_id AND a.is_active
    JOIN regions_region r ON r.code = p.region_id
    LEFT JOIN identity_office o ON o.id = p.office_id
    LEFT JOIN identity_post principal ON principal.id = p.stands_in_for_id
    LEFT JOIN identity_account principal_holder ON principal_holder.id = principal.account_id
    WHERE p.valid_from <= %(today)s AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
"""  # noqa: S608 - only constants of this file are put in
_OF = f"{_HELD} AND p.account_id = %(account)s ORDER BY p.rank, p.id"
_IN = f"""{_HELD} AND p.region_id = %(region)s AND p.role = %(role)s AND p.rank = 'A'
      AND (%(office)s::bigint IS NULL OR p.office_id = %(office)s)
      AND (%(counter)s::text = '' OR p.counter = %(counter)s)
    ORDER BY p.id"""


def _views(sql: str, params: dict[str, Any]) -> tuple[PostView, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return tuple(_view(row) for row in cursor.fetchall())


def _view(row: tuple[Any, ...]) -> PostView:
    (
        post, account, name, username, role, region, region_name, office, office_name, counter,
        rank, principal, principal_name, valid_from, valid_to, absent, usable,
    ) = row  # fmt: skip
    return PostView(
        id=post,
        account_id=account,
        name=name,
        username=username,
        role=Role(role),
        region_code=region,
        region_name=region_name,
        office_id=office,
        office_name=office_name or "",
        counter=counter,
        rank=rank,
        stands_in_for=principal,
        stands_in_for_name=principal_name or "",
        valid_from=valid_from,
        valid_to=valid_to,
        absent=absent,
        usable=usable,
        label=label_of(place=office_name or region_name, role=Role(role), counter=counter),
    )


def posts_of(*, account_id: int, today: date) -> tuple[PostView, ...]:
    """The posts an account holds on a day, A posts first; one query."""
    return _views(_OF, {"account": account_id, "today": today})


def posts_in(
    *,
    region_code: str,
    role: Role,
    today: date,
    office_id: int | None = None,
    counter: str = "",
) -> tuple[PostView, ...]:
    """The A posts of a role in exactly this region, office and counter: who could do this.

    ``office_id`` ``None`` and an empty ``counter`` do not narrow.
    """
    given = {"region": region_code, "role": role.value, "office": office_id, "counter": counter}
    return _views(_IN, given | {"today": today})


def actor_among(*, posts: Sequence[PostView], post_id: int) -> Actor:
    """The actor in one of the ``posts`` that :func:`posts_of` has read for an account; no query.

    The same as ``actor_for``: a B post can be used while its A post is absent or vacant, and a
    person in his own A post covers the colleagues for whom he has a B post of the same role at
    the same office and counter. Raises :class:`UnableToActInPost`.
    """
    post = next((each for each in posts if each.id == post_id and each.usable), None)
    if post is None:
        raise UnableToActInPost("您今天没有这个岗位，或者任职已结束，请切换岗位或联系管理员。")
    seat = (post.role, post.region_code, post.counter, post.office_id)
    covers = sorted(
        each.stands_in_for
        for each in posts
        if each.stands_in_for is not None
        and each.usable
        and (each.role, each.region_code, each.counter, each.office_id) == seat
    )
    principal = post.stands_in_for
    return Actor(
        account_id=post.account_id,
        post_id=post.id,
        name=post.name,
        role=post.role,
        region_code=post.region_code,
        office_id=post.office_id,
        counter=post.counter,
        rank="B" if post.rank == "B" else "A",
        on_behalf_of=principal,
        covers=tuple(covers) if principal is None else (principal,),
    )
