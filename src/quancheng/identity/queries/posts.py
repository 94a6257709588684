"""Reading posts and who holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from quancheng.identity.models import Absence, Post
from quancheng.identity.rules import Role, Scope
from quancheng.kernel.errors import UnableToFind

_NAMES = """
    SELECT p.id, p.account_id, a.name, p.role, coalesce(o.short_name, r.name), p.counter
    FROM identity_post p
    JOIN identity_account a ON a.id = p.account_id
    JOIN regions_region r ON r.code = p.region_id
    LEFT JOIN identity_office o ON o.id = p.office_id
    WHERE p.id = ANY(%s) ORDER BY p.id
"""


class UnableToFindPost(UnableToFind):
    """A post that does not exist, or is outside what the reader may see."""


def label_of(*, place: str, role: Role, counter: str) -> str:
    """``市场监管局 · 审查``, ``紫阳县 · 窗口 W06``: how a post is called on the screens."""
    return f"{place} · {role.label} {counter}".rstrip()


def _label(post: Post) -> str:
    place = post.office.short_name if post.office else post.region.name
    return label_of(place=place, role=Role(post.role), counter=post.counter)


@dataclass(frozen=True, slots=True)
class PostView:
    """A post with its holder.

    ``absent``: the holder is away on the day of the reading. ``usable``: an A post, or a B post
    whose A post is absent or vacant on that day.
    """

    id: int
    account_id: int
    name: str
    username: str
    role: Role
    region_code: str
    region_name: str
    office_id: int | None
    office_name: str
    counter: str
    rank: str
    stands_in_for: int | None
    stands_in_for_name: str
    valid_from: date
    valid_to: date | None
    absent: bool
    usable: bool
    label: str

    @property
    def full_label(self) -> str:
        """The label, for a B post with whom it deputises."""
        if not self.stands_in_for:
            return self.label
        return f"{self.label}（B 岗，替 {self.stands_in_for_name}）"


@dataclass(frozen=True, slots=True)
class PostName:
    """A post and its holder as histories name them."""

    id: int
    account_id: int
    name: str
    role: Role
    office_name: str
    counter: str
    label: str


@dataclass(frozen=True, slots=True)
class StaffPage:
    """One page of posts, and how many there are in all."""

    posts: tuple[PostView, ...]
    total: int


def _held_on(today: date) -> Q:
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))


def _posts(today: date) -> QuerySet[Post]:
    away = Absence.objects.filter(from_day__lte=today, to_day__gte=today)
    return Post.objects.select_related(
        "account", "office", "region", "stands_in_for", "stands_in_for__account"
    ).annotate(
        absent=Exists(away.filter(post=OuterRef("pk"))),
        principal_absent=Exists(away.filter(post=OuterRef("stands_in_for"))),
    )


def _view(post: Post, today: date) -> PostView:
    principal = post.stands_in_for
    vacant = principal is not None and principal.valid_to is not None and principal.valid_to < today
    # The two annotations of _posts.
    absent, principal_absent = bool(vars(post)["absent"]), bool(vars(post)["principal_absent"])
    return PostView(
        id=post.pk,
        account_id=post.account_id,
        name=post.account.name,
        username=post.account.username,
        role=Role(post.role),
        region_code=post.region_id,
        region_name=post.region.name,
        office_id=post.office_id,
        office_name=post.office.short_name if post.office else "",
        counter=post.counter,
        rank=post.rank,
        stands_in_for=post.stands_in_for_id,
        stands_in_for_name=principal.account.name if principal else "",
        valid_from=post.valid_from,
        valid_to=post.valid_to,
        absent=absent,
        usable=principal is None or principal_absent or vacant,
        label=_label(post),
    )


def _in_scope(rows: QuerySet[Post], scope: Scope) -> QuerySet[Post]:
    reach = Q()
    for county in scope.counties:
        reach |= Q(region__code__startswith=county)
    rows = rows.filter(reach) if scope.counties else rows.none()
    if scope.town is not None:
        rows = rows.filter(region__code__startswith=scope.town)
    if scope.offices is not None:
        rows = rows.filter(office_id__in=scope.offices)
    return rows


def post_by_id(*, post_id: int, scope: Scope, today: date) -> PostView:
    """One post within the scope, held or ended; raises :class:`UnableToFindPost`."""
    row = _in_scope(_posts(today), scope).filter(pk=post_id).first()
    if row is None:
        raise UnableToFindPost("没有找到这个岗位，请返回人员列表重新选择。")
    return _view(row, today)


def _staff(
    scope: Scope, *, today: date, office_id: int | None, role: Role | None, search: str, rank: str
) -> QuerySet[Post]:
    rows = _in_scope(_posts(today), scope).filter(_held_on(today))
    if office_id is not None:
        rows = rows.filter(office_id=office_id)
    if role is not None:
        rows = rows.filter(role=role)
    if rank:
        rows = rows.filter(rank=rank)
    if search:
        rows = rows.filter(
            Q(account__name__contains=search)
            | Q(account__username__istartswith=search)
            | Q(counter__iexact=search)
        )
    return rows.order_by(
        "region_id", F("office__code").asc(nulls_last=True), "role", "account__username", "id"
    )


def staff_of(
    scope: Scope,
    *,
    today: date,
    office_id: int | None = None,
    role: Role | None = None,
    search: str = "",
    rank: str = "",
) -> list[PostView]:
    """Posts held on a day within the scope, in order of place, role and employee number.

    ``search`` matches part of a name, an employee number or a counter. One query.
    """
    rows = _staff(scope, today=today, office_id=office_id, role=role, search=search, rank=rank)
    return [_view(row, today) for row in rows]


def staff_page(
    scope: Scope,
    *,
    today: date,
    number: int,
    size: int,
    office_id: int | None = None,
    role: Role | None = None,
    search: str = "",
    rank: str = "",
) -> StaffPage:
    """Page ``number`` (from 1) of what :func:`staff_of` lists; two queries."""
    rows = _staff(scope, today=today, office_id=office_id, role=role, search=search, rank=rank)
    first = (number - 1) * size
    posts = tuple(_view(row, today) for row in rows[first : first + size])
    return StaffPage(posts=posts, total=rows.count())


def deputies_of(*, post_id: int, today: date) -> tuple[PostView, ...]:
    """The B posts that stand in for a post on a day."""
    rows = _posts(today).filter(_held_on(today), stands_in_for_id=post_id, account__is_active=True)
    return tuple(_view(row, today) for row in rows.order_by("id"))


def deputies_by_post(*, post_ids: Iterable[int], today: date) -> dict[int, tuple[PostView, ...]]:
    """The B posts of several posts on a day, by the id of the A post; one query."""
    found: dict[int, tuple[PostView, ...]] = {}
    rows = _posts(today).filter(
        _held_on(today), stands_in_for_id__in=set(post_ids), account__is_active=True
    )
    for row in rows.order_by("id"):
        view = _view(row, today)
        if view.stands_in_for is not None:
            found[view.stands_in_for] = (*found.get(view.stands_in_for, ()), view)
    return found


def post_names(ids: Iterable[int | None]) -> dict[int, PostName]:
    """Posts by id as histories name them, ended ones too; one query. ``None`` is passed over."""
    wanted = [post_id for post_id in set(ids) if post_id is not None]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [wanted])
        rows = cursor.fetchall()
    return {
        post_id: PostName(
            id=post_id,
            account_id=account_id,
            name=name,
            role=Role(role),
            office_name=place,
            counter=counter,
            label=label_of(place=place, role=Role(role), counter=counter),
        )
        for post_id, account_id, name, role, place, counter in rows
    }
