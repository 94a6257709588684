"""A real Chromium for the browser stories: pages at 1440 and 360 px, axe, screenshots, focus and titles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "build" / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--headless=new",
]
DESK_WIDTH, PHONE_WIDTH = 1440, 360
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """The system's Chromium; `.ci/test-setup` installs it where it is missing."""
    named = os.environ.get("CHROMIUM", "")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, "没有找到 Chromium，请先运行 make test-setup，或用环境变量 CHROMIUM 指定。"
    return found


@pytest.fixture(scope="session", autouse=True)
def _static_folder() -> None:
    """Where collected files would be: the live server serves the sources, but wants the folder."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def frame() -> Iterator[str]:
    """The address of a server for pages that need no database: the frame's own and the sheet.

    Stories that need one use the site of `tests/factories`: Django's own live server empties all
    tables after each test, which the ledger refuses.
    """
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    running = _playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield running
    running.close()


def _watched(context: BrowserContext) -> Page:
    """A page that keeps what its console and its scripts complain about."""
    page = context.new_page()
    page.troubles = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.troubles.append(str(error)))  # type: ignore[attr-defined]
    page.on(
        "console",
        lambda message: (
            page.troubles.append(message.text)  # type: ignore[attr-defined]
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    return page


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages of any width, each person in a browser of his own: `new_page(width=360)`."""
    contexts: list[BrowserContext] = []

    def open_page(*, width: int = DESK_WIDTH, height: int = 900, **options: Any) -> Page:
        is_phone = width <= PHONE_WIDTH
        context = browser.new_context(
            viewport={"width": width, "height": 800 if is_phone else height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=is_phone,
            service_workers="block",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return _watched(context)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desk's screen, 1440 px."""
    return new_page(width=DESK_WIDTH)


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """An old phone, 360 px."""
    return new_page(width=PHONE_WIDTH)


@pytest.fixture
def check_accessible() -> Callable[[Page], None]:
    """axe finds nothing, the title and the first heading are there, and nothing scrolls sideways."""

    def check(page: Page) -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',
            'wcag21aa', 'wcag22aa', 'best-practice']})).violations.map(v => v.id + ': ' + v.help +
            ' → ' + v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' +
            (n.any[0] || n.all[0] || n.none[0] || {message: ''}).message).join(' | '))"""
        )
        assert found == []
        check_page(page)

    return check


def check_page(page: Page) -> None:
    """A title, one first heading, no sideways scroll, no complaint of the browser."""
    assert page.title().strip() not in {"", "· 全程"}
    assert page.locator("h1").count() == 1
    too_wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert too_wide <= 0, f"{page.url} scrolls sideways by {too_wide} px"
    assert page.troubles == []  # type: ignore[attr-defined]


@pytest.fixture
def check_focus() -> Callable[[Page], None]:
    """The skip link comes first, and every stop of the Tab key that follows shows where it is."""

    def check(page: Page) -> None:
        first = page.locator("a[href], button, input, select, textarea, summary").first
        assert first.get_attribute("class") == "q-skip"
        first.focus()
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = page.evaluate(
                "(() => { const one = document.activeElement; if (one === document.body) return 'end';"
                " return getComputedStyle(one).outlineStyle; })()"
            )
            assert outline in {"solid", "auto", "end"}

    return check


@pytest.fixture
def shot() -> Callable[[Page, str], Path]:
    """A picture of the whole page under build/screenshots/<name>-<width>.png."""

    def take(page: Page, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        width = (page.viewport_size or {"width": 0})["width"]
        path = SCREENSHOTS / f"{name}-{width}.png"
        page.evaluate("document.fonts.ready")
        page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.fixture
def look(
    shot: Callable[[Page, str], Path], check_accessible: Callable[[Page], None]
) -> Callable[[Page, str], None]:
    """A picture of the page, then every check: `look(page, "05-review-list")`."""

    def take(page: Page, name: str) -> None:
        shot(page, name)
        check_accessible(page)

    return take
