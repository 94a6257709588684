"""Two hands: on the keyboard of a counter, and with a pen on a pad."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

MOST_STOPS = 60
_HERE = """() => {
    const here = document.activeElement;
    return {
        name: here.name || '', type: here.type || '', value: here.value || '',
        row: Boolean(here.closest('li[data-material]')), form: Boolean(here.closest('#form')),
        key: here.dataset.key || '',
    };
}"""


def fill_in(page: Page, form: dict[str, Any]) -> None:
    """Go through an intake with Enter from stop to stop, until the key that receives is reached.

    ``form`` holds what is typed, by field name; a field that is filled in already is left alone.
    """
    for _ in range(MOST_STOPS):
        here = page.evaluate(_HERE)
        if here["key"] == "F9":
            return
        if here["form"]:
            _answer(page, here, form)
        page.keyboard.press("Enter")
        if here["name"] == "applicant_id_number":
            page.locator("#id_applicant_id_number:not(:focus)").wait_for()
            page.wait_for_load_state("networkidle")
    raise AssertionError(f"Enter never reached the end of the intake, it is at {here}")


def _answer(page: Page, here: dict[str, Any], form: dict[str, Any]) -> None:
    wanted = str(form.get(here["name"], ""))
    if here["type"] == "select-one":
        for _ in range(MOST_STOPS):
            now = page.evaluate(_HERE)["value"]
            if now == wanted or (now and not wanted):
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"{here['name']} has no choice {wanted!r}")
    if here["type"] in {"checkbox", "radio"}:
        page.keyboard.press("Space")
    elif wanted != here["value"]:
        page.keyboard.type(wanted)


def sign(page: Page, pad: Locator) -> None:
    """Draw a name on a pad."""
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 10):
        page.mouse.move(box["x"] + 40 + 20 * step, box["y"] + 60 + (30 if step % 2 else 0))
    page.mouse.up()
