"""Every address × everybody who has no business there × things of others: never shown.

The addresses come from the resolver, so a new one is tested from the day it is added. A parameter
for which ``foreign.things`` knows no foreign object fails the test with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from quancheng.identity.rules import Actor
from quancheng.kernel import moments
from tests.factories import review
from tests.factories.county import Staff, moment
from tests.web.scopes import foreign
from tests.web.scopes.foreign import STRANGERS, Foreign
from tests.web.scopes.routes import Route, routes

PUBLIC = {
    "portal:item": "a guide is public",
    "portal:department": "departments are public",
    "portal:bundle": "bundles are public",
    "portal:compression-office": "what a department promises and how fast it works is public",
    "portal:scanned": "asks for the check code of a receipt, known or not",
}
"""Addresses with a parameter that everybody may open, and why."""
OPEN_DATA = frozenset(
    {
        "api:home",
        "api:docs",
        "api:openapi-json",
        "api:api-root",
        "api:find_items",
        "api:read_guide",
        "api:list_departments",
        "api:list_bundles",
        "api:read_bundle",
    }
)
"""What the programming interface tells everybody: the catalogue, and about itself."""
SHARED = frozenset({("a colleague at another counter", "counter:messages")})
"""Lists that the staff of a county share."""
LANDINGS = {
    "counter:discard": "/counter/drafts/",
    "counter:message-again": "/counter/messages/",
    "counter:message-told": "/counter/messages/",
}
"""Acts that are answered by one's own list, whether there was something to do or not."""
REFUSED = frozenset({403, 404, 405, 410})
DESKS = ("counter/", "review/", "office/", "account/")
GIVEN = {
    "seen": "999",
    "verdict": "agree",
    "reason": "这是别人的件。",
    "field": "id",
    "outcome": "granted",
    "do": "receive",
    "ground": "declined",
    "method": "electronic",
    "last_day": "2026-12-31",
    "password": "Another-word-1",
}


@pytest.fixture(autouse=True)
def _doors(
    settings, county: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The suite's day, no second factor, folders of the test's own."""
    settings.DEMO = True
    settings.HOME = tmp_path
    settings.FILES_FOLDER = tmp_path / "files"
    monkeypatch.setattr(moments, "now", lambda: moment(10, 24))
    for cache in caches.all():
        cache.clear()
    foreign.settle_neighbours()
    yield
    caches["process"].clear()


@pytest.fixture
def things(county: Staff) -> Foreign:
    return foreign.things(county)


def browser(actor: Actor | None) -> Client:
    client = Client(raise_request_exception=False)
    if actor is not None:
        client.force_login(get_user_model().objects.get(pk=actor.account_id))
        session = client.session
        session["post"] = actor.post_id
        session.save()
    return client


def guarded() -> list[Route]:
    """The project's own addresses that are told of something."""
    return [
        route
        for route in routes()
        if route.is_own
        and route.parameters
        and route.name not in PUBLIC
        and not route.name.startswith("api:")
    ]


def address(route: Route, things: Foreign) -> str:
    known = things.known(route.name)
    missing = route.parameters - known.keys()
    assert not missing, (
        f"The address {route.name} ({route.pattern}) is told {sorted(missing)}: add a foreign "
        "object for it to tests/web/scopes/foreign.py, so that nobody can open what is not his."
    )
    return reverse(route.name, kwargs={name: known[name] for name in route.parameters})


def asked(client: Client, path: str, method: str) -> HttpResponse:
    if method == "get":
        return client.get(path, follow=True)
    paper = SimpleUploadedFile("申请表.png", review.drawn("1"), content_type="image/png")
    return client.post(path, GIVEN | {"once": uuid4().hex, "files": paper}, follow=True)


def complaint(answer: HttpResponse, landing: str, secrets: tuple[str, ...]) -> str:
    """What is wrong with an answer to somebody with no business there; empty if nothing is."""
    text = answer.content.decode(errors="replace") if not answer.streaming else "a file"
    shown = [word for word in secrets if word in text]
    if shown:
        return f"shows {shown}"
    last = answer.redirect_chain[-1][0] if answer.redirect_chain else ""
    if answer.status_code in REFUSED:
        return ""
    if last.startswith("/accounts/login/") or last in {"/progress/", landing}:
        return ""
    return f"answers {answer.status_code} {last}"


def complaints(client: Client, found: list[Route], things: Foreign) -> list[str]:
    told = []
    for route in found:
        path = address(route, things)
        for method in ("get", "post"):
            said = complaint(
                asked(client, path, method), LANDINGS.get(route.name, "/progress/"), things.secrets
            )
            if said:
                told.append(f"{method.upper()} {route.name} {path}: {said}")
    return told


def test_nobody_opens_a_desk_without_logging_in(things: Foreign) -> None:
    told = complaints(browser(None), guarded(), things)
    assert not told, "\n".join(told)
    found = [route for route in routes() if route.is_own and route.pattern.startswith(DESKS)]
    assert len(found) > 80
    for route in found:
        if route.name == "counter:phone":
            continue
        answer = browser(None).get(address(route, things))
        assert answer.status_code in {302, 405}, route.name
        if answer.status_code == 302:
            assert answer["Location"].startswith("/accounts/login/"), route.name


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_opens_what_belongs_to_others(who: str, things: Foreign, county: Staff) -> None:
    stranger = STRANGERS[who]
    found = [
        route
        for route in guarded()
        if not stranger.desks or route.name.split(":", 1)[0] in stranger.desks
        if not stranger.to or route.parameters & stranger.to
        if not (who == "a colleague at another counter" and "token" not in route.parameters)
    ]
    assert found
    told = complaints(browser(stranger.who(county)), found, things)
    assert not told, "\n".join(told)
    assert things.untouched()


@pytest.mark.parametrize("who", ["nobody", *STRANGERS])
def test_no_list_shows_what_belongs_to_others(who: str, things: Foreign, county: Staff) -> None:
    actor = None if who == "nobody" else STRANGERS[who].who(county)
    for route in routes():
        if route.parameters or not route.is_own or (who, route.name) in SHARED:
            continue
        path = reverse(route.name)
        for method in ("get", "post"):
            answer = asked(browser(actor), path, method)
            text = "" if answer.streaming else answer.content.decode(errors="replace")
            assert answer.status_code < 500, f"{method} {route.name} for {who}"
            assert not [word for word in things.secrets if word in text], (
                f"{method} {route.name} shows a case of others to {who}"
            )


def test_a_login_opens_nothing_of_the_programming_interface(county: Staff) -> None:
    client = browser(county.in_role("administrator"))
    found = [route for route in routes() if route.pattern.startswith("api/")]
    assert found
    for route in found:
        path = reverse(route.name, args=["D19"] * len(route.parameters))
        expected = {200, 302, 404} if route.name in OPEN_DATA else {401, 405}
        assert client.get(path).status_code in expected, route.name


def test_no_parameter_of_a_foreign_address_breaks_the_site(county: Staff) -> None:
    client = browser(None)
    for route in routes():
        if route.is_own or not route.parameters:
            continue
        path = reverse(route.name, kwargs=dict.fromkeys(route.parameters, "1a"))
        assert client.get(path, follow=True).status_code < 500, route.name
