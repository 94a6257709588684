"""到期与延续 at the office desk."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.delivery import queries as delivery
from quancheng.journeys import renew
from quancheng.kernel.moments import day_of, now
from tests.factories import cases
from tests.factories.county import COUNTY, doing


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def result(county):
    """A flood assessment that ends on 1 March 2029."""
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=7)
    case = cases.decided(county, cases.examined(county, case))
    found = delivery.result_of(case_id=case.id)
    assert found is not None
    assert found.valid_until == date(2029, 3, 1)
    return found


def test_a_year_shows_its_results_month_by_month_and_how_they_stand(county, supervisor, result):
    page = text_of(supervisor.get("/office/renewals/?year=2029"))
    for words in ("2029年", result.number, "2029年3月1日", "有效"):
        assert words in page
    assert result.number not in text_of(supervisor.get("/office/renewals/?year=2029&month=4"))
    assert "没有符合条件的证照" in text_of(supervisor.get("/office/renewals/?year=2029&state=due"))


def test_an_application_for_renewal_is_shown_with_its_day(county, admin, result):
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=7)
    renew.link(
        doing=doing(county.of_office("D19", "examiner")),
        region_code=COUNTY,
        number=case.number,
        result_number=result.number,
    )
    page = text_of(admin.get("/office/renewals/?year=2029&month=3&state=applied"))
    assert "已申请" in page
    assert "3月2日申请" in page
    body = admin.get("/office/renewals/list.csv?year=2029")
    assert body["Content-Type"].startswith("text/csv")
    lines = body.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("证照,证照编号,持证人")
    assert case.number in lines[1]


def test_a_file_holds_what_the_filters_leave(admin, result):
    body = admin.get("/office/renewals/list.csv?year=2029&state=expired").content
    assert len(body.decode("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("query", ["year=x&month=99&state=?", "year=1066", "year=²", "year=99999"])
def test_an_address_that_means_nothing_shows_this_year(admin, query):
    assert f"{day_of(now()).year}年" in text_of(admin.get(f"/office/renewals/?{query}"))


def test_a_cell_that_looks_like_a_formula_is_harmless() -> None:
    from quancheng.web.office.pages.renewals import _harmless

    assert _harmless("=1+1") == "'=1+1"
    assert _harmless("甲") == "甲"
