"""The component sheet and the frame's own pages in a real browser, on the desk and on the phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.ui import addresses

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.web.ui.addresses"),
]
PAGES = {
    "00-components": "/ui/components",
    "accessibility": "/ui/accessibility",
    "offline": "/ui/offline",
    "login": "/login/",
}


@pytest.fixture(params=[1440, 360])
def any_page(request, new_page):
    """A desk's screen, then an old phone."""
    return new_page(width=request.param)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_open_to_everyone_at_every_width(frame, any_page, check_accessible, shot, name):
    any_page.goto(frame + PAGES[name])
    shot(any_page, name)
    check_accessible(any_page)


@pytest.mark.parametrize("name", ["/ui/components", "/login/"])
def test_the_keyboard_reaches_everything_visibly(frame, page, check_focus, name):
    page.goto(frame + name)
    check_focus(page)


@pytest.mark.parametrize("name", ["paper", "screen"])
def test_paper_and_wall_are_accessible(frame, new_page, check_accessible, shot, name):
    page = new_page(width={"paper": 1000, "screen": 1920}[name], height=1080)
    page.goto(f"{frame}/ui/components/{name}")
    shot(page, f"sheet-{name}")
    check_accessible(page)


def test_large_print_needs_no_script_and_keeps_the_page(frame, browser, check_accessible, shot):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{frame}/ui/accessibility")
    page.get_by_role("link", name="大字版").click()
    assert page.url.endswith("/ui/accessibility")
    assert page.locator("body.q-large").count() == 1
    shot(page, "accessibility-large")
    page.get_by_role("link", name="标准字号").click()
    assert page.locator("body.q-large").count() == 0
    context.close()


def test_a_question_opens_beside_the_button_and_escape_closes_it(frame, page):
    page.goto(f"{frame}/ui/components")
    decline = page.get_by_role("button", name="不予受理")
    decline.click()
    assert page.get_by_text("确定不予受理？").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_text("确定不予受理？").count() == 0
    assert decline.is_visible()


def test_ticking_rows_opens_the_bulk_bar_and_j_moves_down(frame, page):
    page.goto(f"{frame}/ui/components")
    page.get_by_role("heading", name="办理经过").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "食品经营许可核发"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "洪水影响评价审批"
    page.keyboard.press("x")
    assert not page.locator(".q-task .q-ck").nth(1).is_checked()


def test_a_greyed_key_says_why_it_does_nothing(frame, page):
    page.goto(f"{frame}/ui/components")
    page.keyboard.press("F9")
    assert "现在还不能按这个键" in page.locator("[data-toast]").inner_text()


def test_a_dropped_file_is_listed_with_its_size(frame, page):
    page.goto(f"{frame}/ui/components")
    page.locator("#id_fresh-papers").set_input_files(
        {"name": "平面图.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7" * 400}
    )
    listed = page.locator("[data-drop-list]").first.inner_text()
    assert "平面图.pdf" in listed
    assert "3 KB" in listed


def test_a_signature_is_drawn_and_cleared(frame, page):
    page.goto(f"{frame}/ui/components")
    pad = page.locator("[data-signature]").first
    field = pad.locator("input")
    pad.scroll_into_view_if_needed()
    box = pad.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 90, steps=8)
    page.mouse.up()
    assert field.input_value().startswith("data:image/png;base64,")
    pad.get_by_role("button", name="清除重签").click()
    assert field.input_value() == ""


def test_what_is_typed_is_saved_by_itself(frame, page):
    addresses.saved.clear()
    page.goto(f"{frame}/form")
    page.get_by_label("姓名").fill("柏青禾")
    expect(page.locator("[data-autosave-state]")).to_contain_text("已保存")
    assert addresses.saved[-1]["a"] == "柏青禾"
    assert page.evaluate("localStorage.length") == 0


def test_nothing_is_lost_when_the_connection_goes(frame, page):
    addresses.saved.clear()
    page.goto(f"{frame}/form")
    page.context.set_offline(True)
    page.get_by_label("姓名").fill("卫沐阳")
    expect(page.locator("[data-autosave-state]")).to_contain_text("存在本机")
    assert addresses.saved == []
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-state]")).to_contain_text("已保存")
    assert addresses.saved[-1]["a"] == "卫沐阳"


def test_what_was_not_saved_comes_back_after_a_reload(frame, page):
    page.goto(f"{frame}/form")
    page.context.set_offline(True)
    page.get_by_label("手机").fill("139")
    expect(page.locator("[data-autosave-state]")).to_contain_text("存在本机")
    page.close()
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(f"{frame}/form")
    expect(again.get_by_label("手机")).to_have_value("139")


def test_enter_goes_to_the_next_field_and_a_key_acts(frame, page):
    page.goto(f"{frame}/form")
    page.get_by_label("姓名").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "b"
    page.keyboard.press("F9")
    expect(page.locator("h1")).to_have_text(re.compile(r"[0-9a-f]{8}-"))
