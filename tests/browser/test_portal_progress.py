"""An applicant follows a case from an old phone and from a desk."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def portal(own_county, monkeypatch):
    """A server of the county on the day on which the case is looked up."""
    from quancheng.kernel import moments
    from tests.factories.county import moment

    monkeypatch.setattr(moments, "now", lambda: moment(10, 24, on=date(2026, 2, 24)))
    caches["process"].clear()
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    caches["process"].clear()


@pytest.fixture
def case(own_county):
    """食品经营许可, accepted before the holiday and examined after it."""
    from quancheng.journeys.follow import followed
    from tests.factories.cases import FOOD, accepted, examined, guide_named, received
    from tests.factories.county import COUNTY, moment

    food = guide_named(FOOD)
    for seed in range(2, 8):
        counter = ("W06", "W20", "W03")[seed % 3]
        received(
            own_county, food, now=moment(9, seed, on=date(2026, 2, 24)), seed=seed, counter=counter
        )
    made = accepted(own_county, food, now=moment(10, 12, on=date(2026, 2, 13)))
    examined(own_county, made, now=moment(15, 40, on=date(2026, 2, 14)))
    return followed(region_code=COUNTY, number=made.number)


@pytest.mark.parametrize("width", [1440, 360])
def test_an_applicant_finds_out_where_his_case_stands(
    *, portal, case, new_page, check_accessible, check_focus, shot, width
):
    page = new_page(width=width)
    page.goto(portal + "/")
    shot(page, "01-portal-home")
    check_accessible(page)
    page.get_by_role("link", name="查进度").first.click()
    page.get_by_label("收件码或办件编号").fill(case.receipt_code.lower())
    page.get_by_label("查询码").fill("000000")
    page.get_by_role("button", name="查进度").click()
    assert "编号和查询码对不上" in page.get_by_role("alert").inner_text()
    check_accessible(page)
    page.get_by_label("查询码").fill(case.check_code)
    page.get_by_role("button", name="查进度").click()
    assert case.check_code not in page.url
    assert page.locator("h1").inner_text() == "正在办，一切按时"
    assert "2月26日" in page.locator(".p-days").inner_text()
    shot(page, "03-portal-progress")
    check_accessible(page)
    check_focus(page)
    page.get_by_role("link", name="看时限计算书").click()
    assert page.locator("h1").inner_text() == "时限计算书"
    assert "3月5日" in page.locator(".p-due").inner_text()
    assert "春节放假" in page.locator(".p-proof").inner_text()
    shot(page, "portal-proof")
    check_accessible(page)
    with page.expect_download() as paper:
        page.get_by_role("link", name="下载打印版（PDF）").click()
    assert paper.value.suggested_filename == f"时限计算书-{case.line.number}.pdf"
    for name, address in (("compression", ""), ("compression-office", "D01/")):
        page.goto(f"{portal}/figures/compression/{address}")
        shot(page, f"portal-{name}")
        check_accessible(page)
    page.goto(f"{portal}/items/610131004001/")
    page.get_by_text("每一项时限怎样算、依据什么").click()
    shot(page, "02-portal-item-limits")
    check_accessible(page)


@pytest.mark.parametrize("width", [1440, 360])
def test_the_months_of_the_public_figures_are_drawn(
    *, portal, own_county, new_page, check_accessible, shot, width
):
    from tests.factories import cases
    from tests.factories.county import moment

    for seed, (month, day) in enumerate(((1, 5), (1, 12), (2, 2)), start=31):
        start, end = (moment(on=date(2026, month, each)) for each in (day, day + 4))
        made = cases.accepted(own_county, cases.guide_named(cases.FOOD), now=start, seed=seed)
        cases.decided(own_county, cases.examined(own_county, made, now=end), now=end)
    page = new_page(width=width)
    for name, address in (("months", ""), ("months-office", "D01/")):
        page.goto(f"{portal}/figures/compression/{address}")
        page.locator(".q-months svg").wait_for()
        shot(page, f"portal-compression-{name}")
        check_accessible(page)


def test_the_address_in_the_qr_code_asks_for_the_check_code_alone(portal, case, phone, shot):
    phone.goto(f"{portal}/p/{case.receipt_code}/")
    assert phone.get_by_label("收件码或办件编号").input_value() == case.receipt_code
    phone.get_by_label("查询码").fill(case.check_code)
    phone.get_by_role("button", name="查进度").click()
    assert phone.locator("h1").inner_text() == "正在办，一切按时"


def test_the_portal_works_without_scripts(portal, case, new_page):
    page = new_page(width=360, java_script_enabled=False)
    page.goto(portal + "/")
    page.get_by_label("搜索事项").fill("yyzz")
    page.get_by_role("button", name="找事项").click()
    page.get_by_role("link", name="公司设立登记").first.click()
    assert "公司设立登记" in page.locator("h1").inner_text()
    page.goto(portal + "/progress/")
    page.get_by_label("收件码或办件编号").fill(case.line.number)
    page.get_by_label("查询码").fill(case.check_code)
    page.get_by_role("button", name="查进度").click()
    assert page.locator("h1").inner_text() == "正在办，一切按时"
    page.get_by_role("link", name="看时限计算书").click()
    assert page.locator("h1").inner_text() == "时限计算书"
    page.goto(portal + "/figures/compression/")
    assert page.get_by_role("heading", name="每个月实际缩短多少").is_visible()
    assert page.locator(".q-months").is_hidden()
    page.get_by_role("link", name="紫阳县水利局").click()
    assert page.locator("h1").inner_text() == "紫阳县水利局"


@pytest.mark.parametrize("width", [1440, 360])
def test_large_print_fits_every_width(*, portal, case, new_page, check_accessible, shot, width):
    page = new_page(width=width)
    page.goto(portal + "/")
    page.get_by_role("link", name="大字版").click()
    shot(page, "01-portal-home-large")
    check_accessible(page)
    for name, address in (("item", "/items/610131004001/"), ("items", "/items/?q=登记")):
        page.goto(portal + address)
        shot(page, f"portal-{name}-large")
        check_accessible(page)
    page.goto(f"{portal}/p/{case.receipt_code}/")
    page.get_by_label("查询码").fill(case.check_code)
    page.get_by_role("button", name="查进度").click()
    shot(page, "03-portal-progress-large")
    check_accessible(page)


def test_a_guide_prints_on_paper_without_the_frame(portal, page):
    page.goto(portal + "/items/610131004001/")
    page.emulate_media(media="print")
    assert not page.locator(".q-nav").is_visible()
    assert not page.get_by_role("button", name="打印这份指南").is_visible()
    assert page.locator(".p-mat").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
