"""The review desk over the demonstration county, on the suite's day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.test import Client

from quancheng.kernel import moments

if TYPE_CHECKING:
    from quancheng.identity.rules import Actor
    from tests.factories.county import Staff


class Clock:
    """The clock of the doors: stands where a test puts it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The moment that the views read."""
    from tests.factories.county import moment

    standing = Clock(moment(10, 24))
    monkeypatch.setattr(moments, "now", standing)
    return standing


@pytest.fixture(autouse=True)
def _demo(settings, county: Staff, clock: Clock) -> Iterator[None]:
    """The demonstration asks for no second factor."""
    settings.DEMO = True
    caches["process"].clear()
    yield
    caches["process"].clear()


class Desk:
    """One person at his screen."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.client = Client()
        from django.contrib.auth import get_user_model

        self.client.force_login(get_user_model().objects.get(pk=actor.account_id))
        session = self.client.session
        session["post"] = actor.post_id
        session.save()

    def get(self, path: str, **query):
        return self.client.get(path, query)

    def page(self, path: str, **query) -> str:
        answer = self.client.get(path, query)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def post(self, path: str, **data):
        return self.client.post(path, {"once": str(uuid4()), **data})

    def identify(self) -> None:
        """Show again who one is, as the door asks before signing."""
        from tests.factories.county import PASSWORD

        answer = self.client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        assert answer.status_code == 302


@pytest.fixture
def sit() -> Callable[[Actor], Desk]:
    """Sit down at the desk as somebody."""
    return Desk
