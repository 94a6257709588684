"""Every page of the site at a desk and on an old phone: looked at, read by axe, nothing in English."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.browser.gallery import pages
from tests.browser.gallery.conftest import session_of
from tests.browser.gallery.pages import DEMO_ONLY, ELSEWHERE, NO_PAGES, PAGES
from tests.web.scopes.routes import routes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MAY_BE_ENGLISH = frozenset(
    """
    A B C D F J K X Enter Ctrl Alt Shift Tab Esc Space PDF CSV XLSX XML ZIP JSON BPMN JPG PNG QR
    API OpenAPI Bearer Quancheng Excel Windows GB MB KB px html http https localhost GET POST ID
    yyzz spjy hukou TOTP FreeOTP Swagger UI v1 problem json demo simulate make DAYS
    ziyang xlsx zip step uscc
    """.split()
)
TECHNICAL = frozenset({"api:home", "api:docs", "ui:accessibility"})
"""Pages that speak to builders, or name a standard."""
LATIN = re.compile(r"(?<![A-Za-z0-9.:/_-])(?![A-Z]{6}\b)[A-Za-z]{2,}(?![A-Za-z0-9.:/_-])")
"""A word in Latin letters, and not a part of a number, a code or an address."""


def asked_for(page, desk, day):
    """The applicant shows his check code, so that his case may be opened."""
    page.goto(f"{desk}/progress/")
    page.get_by_label("收件码或办件编号").fill(day["receipt"])
    page.get_by_label("查询码").fill(day["check_code"])
    page.get_by_role("button", name="查进度").click()
    page.wait_for_url("**/progress/*/")


def address(name, day):
    look = PAGES[name]
    path = reverse(name, kwargs={key: day[given] for key, given in look.told.items()})
    return f"{path}?{day.get(look.query, look.query)}" if look.query else path


@pytest.mark.parametrize("width", [1440, 360])
def test_every_page_can_be_read_by_everyone(*, desk, day, people, new_page, look, width):
    browsers = {pages.STRANGER: new_page(width=width)}
    for who, actor in people.items():
        client = session_of(actor)
        browsers[who] = new_page(width=width)
        browsers[who].context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": desk}]
        )
        if who == pages.COUNTER:
            opened = client.post(reverse("counter:open"), {"item": day["food"]})
            day["token"] = opened["Location"].split("/")[3]
    asked_for(browsers[pages.STRANGER], desk, day)
    wrong = []
    for name, wanted in PAGES.items():
        page = browsers[wanted.who]
        answer = page.goto(desk + address(name, day))
        if answer is None or answer.status != wanted.status:
            wrong.append(f"{name} answers {answer and answer.status}")
            continue
        try:
            look(page, f"every-{name.replace(':', '-').replace('_', '-')}")
        except AssertionError as error:
            wrong.append(f"{name}: {error}")
        english = set(LATIN.findall(page.locator("body").inner_text())) - MAY_BE_ENGLISH
        if english and name not in TECHNICAL:
            wrong.append(f"{name} speaks English: {sorted(english)}")
    assert wrong == [], "\n".join(wrong)


def test_every_address_is_a_page_of_the_gallery_or_known_to_be_none(desk):
    named = PAGES.keys() | ELSEWHERE | NO_PAGES
    own = {route.name for route in routes() if route.is_own and not route.name.startswith("api:")}
    assert own - named - DEMO_ONLY == set()
    known = {route.name for route in routes()}
    assert named - known == set()
    assert not (PAGES.keys() & (ELSEWHERE | NO_PAGES))
