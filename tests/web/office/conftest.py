"""People of the office desk, each in a browser of his own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

if TYPE_CHECKING:
    from tests.factories.county import Staff


def signed_in(staff: Staff, role: str) -> Client:
    """A browser in which somebody in ``role`` is signed in and has chosen that post."""
    actor = staff.in_role(role)
    return browser_of(actor.account_id, actor.post_id)


def browser_of(account_id: int, post_id: int) -> Client:
    """A browser in which this person is signed in and has chosen this post."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=account_id))
    session = client.session
    session["post"] = post_id
    session.save()
    return client


@pytest.fixture(autouse=True)
def _in_the_demonstration(settings, tmp_path: Path) -> None:
    """No second factor, and a home of the test's own for uploads."""
    settings.DEMO = True
    settings.HOME = tmp_path


@pytest.fixture
def sign_in(county: Staff) -> Callable[[str], Client]:
    """Signs in somebody in a role."""
    return lambda role: signed_in(county, role)


@pytest.fixture
def admin(sign_in: Callable[[str], Client]) -> Client:
    """The centre's administrator."""
    return sign_in("administrator")


@pytest.fixture
def supervisor(sign_in: Callable[[str], Client]) -> Client:
    """Somebody of the supervision office."""
    return sign_in("supervisor")
