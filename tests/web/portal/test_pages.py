from __future__ import annotations

import pytest
from django.test import Client

PAGES = [
    "/",
    "/items/",
    "/items/?q=营业执照",
    "/items/?q=yyzz&handling=instant",
    "/items/?q=不存在的东西啊&online=1",
    "/departments/",
    "/departments/D01/",
    "/bundles/",
    "/bundles/T02/",
    "/bundles/T10/",
    "/progress/",
    "/p/7M2C41TX/",
    "/verify/",
    "/verify/?number=123",
    "/figures/",
    "/figures/compression/",
    "/figures/compression/D01/",
    "/help/receipt/",
    "/help/remedies/",
    "/help/centres/",
    "/sitemap/",
    "/robots.txt",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_can_open(stranger: Client, address: str) -> None:
    response = stranger.get(address)
    assert response.status_code == 200
