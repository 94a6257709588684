"""A site on which every page has something to show, and the people who look at it."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.browser.gallery import pages


@pytest.fixture
def desk(own_county, monkeypatch, settings, tmp_path):
    """The address of a server of the county on 24 February 2026, 10:24, with the entrance."""
    from quancheng.kernel import moments
    from tests.factories.review import at

    settings.ROOT_URLCONF = "tests.browser.gallery.addresses"
    settings.DEMO, settings.HOME, settings.FILES_FOLDER = True, tmp_path, tmp_path / "files"
    monkeypatch.setattr(moments, "now", lambda: at(2, 24, 10, 24))
    for cache in caches.all():
        cache.clear()
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    caches["process"].clear()


@pytest.fixture
def day(desk, own_county):
    """What the addresses are told."""
    from tests.browser.gallery.day import a_day

    known = asdict(a_day(own_county))
    return known | {"department": "D19", "bundle": "T02"}


@pytest.fixture
def people(own_county):
    """Who sits where."""
    return {
        pages.COUNTER: own_county.at_counter("W06"),
        pages.HEAD: own_county.of_office("D19", "head"),
        pages.DELIVERY: own_county.in_role("delivery"),
        pages.ADMINISTRATOR: own_county.in_role("administrator"),
    }


def session_of(actor):
    """Somebody's session, in the post given."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.account_id))
    session = client.session
    session["post"] = actor.post_id
    session.save()
    return client
