"""What a visitor's line has to carry, compressed as it is sent."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

FIRST, AFTER = 150 * 1024, 40 * 1024
PAGES = ["/", "/items/", "/items/?q=登记", "/items/610131004001/", "/departments/", "/help/centres/",
         "/progress/", "/bundles/T01/", "/sitemap/"]  # fmt: skip


def sent(body: bytes) -> int:
    return len(gzip.compress(body))


def assets(html: str) -> int:
    """The size of the files that the page loads, compressed as whitenoise sends them."""
    total = 0
    for name in set(re.findall(r'(?:href|src)="/static/([^"]+)"', html)):
        path = finders.find(name)
        assert path, name
        total += sent(Path(str(path)).read_bytes())
    return total


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_light(stranger, address):
    answer = stranger.get(address, headers={"Accept-Encoding": "gzip"})
    body = answer.content
    compressed = answer.headers.get("Content-Encoding") == "gzip"
    html = gzip.decompress(body) if compressed else body
    assert len(body) < AFTER
    assert len(body) + assets(html.decode()) < FIRST


def test_a_page_for_everyone_is_sent_compressed_and_varies_by_it(stranger):
    answer = stranger.get("/items/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    plain = stranger.get("/items/")
    assert "Content-Encoding" not in plain.headers
    assert plain.content == gzip.decompress(answer.content)
