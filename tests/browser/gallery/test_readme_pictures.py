"""The three pictures of the README, as they look on a desk; `make pictures` keeps them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser.conftest import SCREENSHOTS
from tests.browser.gallery import pages
from tests.browser.gallery.conftest import session_of
from tests.factories import cases
from tests.factories.county import COUNTY
from tests.web.counter.intakes import person, typed

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def half_filled(day, people):
    """The address of an intake that is being typed."""
    client = session_of(people[pages.COUNTER])
    opened = client.post(reverse("counter:open"), {"item": day["food"]})
    address = opened["Location"]
    form = typed(cases.guide_named(cases.FOOD), person("organisation", seed=3), seed=3)
    ticks = [name for name in form if name.startswith("m_")]
    for name in ticks[-3:]:
        del form[name]
    saved = client.post(f"{address}save/", form)
    assert saved.status_code < 300, saved.content.decode()
    return client, address


def test_the_pictures_of_the_readme_are_taken(*, desk, day, people, new_page):
    counter, draft = half_filled(day, people)
    wanted = {
        "readme-portal-home": (None, reverse("portal:home")),
        "readme-counter-intake": (counter, draft),
        "readme-review-case": (
            session_of(people[pages.HEAD]),
            reverse("review:case", args=[day["urgent"]]),
        ),
    }
    assert COUNTY in day["urgent"]
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for name, (client, address) in wanted.items():
        page = new_page()
        page.clock.set_fixed_time("2026-02-24T10:24:48+08:00")
        if client is not None:
            cookie = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": desk}])
        page.goto(desk + address)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=SCREENSHOTS / f"{name}.png")
        assert page.locator("h1").count() == 1
