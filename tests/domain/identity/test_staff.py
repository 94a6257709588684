from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password

from quancheng.identity import operations, queries
from quancheng.identity.models import Account, Post
from quancheng.identity.rules import Role
from quancheng.ledger.queries import entries_of
from tests.domain.identity.small_county import COUNTY, NOW, STAFF, TODAY, TOWN, person


def load(rows, **options):
    return operations.load_staff(rows, region_code=COUNTY, now=NOW, **options)


def test_loading_twice_adds_nothing(small_county):
    posts = list(Post.objects.order_by("id").values())
    assert load(STAFF) == operations.StaffLoad(accounts=0, posts=0)
    assert list(Post.objects.order_by("id").values()) == posts


def test_everyone_gets_the_posts_of_his_title(small_county, account):
    posts = queries.posts_of(account_id=account("ZY0282"), today=TODAY)
    own = [post.role for post in posts if post.rank == "A"]
    assert own == [Role.ADMINISTRATOR, Role.SUPERVISOR]
    town = queries.posts_of(account_id=account("ZT0291"), today=TODAY)
    assert [(post.region_code, post.counter, post.office_id) for post in town] == [
        (TOWN, "TC01", None)
    ]


def test_colleagues_of_one_role_and_office_stand_in_for_each_other_in_a_ring(small_county, account):
    deputies = {}
    for number in ("ZY0114", "ZY0115", "ZY0116"):
        own = queries.posts_of(account_id=account(number), today=TODAY)[0]
        deputies[number] = [
            post.username for post in queries.deputies_of(post_id=own.id, today=TODAY)
        ]
    assert deputies == {"ZY0114": ["ZY0115"], "ZY0115": ["ZY0116"], "ZY0116": ["ZY0114"]}


def test_who_is_alone_has_no_deputy(small_county, account):
    own = queries.posts_of(account_id=account("ZY0180"), today=TODAY)
    assert [post.rank for post in own] == ["A"]
    assert queries.deputies_of(post_id=own[0].id, today=TODAY) == ()


def test_a_new_colleague_deputises_who_had_nobody(small_county, account):
    added = load([*STAFF, person("ZY0181", "杨煦明", "部门负责人", department="D01")])
    assert added == operations.StaffLoad(accounts=1, posts=3)
    head = queries.posts_of(account_id=account("ZY0180"), today=TODAY)[0]
    assert [post.username for post in queries.deputies_of(post_id=head.id, today=TODAY)] == [
        "ZY0181"
    ]


def test_posts_can_begin_before_the_day_of_loading(db, small_county):
    load([person("ZY0900", "早到", "审核人", department="D02")], valid_from=date(2026, 1, 5))
    assert Post.objects.get(account__username="ZY0900", rank="A").valid_from == date(2026, 1, 5)


def test_a_password_for_all_is_for_new_accounts_only(small_county):
    load([*STAFF, person("ZY0900", "新人", "审核人", department="D02")], password="Demo-2026-x")
    assert check_password("Demo-2026-x", Account.objects.get(username="ZY0900").password)
    assert not Account.objects.get(username="ZY0001").has_usable_password()


def test_a_corrected_name_is_taken_over(small_county):
    load([STAFF[0] | {"name": "叶芷政"}])
    assert queries.account_by_username("zy0001").name == "叶芷政"


def test_every_appointment_is_on_the_record(small_county, account):
    post = queries.posts_of(account_id=account("ZY0114"), today=TODAY)[0]
    entries = entries_of(region_code=COUNTY, stream="post", subject=post.id)
    assert [(entry.kind, entry.data["role"]) for entry in entries] == [("appointed", "examiner")]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (STAFF[0], "重复"),
        (person("", "无号", "审核人", department="D01"), "工号为空"),
        (person("ZY9", "某", "厨师", department="D01"), "职务“厨师”"),
        (person("ZY9", "某", "审核人", department="D99"), "没有部门 D99"),
        (person("ZY9", "某", "镇审核人", town="610924999"), "没有镇"),
        (person("ZY9", "某", "市级查看人员", region="620000"), "不是本县"),
        (person("ZY9", "某", "审核人"), "所在部门"),
        (person("ZY9", "某", "窗口人员", department="D01"), "窗口号"),
        (person("ZY9", "", "审核人", department="D01"), "不能为空"),
    ],
)
def test_a_row_that_cannot_stand_is_named_and_nothing_is_written(small_county, row, sentence):
    accounts = Account.objects.count()
    new = person("ZY0901", "新人", "审核人", department="D01")
    with pytest.raises(operations.UnableToLoadStaff, match=sentence):
        load([STAFF[0], new, row])
    assert Account.objects.count() == accounts
