"""Loading the staff of a county with their posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from quancheng.identity.models import Account, Office, Post
from quancheng.identity.operations.accounts import new_account
from quancheng.identity.operations.keys import ensure_vault
from quancheng.identity.rules import (
    Role,
    UnableToAppoint,
    UnableToReadName,
    check_appointment,
    normalise,
    read_name,
    roles_of_title,
)
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import day_of
from quancheng.ledger.operations import record
from quancheng.regions import queries as regions
from quancheng.regions.rules import county_of, is_within


class UnableToLoadStaff(UnableTo):
    """A list of staff with a row that cannot stand."""


@dataclass(frozen=True, slots=True)
class StaffLoad:
    """How many accounts and posts a load has added."""

    accounts: int
    posts: int


@dataclass(frozen=True, slots=True)
class _Place:
    region_code: str
    office_id: int | None
    counter: str


@dataclass(frozen=True, slots=True)
class _Row:
    username: str
    name: str
    roles: tuple[Role, ...]
    place: _Place


def _cell(row: Mapping[str, str], name: str) -> str:
    return (row.get(name) or "").strip()


def _place(
    row: Mapping[str, str], *, region_code: str, offices: Mapping[str, int], towns: Sequence[str]
) -> _Place:
    number, town = _cell(row, "employee_no"), _cell(row, "town_code")
    department = _cell(row, "department_code")
    named = _cell(row, "region_code")
    if town and town not in towns:
        raise UnableToLoadStaff(f"人员 {number}：区划表中没有镇 {town}，请先导入区划。")
    if department and department not in offices:
        raise UnableToLoadStaff(f"人员 {number}：没有部门 {department}，请先导入部门。")
    if named and not is_within(region_code, named):
        raise UnableToLoadStaff(f"人员 {number}：区划 {named} 不是本县或其上级市，请核对。")
    return _Place(
        region_code=town or named or region_code,
        office_id=offices.get(department),
        counter=normalise(_cell(row, "window")),
    )


def _read(
    rows: Iterable[Mapping[str, str]], *, region_code: str, towns: Sequence[str]
) -> list[_Row]:
    offices = dict(Office.objects.filter(region_id=region_code).values_list("code", "id"))
    read: dict[str, _Row] = {}
    for row in rows:
        number, title = normalise(_cell(row, "employee_no")), _cell(row, "role")
        roles = roles_of_title(title)
        if not number or not roles:
            raise UnableToLoadStaff(
                f"人员“{number or _cell(row, 'name')}”的工号为空，"
                f"或职务“{title}”不认识，请在人员表中改正。"
            )
        if number in read:
            raise UnableToLoadStaff(f"工号 {number} 重复，请在人员表中改正。")
        place = _place(row, region_code=region_code, offices=offices, towns=towns)
        try:
            name = read_name(_cell(row, "name"))
            for role in roles:
                check_appointment(
                    role=role,
                    region_code=place.region_code,
                    office_id=place.office_id,
                    counter=place.counter,
                    rank="A",
                    stands_in_for=None,
                )
        except (UnableToReadName, UnableToAppoint) as trouble:
            raise UnableToLoadStaff(f"人员 {number}：{trouble.sentence}") from None
        read[number] = _Row(username=number, name=name, roles=roles, place=place)
    return list(read.values())


@transaction.atomic
def load_staff(
    rows: Iterable[Mapping[str, str]],
    *,
    region_code: str,
    now: datetime,
    password: str | None = None,
    valid_from: date | None = None,
) -> StaffLoad:
    """Bring accounts and posts of a county to what ``rows`` say; loading twice adds nothing.

    Columns as in ``staff.csv``: employee_no, name, department_code or town_code, role (the
    Chinese title), window; ``region_code`` may name the city for a city viewer. Everyone gets an
    A post per role of his title. Where two or more hold the same role at the same office and
    counter, each also gets a B post that stands in for the one before him. ``password`` is given
    to every new account (demonstration only: one hash for all); ``None`` leaves them without.
    ``valid_from`` is the first day of the posts, the day of ``now`` by default. People and posts
    that are not named stay. Raises :class:`UnableToLoadStaff`, and then writes nothing.
    """
    ensure_vault(now=now)
    towns = [town.code for town in regions.towns_of(region_code)]
    read = _read(rows, region_code=region_code, towns=towns)
    accounts, added = _accounts(read, now=now, password=password)
    first_day = valid_from or day_of(now)
    posts = _a_posts(read, accounts, first_day=first_day)
    posts += _b_posts(region_code=region_code, first_day=first_day)
    for post in posts:
        record(
            region_code=county_of(post.region_id),
            stream="post",
            subject=post.pk,
            kind="appointed",
            effective_on=first_day,
            data={"account": post.account_id, "role": post.role, "office": post.office_id,
                  "counter": post.counter, "rank": post.rank,
                  "stands_in_for": post.stands_in_for_id},
            now=now,
        )  # fmt: skip
    return StaffLoad(accounts=added, posts=len(posts))


def _accounts(
    read: Sequence[_Row], *, now: datetime, password: str | None
) -> tuple[dict[str, int], int]:
    wanted = {row.username: row.name for row in read}
    known: dict[str, int] = {}
    for account in Account.objects.filter(username__in=wanted).order_by("pk"):
        known[account.username] = account.pk
        if account.name != wanted[account.username]:
            account.name = wanted[account.username]
            account.save(update_fields=["name"])
    hashed = make_password(password)
    fresh = [
        new_account(
            username=row.username,
            name=row.name,
            region_code=row.place.region_code,
            now=now,
            hashed=hashed,
        )
        for row in read
        if row.username not in known
    ]
    Account.objects.bulk_create(fresh)
    known |= {account.username: int(account.pk) for account in fresh}
    return known, len(fresh)


def _a_posts(read: Sequence[_Row], accounts: Mapping[str, int], *, first_day: date) -> list[Post]:
    held = set(
        Post.objects.filter(account_id__in=accounts.values(), rank="A", valid_to=None).values_list(
            "account_id", "region_id", "office_id", "role", "counter"
        )
    )
    fresh = [
        Post(
            account_id=accounts[row.username],
            region_id=row.place.region_code,
            office_id=row.place.office_id,
            role=role,
            counter=row.place.counter,
            valid_from=first_day,
        )
        for row in read
        for role in row.roles
        if (
            accounts[row.username],
            row.place.region_code,
            row.place.office_id,
            role.value,
            row.place.counter,
        )
        not in held
    ]
    return Post.objects.bulk_create(fresh)


def _b_posts(*, region_code: str, first_day: date) -> list[Post]:
    """A ring of deputies through every group of colleagues that has one to give."""
    groups: dict[tuple[str, int | None, str, str], list[Post]] = defaultdict(list)
    open_posts = Post.objects.filter(region__code__startswith=region_code, valid_to=None)
    for post in open_posts.filter(rank="A").order_by("account__username", "id"):
        groups[(post.region_id, post.office_id, post.role, post.counter)].append(post)
    deputised = set(open_posts.filter(rank="B").values_list("stands_in_for_id", flat=True))
    fresh = []
    for group in groups.values():
        for position, principal in enumerate(group):
            deputy = group[(position + 1) % len(group)]
            if deputy.account_id == principal.account_id or principal.pk in deputised:
                continue
            fresh.append(
                Post(
                    account_id=deputy.account_id,
                    region_id=principal.region_id,
                    office_id=principal.office_id,
                    role=principal.role,
                    counter=principal.counter,
                    rank="B",
                    stands_in_for_id=principal.pk,
                    valid_from=first_day,
                )
            )
    return Post.objects.bulk_create(fresh)
