from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.problems import assert_problem


def test_figures_need_a_token_with_their_scope(api, with_token):
    assert_problem(api.get("/api/v1/figures"), 401)
    assert api.get("/api/v1/figures")["WWW-Authenticate"].startswith("Bearer")
    assert_problem(with_token("catalogue").get("/api/v1/figures"), 403)
    answer = with_token("figures").get("/api/v1/figures")
    assert answer.status_code == 200
    assert answer.json()["region"] == "610924"


def test_a_token_tells_what_it_is(api, with_token):
    found = with_token("catalogue", "figures").get("/api/v1/token").json()
    assert found["scopes"] == ["catalogue", "figures"]
    assert_problem(api.get("/api/v1/token"), 401)


def test_a_wrong_token_is_refused_even_where_none_is_needed(api):
    for given in ("Bearer qc_" + "a" * 43, "Bearer x", "Basic abc", "nonsense"):
        answer = api.get("/api/v1/departments", headers={"Authorization": given})
        assert_problem(answer, 401)


def test_an_expired_and_a_revoked_token_open_nothing(with_token):
    from quancheng.api.operations import revoke_token
    from quancheng.kernel import moments

    old = with_token("figures", days=1, now=moments.now() - timedelta(hours=25))
    assert_problem(old.get("/api/v1/figures"), 401)
    client = with_token("catalogue", "figures")
    assert client.get("/api/v1/figures").status_code == 200
    revoke_token(token_id=client.token_id, now=moments.now())
    assert_problem(client.get("/api/v1/figures"), 401)


def test_a_token_of_a_city_is_good_for_its_counties_and_a_county_s_for_itself(with_token):
    assert with_token("figures", region="610900").get("/api/v1/figures").status_code == 200
    other = with_token("figures", region="610902")
    assert_problem(other.get("/api/v1/figures"), 403)
    assert_problem(other.get("/api/v1/items?region=610924"), 403)


def test_the_use_of_a_token_is_noted_once_an_hour(with_token):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from quancheng.api.queries import tokens

    client = with_token("catalogue")
    client.get("/api/v1/token")
    first = tokens()[0].last_used_at
    assert first is not None
    with CaptureQueriesContext(connection):
        client.get("/api/v1/token")
    assert tokens()[0].last_used_at == first


def test_a_token_is_stored_as_a_digest_and_issuing_it_is_on_the_record(with_token):
    from quancheng.ledger.queries import entries_of

    client = with_token("figures")
    kinds = [
        entry.kind
        for entry in entries_of(region_code="610924", stream="token", subject=client.token_id)
    ]
    assert kinds == ["token_issued"]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"name": " "}, "名字"),
        ({"name": "长" * 81}, "名字"),
        ({"days": 0}, "天数"),
        ({"scopes": ()}, "权限范围"),
        ({"scopes": ("catalogue", "everything")}, "everything"),
        ({"name": "同名"}, "同名"),
    ],
)
def test_a_token_that_makes_no_sense_is_not_issued(county, changes, word):
    from quancheng.api.operations import issue_token
    from quancheng.api.rules import UnableToIssueToken
    from quancheng.kernel import moments

    fine = {"name": "小程序", "region_code": "610924", "scopes": ("catalogue",), "days": 10}
    issue_token(**(fine | {"name": "同名"}), now=moments.now())
    with pytest.raises(UnableToIssueToken) as refused:
        issue_token(**(fine | changes), now=moments.now())
    assert word in refused.value.sentence


def test_an_unknown_token_cannot_be_revoked(county):
    from quancheng.api.operations import UnableToFindToken, revoke_token
    from quancheng.kernel import moments

    with pytest.raises(UnableToFindToken):
        revoke_token(token_id=999, now=moments.now())


def test_the_name_of_a_revoked_token_is_free_again(with_token):
    from quancheng.api.operations import revoke_token
    from quancheng.kernel import moments

    first = with_token("figures")
    revoke_token(token_id=first.token_id, now=moments.now())
    assert with_token("figures").get("/api/v1/token").status_code == 200
