"""The counter's pages over the demonstration county, used by its own staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import caches
from django.test import Client

if TYPE_CHECKING:
    from quancheng.identity.rules import Actor
    from tests.factories.county import Staff


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Files and scans of one test are not those of the next; nothing read is kept."""
    settings.FILES_FOLDER = tmp_path / "files"
    settings.HOME = tmp_path
    caches["process"].clear()
    yield
    caches["process"].clear()


@pytest.fixture
def log_in(county: Staff) -> Callable[[Actor], Client]:
    """A browser in which this person is logged in, in this post."""

    def log_in_as(actor: Actor) -> Client:
        from django.contrib.auth import get_user_model

        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(get_user_model().objects.get(pk=actor.account_id))
        session = client.session
        session["post"] = actor.post_id
        session.save()
        return client

    return log_in_as


@pytest.fixture
def clerk(county: Staff, log_in: Callable[[Actor], Client]) -> Client:
    """Somebody at counter W06."""
    return log_in(county.at_counter("W06"))


@pytest.fixture
def deliverer(county: Staff, log_in: Callable[[Actor], Client]) -> Client:
    """Somebody at the delivery window."""
    return log_in(county.in_role("delivery"))
