"""What the first visit to the portal transfers: styles and script, as whitenoise sends them."""

from __future__ import annotations

import gzip
from pathlib import Path

import quancheng.web.ui

STATIC = Path(quancheng.web.ui.__file__).with_name("static") / "ui"
PORTAL = (
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/forms.css",
    "css/portal.css",
    "js/portal.js",
    "img/icon.svg",
)
FRAME_BUDGET = 30 * 1024


def test_the_frame_of_the_portal_leaves_room_for_the_page() -> None:
    sent = sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in PORTAL)
    assert sent < FRAME_BUDGET


def test_no_style_is_longer_than_a_screenful_of_files() -> None:
    for sheet in STATIC.glob("css/*.css"):
        assert len(sheet.read_text(encoding="utf-8").splitlines()) <= 400, sheet.name


def test_no_style_loads_anything_from_elsewhere() -> None:
    for sheet in STATIC.glob("css/*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "http" not in text
        assert "@import" not in text
