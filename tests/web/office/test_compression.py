"""Compression at the office desk: county, office, item, and the cases behind each figure."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.identity import operations as identity
from quancheng.identity.rules import Role
from quancheng.kernel import moments
from tests.factories import cases
from tests.factories.county import moment
from tests.web.office.conftest import browser_of

TODAY = date(2026, 3, 31)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: moment(10, on=TODAY))


@pytest.fixture
def food(county):
    return cases.guide_named(cases.FOOD).item_code


def decided(county, *, seed=1, on=date(2026, 3, 9)):
    """A food licence accepted on 2 March."""
    case = cases.accepted(county, cases.guide_named(cases.FOOD), now=moment(), seed=seed)
    case = cases.examined(county, case, now=moment(on=on))
    return cases.decided(county, case, now=moment(on=on))


def text_of(response):
    return response.content.decode()


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def office(county, code, role):
    actor = county.of_office(code, role)
    return browser_of(actor.account_id, actor.post_id)


def test_the_county_is_drilled_down_to_the_proof_sheet_of_a_case(admin, county, food):
    case = decided(county)
    board = text_of(admin.get("/office/compression/"))
    assert "承诺比法定平均缩短 70.8%" in words(board)
    assert 'href="/office/compression/offices/D01/"' in board
    items = text_of(admin.get("/office/compression/offices/D01/"))
    assert f'href="/office/compression/items/{food}/"' in items
    behind = text_of(admin.get(f"/office/compression/items/{food}/"))
    assert f'href="/review/cases/{case.number}/"' in behind
    assert f'href="/review/cases/{case.number}/proof/"' in behind
    assert "5 工作日 10 工作日 50.0%" in words(behind)
    assert admin.get(f"/review/cases/{case.number}/proof/").status_code == 200


def test_the_months_are_a_table_that_the_chart_is_drawn_from(admin, county):
    decided(county)
    page = text_of(admin.get("/office/compression/"))
    assert "2026年3月 1 50.0% 50.0%" in words(page)
    assert 'data-chart-of="by-month"' in page
    assert 'aria-hidden="true"' in page
    assert not re.search(r"<script(?![^>]*src=)", page)


def test_a_month_can_be_chosen_and_stays_in_the_links(admin, county, food):
    decided(county)
    march = text_of(admin.get("/office/compression/?month=2026-03"))
    assert 'href="/office/compression/offices/D01/?month=2026-03"' in march
    february = text_of(admin.get(f"/office/compression/items/{food}/?month=2026-02"))
    assert "这段时间没有办结的件" in february
    assert '<option value="2026-02" selected>' in february


@pytest.mark.parametrize("month", ["x", "2026-13", "1999-01"])
def test_a_made_up_month_is_all_of_them(admin, month):
    answer = admin.get(f"/office/compression/?month={month}")
    assert answer.status_code == 200
    assert "2025年4月至2026年3月" in text_of(answer)


def test_a_head_sees_his_own_office_and_its_cases(county, food):
    case = decided(county)
    head = office(county, "D01", "head")
    page = text_of(head.get("/office/compression/"))
    assert "紫阳县市场监督管理局" in page
    assert "紫阳县水利局" not in page
    assert 'href="/office/items/"' not in page
    assert f'href="/review/cases/{case.number}/proof/"' in text_of(
        head.get(f"/office/compression/items/{food}/")
    )
    assert 'href="/office/compression/"' in text_of(head.get("/review/"))


def test_a_head_of_another_office_finds_neither_office_nor_item(county, food):
    decided(county)
    head = office(county, "D19", "head")
    for tail in ("offices/D01/", f"items/{food}/"):
        assert head.get(f"/office/compression/{tail}").status_code == 404
    assert head.get("/office/items/").status_code == 403


@pytest.mark.parametrize("role", ["counter", "examiner", "approver", "delivery"])
def test_nobody_else_is_let_in(sign_in, role):
    assert sign_in(role).get("/office/compression/").status_code == 403


def test_a_viewer_of_the_city_reads_the_figures_and_opens_no_case(county, food):
    case = decided(county)
    rows = [
        {
            "employee_no": "AK0001",
            "name": "市级查看员（演示）",
            "department_code": "",
            "town_code": "",
            "role": "市级查看人员",
            "window": "",
            "region_code": "610900",
        }
    ]
    identity.load_staff(rows, region_code="610924", now=moment(8))
    viewer = county._first(role=Role.CITY_VIEWER.value, region_code="610900")
    client = browser_of(viewer.account_id, viewer.post_id)
    page = text_of(client.get(f"/office/compression/items/{food}/"))
    assert "50.0%" in page
    assert case.number not in page


def test_a_page_costs_as_many_queries_for_one_case_as_for_many(admin, county, food):
    addresses = [
        "/office/compression/",
        "/office/compression/offices/D01/",
        f"/office/compression/items/{food}/",
    ]

    def cost():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                admin.get(address)
            found.append(len(captured))
        return found

    decided(county)
    cost()
    first = cost()
    for seed in range(2, 6):
        decided(county, seed=seed)
    assert cost() == first
    assert max(first) <= 24
