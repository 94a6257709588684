"""From an account and a post to the actor and his scope."""

from __future__ import annotations

from datetime import date

from django.db import connection

from quancheng.identity.rules import Actor, Role, Scope
from quancheng.identity.rules.roles import OFFICE_ROLES
from quancheng.kernel.errors import UnableToPermit
from quancheng.regions import queries as regions

# A post is vacant once its last day is over; then too its deputy stands in.
_AWAY = """
    (EXISTS (SELECT 1 FROM identity_absence away WHERE away.post_id = {post}.id
        AND %(today)s BETWEEN away.from_day AND away.to_day)
     OR coalesce({post}.valid_to < %(today)s, false))
"""
_HELD = """
    {post}.valid_from <= %(today)s AND ({post}.valid_to IS NULL OR {post}.valid_to >= %(today)s)
"""
_ACTOR = f"""
    SELECT p.id, p.role, p.region_id, p.office_id, p.counter, p.rank, p.stands_in_for_id, a.name,
        (p.rank = 'A' OR {_AWAY.format(post="principal")}) AS usable,
        ARRAY(SELECT b.stands_in_for_id FROM identity_post b
            JOIN identity_post absent ON absent.id = b.stands_in_for_id
            WHERE b.account_id = p.account_id AND b.rank = 'B' AND b.role = p.role
              AND b.region_id = p.region_id AND b.counter = p.counter
              AND b.office_id IS NOT DISTINCT FROM p.office_id
              AND {_HELD.format(post="b")} AND {_AWAY.format(post="absent")}
            ORDER BY b.stands_in_for_id) AS covers
    FROM identity_post p
    JOIN identity_account a ON a.id = p.account_id AND a.is_active
    LEFT JOIN identity_post principal ON principal.id = p.stands_in_for_id
    WHERE p.account_id = %(account)s AND {_HELD.format(post="p")}
      AND (%(post)s::bigint IS NULL OR p.id = %(post)s)
    ORDER BY usable DESC, p.rank, p.id LIMIT 1
"""  # noqa: S608 - only constants of this file are put in


class UnableToActInPost(UnableToPermit):
    """The account does not hold the post today, or the post stands in for nobody today."""


def actor_for(*, account_id: int, post_id: int | None, today: date) -> Actor:
    """The actor for an account in a post on a day; one query.

    ``post_id`` ``None`` takes the first post that can be used today, A posts first. A B post
    can be used while the holder of its A post is absent, or the A post is vacant. A person in
    his own A post covers the absent colleagues for whom he has a B post of the same role at
    the same office and counter. Raises :class:`UnableToActInPost`.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, {"account": account_id, "post": post_id, "today": today})
        row = cursor.fetchone()
    if row is None:
        raise UnableToActInPost("您今天没有这个岗位，或者任职已结束，请切换岗位或联系管理员。")
    post, role, region_code, office_id, counter, rank, principal, name, usable, covers = row
    if not usable:
        raise UnableToActInPost("A 岗人员今天在岗，不需要代班，请切换到您自己的岗位。")
    return Actor(
        account_id=account_id,
        post_id=post,
        name=name,
        role=Role(role),
        region_code=region_code,
        office_id=office_id,
        counter=counter,
        rank=rank,
        on_behalf_of=principal,
        covers=tuple(covers) if principal is None else (principal,),
    )


def scope_of(actor: Actor) -> Scope:
    """What this actor may read; asks the database only for a city viewer's counties."""
    if actor.role is Role.CITY_VIEWER:
        counties = tuple(county.code for county in regions.counties_of(actor.region_code))
        return Scope(role=actor.role, counties=counties, posts=actor.posts, may_write=False)
    bound_to_office = actor.role in OFFICE_ROLES and actor.office_id is not None
    return Scope(
        role=actor.role,
        counties=(actor.county,),
        town=actor.town,
        offices=(actor.office_id,) if bound_to_office and actor.office_id is not None else None,
        counter=actor.counter,
        posts=actor.posts,
    )
