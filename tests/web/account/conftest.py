"""People who look after accounts, each in a browser of his own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test import Client

from quancheng.identity.rules import Role
from tests.factories.browsers import browser_of

if TYPE_CHECKING:
    from quancheng.identity.queries import PostView
    from tests.factories.county import Staff


def text_of(answer: HttpResponse) -> str:
    """The page as the browser gets it."""
    return answer.content.decode()


def post_of(staff: Staff, role: Role, *, counter: str = "") -> PostView:
    """The first A post of this role in the county."""
    from quancheng.identity.queries import posts_in
    from tests.factories.county import COUNTY

    posts = posts_in(region_code=COUNTY, role=role, counter=counter, today=staff.today)
    return next(post for post in posts if post.rank == "A")


@pytest.fixture(autouse=True)
def _in_the_demonstration(settings) -> None:
    settings.DEMO = True


@pytest.fixture
def sign_in(county: Staff) -> Callable[[Role], Client]:
    """Signs in the first holder of a role."""

    def sign(role: Role) -> Client:
        post = post_of(county, role)
        return browser_of(account_id=post.account_id, post_id=post.id)

    return sign


@pytest.fixture
def admin(sign_in: Callable[[Role], Client]) -> Client:
    """The centre's administrator."""
    return sign_in(Role.ADMINISTRATOR)
