"""The portal's pages in a real browser: desk, old phone, large print; with and without scripts."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
PAGES = {
    "01-portal-home": "/",
    "02-portal-item": "/items/{food}/",
    "02-portal-item-joint": "/items/{flood}/",
    "portal-items": "/items/?q=营业执照",
    "portal-items-all": "/items/",
    "portal-items-none": "/items/?q=zzqqxx&handling=instant",
    "portal-departments": "/departments/",
    "portal-department": "/departments/D01/",
    "portal-bundles": "/bundles/",
    "portal-bundle": "/bundles/T02/",
    "portal-ask": "/progress/",
    "portal-verify": "/verify/",
    "portal-figures": "/figures/",
    "portal-help-receipt": "/help/receipt/",
    "portal-help-remedies": "/help/remedies/",
    "portal-centres": "/help/centres/",
    "portal-sitemap": "/sitemap/",
    "api-docs": "/api/v1/docs",
}


@pytest.fixture
def portal(own_county):
    """The address of a server of the county, on a database of its own."""
    caches["process"].clear()
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    caches["process"].clear()


@pytest.fixture
def codes(own_county):
    """The codes of two items."""
    from tests.factories.cases import FLOOD, FOOD, guide_named

    return {"food": guide_named(FOOD).item_code, "flood": guide_named(FLOOD).item_code}


@pytest.mark.parametrize("width", [1440, 360])
def test_every_page_is_open_to_everyone_at_every_width(
    *, portal, codes, new_page, check_accessible, shot, width
):
    page = new_page(width=width)
    for name, address in PAGES.items():
        page.goto(portal + address.format(**codes))
        shot(page, name)
        check_accessible(page)
