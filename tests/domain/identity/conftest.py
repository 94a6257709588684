"""A small county, loaded through the real operations."""

from __future__ import annotations

import pytest

from tests.domain.identity.small_county import COUNTY, DEPARTMENTS, NOW, REGIONS, STAFF, TODAY


@pytest.fixture
def small_county(db):
    from quancheng.identity import operations
    from quancheng.regions.operations import load_regions

    load_regions(REGIONS)
    operations.load_departments(DEPARTMENTS, region_code=COUNTY)
    operations.load_staff(STAFF, region_code=COUNTY, now=NOW)
    return COUNTY


@pytest.fixture
def account(small_county):
    from quancheng.identity import queries

    def find(username):
        return queries.account_by_username(username).id

    return find


@pytest.fixture
def act_as(account):
    from quancheng.identity import queries

    def enter(username, *, post_id=None, today=TODAY):
        return queries.actor_for(account_id=account(username), post_id=post_id, today=today)

    return enter


@pytest.fixture
def b_post(account):
    """The id of the B post with which one person stands in for another."""
    from quancheng.identity import queries

    def find(deputy, principal):
        posts = queries.posts_of(account_id=account(deputy), today=TODAY)
        wanted = queries.posts_of(account_id=account(principal), today=TODAY)[0].id
        return next(post.id for post in posts if post.stands_in_for == wanted)

    return find
