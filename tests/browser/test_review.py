"""The review desk in a real browser: list, case, signature, bulk; desk and phone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
READ = "() => document.querySelector('.rv-doc[open] img').naturalWidth === 900"
"""The scanned page has been opened in its place."""


@pytest.fixture
def desk(own_county, monkeypatch, settings):
    """The address of a server of the county on 24 February 2026, 10:24."""
    from quancheng.kernel import moments
    from tests.factories.review import at

    settings.DEMO = True
    monkeypatch.setattr(moments, "now", lambda: at(2, 24, 10, 24))
    caches["process"].clear()
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    caches["process"].clear()


@pytest.fixture
def day(own_county, desk):
    """Cases in every state at the water office."""
    from tests.factories.review import scene

    return scene(own_county)


@pytest.fixture
def sit(desk, own_county, new_page):
    """Open a browser in which somebody has logged in."""

    def open_for(actor, *, width=1440):
        from django.contrib.auth import get_user_model

        client = Client()
        client.force_login(get_user_model().objects.get(pk=actor.account_id))
        page = new_page(width=width)
        page.context.add_cookies(
            [
                {
                    "name": "sessionid",
                    "value": client.cookies["sessionid"].value,
                    "domain": urlsplit(desk).hostname,
                    "path": "/",
                }
            ]
        )
        page.goto(f"{desk}/review/")
        return page

    return open_for


@pytest.fixture
def look(shot, check_accessible):
    """Take a picture of a page and check that everyone can read it."""

    def take(page, name):
        shot(page, name)
        check_accessible(page)

    return take


@pytest.mark.parametrize("width", [1440, 360])
def test_list_and_case_can_be_read_by_everyone(day, own_county, sit, look, width):
    page = sit(own_county.of_office("D19", "head"), width=width)
    look(page, "05-review-list")
    for name, address in {
        "05-review-list-office": "?mine=office",
        "review-reception": "reception/",
        "review-done": "done/",
        "06-review-case": f"cases/{day.today.number}/",
        "06-review-case-held": f"cases/{day.held.number}/",
        "07-proof-sheet": f"cases/{day.today.number}/proof/",
    }.items():
        page.goto(f"{_root(page)}/review/{address}")
        look(page, name)
    examiner = sit(own_county.of_office("D19", "examiner"), width=width)
    examiner.goto(f"{_root(page)}/review/cases/{day.fresh.number}/")
    look(examiner, "06-review-case-examiner")


@pytest.mark.parametrize("width", [1440, 360])
def test_a_joint_case_and_a_refused_form_can_be_read_by_everyone(own_county, sit, look, width):
    from tests.factories import cases, review

    guide = cases.guide_named("建设工程设计方案审定")
    case = cases.accepted(own_county, guide, now=review.at(2, 11), counter="W13", seed=21)
    review.opinion(own_county, case, now=review.at(2, 13))
    page = sit(cases.person_for(own_county, case, 1), width=width)
    page.goto(f"{_root(page)}/review/cases/{case.number}/")
    look(page, "06-review-case-joint")
    page.locator(".rv-side summary", has_text="停计时").click()
    page.get_by_text("不同意", exact=True).click()
    page.get_by_role("button", name="提交意见").click()
    page.locator("[data-errors]").wait_for()
    look(page, "06-review-case-mistaken")


def _root(page):
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"


def _stroke(page):
    """Draw on the pad."""
    pad = page.locator("[data-signature] canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 40 + step * 24, box["y"] + 60 + (step % 2) * 30)
    page.mouse.up()


def test_a_head_reads_signs_and_the_case_goes_to_delivery(day, own_county, sit, look):
    from tests.factories import cases
    from tests.factories.county import PASSWORD

    page = sit(own_county.of_office("D19", "head"))
    page.locator("h2 a").nth(1).click()
    page.get_by_text("洪水影响评价审批申请表").click()
    page.wait_for_function(READ)
    page.get_by_role("button", name="同意审查意见").click()
    assert "准予许可" in page.get_by_label("意见", exact=True).input_value()
    page.get_by_text("不予", exact=True).click()
    assert page.get_by_role("button", name="签批不予").is_visible()
    assert page.get_by_text("60 日内可以向").is_visible()
    page.get_by_text("退回", exact=True).click()
    assert page.get_by_label("退回到").is_visible()
    page.get_by_text("准予", exact=True).click()
    _stroke(page)
    look(page, "06-review-case-signing")
    page.keyboard.press("Control+Enter")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.get_by_text("已准予：洪水影响评价审批").wait_for()
    case = cases.read(day.today.number)
    assert (case.state.value, case.outcome) == ("delivering", "granted")
    page.goto(f"{_root(page)}/review/cases/{day.soon.number}/")
    assert page.get_by_alt_text("上次的手写签名").evaluate("one => one.naturalWidth") > 100
    look(page, "06-review-case-kept-hand")


def test_signing_on_a_phone_takes_four_taps_with_reading(day, own_county, sit):
    from quancheng.ops.simulator.handwriting import DRAWN
    from tests.factories import cases
    from tests.factories.county import PASSWORD
    from tests.factories.review import at, signed_before

    signed_before(own_county, cases.guide_named(cases.FLOOD), now=at(2, 14, 9), signature=DRAWN)
    phone = sit(own_county.of_office("D19", "head"), width=360)
    phone.add_init_script(
        "addEventListener('click', () => sessionStorage.setItem('taps',"
        " +sessionStorage.getItem('taps') + 1), true)"
    )
    phone.reload()
    row = phone.locator(".q-task").filter(has_text=day.today.applicant_name)
    row.get_by_role("link", name="签批").tap()
    phone.locator(".rv-doc summary").first.tap()
    phone.locator(".rv-doc[open] img").scroll_into_view_if_needed()
    phone.wait_for_function(READ)
    phone.get_by_role("button", name="签批准予").tap()
    phone.get_by_label("密码").fill(PASSWORD)
    phone.get_by_role("button", name="确认").tap()
    phone.get_by_text("已准予：洪水影响评价审批").wait_for()
    assert int(phone.evaluate("sessionStorage.getItem('taps')")) <= 4
    assert cases.read(day.today.number).outcome == "granted"


def test_the_list_is_worked_with_the_keyboard(day, own_county, sit, look):
    page = sit(own_county.of_office("D19", "head"))
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    bar = page.get_by_role("region", name="批量操作")
    assert "已选 2 件，同为决定环节" in bar.inner_text().replace("\n", "")
    look(page, "05-review-list-chosen")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/cases/**")
    assert page.get_by_role("heading", level=1).inner_text() == "洪水影响评价审批"


@pytest.mark.parametrize("width", [1440, 360])
def test_like_cases_are_signed_together(day, own_county, sit, look, width):
    from tests.factories import cases
    from tests.factories.county import PASSWORD

    page = sit(own_county.of_office("D19", "head"), width=width)
    for case in (day.today, day.late):
        page.get_by_role("checkbox", name=f"选中 {case.item_name} {case.applicant_name}").check()
    look(page, "05-review-list-bulk")
    page.get_by_role("button", name="一起签批…").click()
    look(page, "review-many")
    _stroke(page)
    page.get_by_role("button", name="签批准予 2 件").click()
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.get_by_role("heading", name="已准予 2 件").wait_for()
    look(page, "review-many-told")
    assert cases.read(day.late.number).outcome == "granted"


def test_unlike_cases_cannot_be_chosen_together(day, own_county, sit):
    from tests.factories import cases, review

    examiner = own_county.of_office("D19", "examiner")
    second = cases.accepted(
        own_county, cases.guide_named(cases.FLOOD), now=review.at(2, 24), counter="W13", seed=12
    )
    review.opinion(own_county, second, now=review.at(2, 24))
    page = sit(examiner)
    for box in page.get_by_role("checkbox").all():
        box.check()
    assert "不在同一个环节" in page.get_by_role("region", name="批量操作").inner_text()
    assert page.get_by_role("button", name="一起办理…").is_disabled()


def test_a_number_is_opened_in_full_in_place(day, own_county, sit):
    page = sit(own_county.of_office("D19", "examiner"))
    page.goto(f"{_root(page)}/review/cases/{day.fresh.number}/")
    page.get_by_text("查看完整").click()
    page.get_by_label("查看哪一项").select_option("phone")
    page.get_by_label("为什么要看").fill("电话核实申请人")
    page.get_by_role("button", name="查看").click()
    page.get_by_text("已记录这次查看").wait_for()
    assert page.locator("#opened .q-mono").inner_text().isdigit()


def test_filters_go_at_once_and_a_scan_opens_the_case(day, own_county, sit):
    page = sit(own_county.of_office("D19", "head"))
    page.get_by_label("环节").select_option("决定")
    page.wait_for_url("**step=**")
    page.get_by_label("找办件").fill(day.today.receipt_code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/cases/{day.today.number}/")
