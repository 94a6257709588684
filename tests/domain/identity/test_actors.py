from __future__ import annotations

from datetime import date, timedelta

import pytest

from quancheng.identity import operations, queries
from quancheng.identity.models import Account
from quancheng.identity.rules import Role
from tests.domain.identity.small_county import CITY, COUNTY, NOW, TODAY, TOWN


def absent(act_as, username, first=TODAY, last=TODAY):
    actor = act_as(username)
    return operations.enter_absence(
        actor=actor, post_id=actor.post_id, from_day=first, to_day=last, reason="病假", now=NOW
    )


def test_a_person_acts_in_his_first_a_post(act_as):
    actor = act_as("ZY0114")
    assert (actor.role, actor.rank, actor.region_code) == (Role.EXAMINER, "A", COUNTY)
    assert (actor.on_behalf_of, actor.covers) == (None, ())


def test_one_query_makes_an_actor(act_as, account, django_assert_num_queries):
    account_id = account("ZY0114")
    with django_assert_num_queries(1):
        queries.actor_for(account_id=account_id, post_id=None, today=TODAY)


@pytest.mark.parametrize("username", ["ZY0114", "ZY0115", "ZY0282", "ZT0297"])
@pytest.mark.parametrize("away", ["", "ZY0114"])
def test_the_posts_that_were_read_make_the_same_actors_without_a_query(
    act_as, account, django_assert_num_queries, username, away
):
    if away:
        absent(act_as, away)
    account_id = account(username)
    posts = queries.posts_of(account_id=account_id, today=TODAY)
    for post in (post for post in posts if post.usable):
        with django_assert_num_queries(0):
            actor = queries.actor_among(posts=posts, post_id=post.id)
        assert actor == queries.actor_for(account_id=account_id, post_id=post.id, today=TODAY)


def test_nobody_acts_in_a_post_that_was_not_read(act_as, account, b_post):
    posts = queries.posts_of(account_id=account("ZY0115"), today=TODAY)
    for other in (act_as("ZY0180").post_id, b_post("ZY0115", "ZY0114")):
        with pytest.raises(queries.UnableToActInPost, match="没有这个岗位"):
            queries.actor_among(posts=posts, post_id=other)


def test_a_person_chooses_among_his_posts(act_as, account):
    posts = queries.posts_of(account_id=account("ZY0282"), today=TODAY)
    assert act_as("ZY0282", post_id=posts[1].id).role is Role.SUPERVISOR


def test_nobody_acts_in_a_post_of_another(act_as):
    other = act_as("ZY0180").post_id
    with pytest.raises(queries.UnableToActInPost, match="没有这个岗位"):
        act_as("ZY0114", post_id=other)


def test_nobody_acts_before_or_after_his_term(act_as):
    actor = act_as("ZY0114")
    with pytest.raises(queries.UnableToActInPost):
        act_as("ZY0114", today=TODAY - timedelta(days=1))
    operations.end_post(actor=None, post_id=actor.post_id, last_day=TODAY, now=NOW)
    assert act_as("ZY0114", post_id=actor.post_id).post_id == actor.post_id
    with pytest.raises(queries.UnableToActInPost):
        act_as("ZY0114", post_id=actor.post_id, today=TODAY + timedelta(days=1))


def test_a_closed_account_acts_in_no_post(act_as, account):
    operations.deactivate_account(account_id=account("ZY0114"), actor=None, now=NOW)
    with pytest.raises(queries.UnableToActInPost):
        act_as("ZY0114")


def test_a_deputy_does_not_act_while_the_holder_is_at_work(act_as, b_post):
    with pytest.raises(queries.UnableToActInPost, match="今天在岗"):
        act_as("ZY0115", post_id=b_post("ZY0115", "ZY0114"))


def test_a_deputy_acts_on_behalf_of_the_absent_holder(act_as, b_post):
    principal = act_as("ZY0114").post_id
    absent(act_as, "ZY0114")
    deputy = act_as("ZY0115", post_id=b_post("ZY0115", "ZY0114"))
    assert (deputy.rank, deputy.on_behalf_of, deputy.covers) == ("B", principal, (principal,))


def test_in_his_own_post_a_person_covers_his_absent_colleague(act_as):
    principal = act_as("ZY0114").post_id
    absent(act_as, "ZY0114")
    colleague = act_as("ZY0115")
    assert (colleague.on_behalf_of, colleague.covers) == (None, (principal,))
    assert colleague.standing_in(principal).on_behalf_of == principal
    assert act_as("ZY0116").covers == ()


def test_cover_ends_with_the_absence(act_as):
    absent(act_as, "ZY0114", last=TODAY + timedelta(days=2))
    assert act_as("ZY0115", today=TODAY + timedelta(days=2)).covers
    assert not act_as("ZY0115", today=TODAY + timedelta(days=3)).covers


def test_a_vacant_post_is_covered_by_its_deputy(act_as):
    principal = act_as("ZY0114").post_id
    operations.end_post(actor=None, post_id=principal, last_day=TODAY, now=NOW)
    tomorrow = TODAY + timedelta(days=1)
    assert act_as("ZY0115", today=tomorrow).covers == (principal,)
    posts = queries.posts_of(account_id=act_as("ZY0115").account_id, today=tomorrow)
    assert [post.usable for post in posts if post.rank == "B"] == [True]


def test_the_list_of_posts_says_which_can_be_used(act_as, account):
    def usable():
        posts = queries.posts_of(account_id=account("ZY0115"), today=TODAY)
        return [(post.rank, post.usable) for post in posts]

    assert usable() == [("A", True), ("B", False)]
    absent(act_as, "ZY0114")
    assert usable() == [("A", True), ("B", True)]


@pytest.mark.parametrize(
    ("username", "expected"),
    [
        ("ZY0001", {"counties": (COUNTY,), "offices": None, "counter": "W06", "town": None}),
        ("ZT0291", {"counties": (COUNTY,), "offices": None, "counter": "TC01", "town": TOWN}),
        ("ZT0297", {"counties": (COUNTY,), "offices": None, "counter": "", "town": TOWN}),
        ("ZY0285", {"counties": (COUNTY,), "offices": None, "counter": "", "town": None}),
    ],
)
def test_a_scope_follows_the_post(act_as, username, expected, django_assert_num_queries):
    actor = act_as(username)
    with django_assert_num_queries(0):
        scope = queries.scope_of(actor)
    assert {name: getattr(scope, name) for name in expected} == expected
    assert scope.may_write
    assert scope.posts == actor.posts


@pytest.mark.parametrize("username", ["ZY0114", "ZY0180", "ZY0231"])
def test_who_works_in_an_office_reads_its_cases_only(act_as, username):
    actor = act_as(username)
    assert queries.scope_of(actor).offices == (actor.office_id,)


def test_the_city_reads_all_its_counties_and_writes_nothing(act_as):
    scope = queries.scope_of(act_as("AK0001"))
    assert (scope.counties, scope.may_write) == ((COUNTY, "610925"), False)
    assert act_as("AK0001").region_code == CITY


def test_staff_are_listed_within_the_scope(act_as, django_assert_num_queries):
    county = queries.scope_of(act_as("ZY0282"))
    with django_assert_num_queries(1):
        everyone = queries.staff_of(county, today=TODAY)
    assert {post.username for post in everyone} == set(
        Account.objects.exclude(username="AK0001").values_list("username", flat=True)
    )
    town = queries.staff_of(queries.scope_of(act_as("ZT0291")), today=TODAY)
    assert {post.username for post in town} == {"ZT0291", "ZT0297"}
    office = queries.staff_of(queries.scope_of(act_as("ZY0180")), today=TODAY)
    assert {post.office_name for post in office} == {"县市场监管局"}
    empty = queries.scope_of(act_as("AK0001"))
    assert queries.staff_of(empty, today=TODAY) != []


def test_a_scope_without_counties_lists_nobody(act_as):
    from dataclasses import replace

    nowhere = replace(queries.scope_of(act_as("ZY0282")), counties=())
    assert queries.staff_of(nowhere, today=TODAY) == []


@pytest.mark.parametrize(
    ("filters", "usernames"),
    [
        ({"search": "吴岚"}, {"ZY0114"}),
        ({"search": "zy011"}, {"ZY0114", "ZY0115", "ZY0116", "ZY0117"}),
        ({"search": "w18"}, {"ZY0046"}),
        ({"role": Role.HEAD}, {"ZY0180"}),
        ({"role": Role.EXAMINER, "rank": "B"}, {"ZY0114", "ZY0115", "ZY0116"}),
    ],
)
def test_staff_can_be_found(act_as, filters, usernames):
    scope = queries.scope_of(act_as("ZY0282"))
    found = queries.staff_of(scope, today=TODAY, **filters)
    assert {post.username for post in found} == usernames


def test_staff_of_one_office_can_be_listed(act_as):
    scope = queries.scope_of(act_as("ZY0282"))
    office = queries.office_by_code(region_code=COUNTY, code="D02")
    found = queries.staff_of(scope, today=TODAY, office_id=office.id)
    assert {post.office_id for post in found} == {office.id}


def test_who_could_do_a_task_is_found_by_role_and_place(act_as, small_county):
    office = queries.office_by_code(region_code=COUNTY, code="D01")
    found = queries.posts_in(
        region_code=COUNTY, role=Role.EXAMINER, office_id=office.id, today=TODAY
    )
    assert [post.username for post in found] == ["ZY0114", "ZY0115", "ZY0116"]
    at_counter = queries.posts_in(region_code=COUNTY, role=Role.COUNTER, counter="W06", today=TODAY)
    assert [post.username for post in at_counter] == ["ZY0001", "ZY0002"]


def test_histories_name_posts_that_have_ended(act_as):
    post_id = act_as("ZY0001").post_id
    operations.end_post(actor=None, post_id=post_id, last_day=date(2026, 3, 3), now=NOW)
    named = queries.post_names([post_id, None])[post_id]
    assert (named.name, named.label) == ("叶芷正", "县市场监管局 · 窗口人员 W06")
    town = queries.post_names([act_as("ZT0297").post_id])
    assert [post.label for post in town.values()] == ["城关镇 · 审核人"]


def test_a_post_is_read_within_the_scope_only(act_as, b_post):
    scope = queries.scope_of(act_as("ZY0282"))
    deputy = queries.post_by_id(post_id=b_post("ZY0115", "ZY0114"), scope=scope, today=TODAY)
    assert deputy.full_label == "县市场监管局 · 审核人（B 岗，替 吴岚同）"
    own = queries.post_by_id(post_id=act_as("ZY0114").post_id, scope=scope, today=TODAY)
    assert own.full_label == own.label
    town = queries.scope_of(act_as("ZT0291"))
    with pytest.raises(queries.UnableToFindPost):
        queries.post_by_id(post_id=own.id, scope=town, today=TODAY)
