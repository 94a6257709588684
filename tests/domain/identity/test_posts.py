from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from quancheng.identity import operations, queries
from quancheng.identity.models import Absence, Post
from quancheng.identity.rules import Role, UnableToAct, UnableToAppoint
from quancheng.ledger.queries import entries_of
from tests.domain.identity.small_county import COUNTY, NOW, TODAY, TOWN


@pytest.fixture
def appoint(account, act_as):
    office = queries.office_by_code(region_code=COUNTY, code="D02").id

    def enter(**changes):
        parts = {
            "actor": act_as("ZY0282"),
            "account_id": account("ZY0114"),
            "region_code": COUNTY,
            "role": Role.REVIEWER,
            "office_id": office,
            "valid_from": TODAY,
            "now": NOW,
        }
        return operations.appoint(**(parts | changes))

    return enter


def test_an_appointment_is_on_the_record_with_who_made_it(appoint, act_as):
    post_id = appoint()
    (entry,) = entries_of(region_code=COUNTY, stream="post", subject=post_id)
    director = act_as("ZY0282")
    assert (entry.kind, entry.actor, entry.post) == (
        "appointed",
        director.account_id,
        director.post_id,
    )
    assert entry.data["role"] == "reviewer"


def test_only_an_administrator_appoints(appoint, act_as):
    with pytest.raises(UnableToAct, match="不能设置岗位"):
        appoint(actor=act_as("ZY0285"))


def test_the_command_line_appoints_without_an_actor(appoint):
    assert Post.objects.get(pk=appoint(actor=None)).role == Role.REVIEWER


def test_the_same_post_is_not_given_twice(appoint):
    appoint()
    with pytest.raises(UnableToAppoint, match="已有这个岗位"):
        appoint(valid_from=TODAY + timedelta(days=30))


def test_a_post_can_be_given_again_after_it_ended(appoint):
    first = appoint()
    operations.end_post(actor=None, post_id=first, last_day=TODAY, now=NOW)
    with pytest.raises(UnableToAppoint, match="已有这个岗位"):
        appoint(valid_from=TODAY)
    assert appoint(valid_from=TODAY + timedelta(days=1)) != first


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"account_id": 0}, "没有这个账号"),
        ({"office_id": 0}, "不在这个县"),
        ({"office_id": None}, "所在部门"),
        ({"rank": "B", "stands_in_for": 0}, "A 岗不存在"),
    ],
)
def test_what_does_not_exist_cannot_be_part_of_a_post(appoint, changes, sentence):
    with pytest.raises(UnableToAppoint, match=sentence):
        appoint(**changes)


def test_nobody_deputises_himself(appoint, account):
    own = queries.posts_of(account_id=account("ZY0117"), today=TODAY)[0]
    with pytest.raises(UnableToAppoint, match="不能替代自己"):
        appoint(account_id=account("ZY0117"), role=Role.EXAMINER, rank="B", stands_in_for=own.id)


def test_a_b_post_is_like_the_a_post_it_deputises(appoint, account):
    principal = queries.posts_of(account_id=account("ZY0117"), today=TODAY)[0]
    with pytest.raises(UnableToAppoint, match="必须与被替代的 A 岗一致"):
        appoint(rank="B", stands_in_for=principal.id)
    deputy = appoint(role=Role.EXAMINER, rank="B", stands_in_for=principal.id)
    assert [post.id for post in queries.deputies_of(post_id=principal.id, today=TODAY)] == [deputy]


def test_two_administrators_at_once_give_one_post(appoint, monkeypatch):
    appoint()
    from quancheng.identity.operations import posts

    monkeypatch.setattr(posts, "_checked_free", lambda _post: None)
    with pytest.raises(UnableToAppoint, match="已有这个岗位"):
        appoint()


def test_a_post_ends_with_its_last_day(act_as, appoint):
    post_id = appoint()
    operations.end_post(
        actor=act_as("ZY0282"), post_id=post_id, last_day=TODAY + timedelta(days=5), now=NOW
    )
    operations.end_post(actor=act_as("ZY0282"), post_id=post_id, last_day=TODAY, now=NOW)
    assert Post.objects.get(pk=post_id).valid_to == TODAY
    kinds = [e.kind for e in entries_of(region_code=COUNTY, stream="post", subject=post_id)]
    assert kinds == ["appointed", "post_ended", "post_ended"]


def test_an_ended_post_does_not_end_again(appoint):
    post_id = appoint()
    operations.end_post(actor=None, post_id=post_id, last_day=TODAY, now=NOW)
    with pytest.raises(UnableToAppoint, match="2026-03-02 结束"):
        operations.end_post(actor=None, post_id=post_id, last_day=TODAY, now=NOW)


def test_a_post_does_not_end_before_it_began(appoint):
    with pytest.raises(UnableToAppoint, match="早于任职"):
        operations.end_post(
            actor=None, post_id=appoint(), last_day=TODAY - timedelta(days=1), now=NOW
        )


def test_a_post_that_is_not_there_does_not_end(small_county):
    with pytest.raises(queries.UnableToFindPost):
        operations.end_post(actor=None, post_id=0, last_day=TODAY, now=NOW)


def test_only_an_administrator_ends_posts(act_as, appoint):
    with pytest.raises(UnableToAct):
        operations.end_post(actor=act_as("ZY0180"), post_id=appoint(), last_day=TODAY, now=NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"rank": "B"},
        {"role": "cook"},
        {"valid_to": date(2020, 1, 1)},
        {"role": "counter", "counter": ""},
    ],
)
def test_the_database_refuses_a_post_that_cannot_be(account, changes):
    parts = {
        "account_id": account("ZY0114"),
        "region_id": COUNTY,
        "role": "reviewer",
        "rank": "A",
        "valid_from": TODAY,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(**(parts | changes))


def test_the_database_refuses_a_post_that_deputises_itself(account, act_as, b_post):
    post_id = b_post("ZY0115", "ZY0114")
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post_id).update(stands_in_for_id=post_id)


def test_the_database_refuses_two_absences_that_overlap(act_as):
    actor = act_as("ZY0114")
    parts = {
        "region_id": COUNTY,
        "post_id": actor.post_id,
        "entered_by_id": actor.post_id,
        "entered_at": NOW,
    }
    Absence.objects.create(from_day=TODAY, to_day=TODAY + timedelta(days=2), **parts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            from_day=TODAY + timedelta(days=2), to_day=TODAY + timedelta(days=4), **parts
        )


def test_a_town_post_needs_no_office(appoint, account):
    post_id = appoint(
        account_id=account("ZT0297"), region_code=TOWN, role=Role.APPROVER, office_id=None
    )
    assert Post.objects.get(pk=post_id).office is None
