"""How much faster than the law, for everybody."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.factories import cases
from tests.factories.county import moment

if TYPE_CHECKING:
    from tests.factories.county import Staff


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    from quancheng.kernel import moments

    monkeypatch.setattr(moments, "now", lambda: moment(17, on=date(2026, 3, 9)))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def decided(county: Staff) -> None:
    """A food licence that took five of the ten working days of the law."""
    case = cases.accepted(county, cases.guide_named(cases.FOOD), now=moment())
    late = moment(on=date(2026, 3, 9))
    cases.decided(county, cases.examined(county, case, now=late), now=late)


def test_the_county_says_what_it_promises_and_what_it_achieves(
    stranger: Client, county: Staff
) -> None:
    decided(county)
    said = words(stranger.get("/figures/compression/").content.decode())
    promised = re.search(r"我们承诺的，平均比法律规定短 (\d+\.\d)%", said)
    assert promised is not None
    assert float(promised.group(1)) >= 60
    assert "实际办下来，平均比法律规定短 50.0%" in said
    assert "65 项没有法定期限或单位不同，不参加" in said
    assert "工作日 5 / 10，缩短 50.0%" in said


def test_the_county_leads_to_a_department_and_that_to_its_items(
    stranger: Client, county: Staff
) -> None:
    decided(county)
    page = stranger.get("/figures/compression/").content.decode()
    assert 'href="/figures/compression/D01/"' in page
    office = stranger.get("/figures/compression/D01/").content.decode()
    code = cases.guide_named(cases.FOOD).item_code
    assert f'href="/items/{code}/"' in office
    assert "10 工作日 4 工作日 60.0% 1 件 50.0%" in words(office)
    assert "当场" in office


def test_suspended_days_are_said_apart(
    stranger: Client, county: Staff, settings: object, tmp_path: object
) -> None:
    from tests.factories import review

    settings.FILES_FOLDER = tmp_path / "files"  # type: ignore[attr-defined,operator]
    case = review.due_today(county, cases.guide_named(cases.FLOOD))
    cases.decided(county, case, now=moment(on=date(2026, 2, 24)))
    said = words(stranger.get("/figures/compression/D19/").content.decode())
    assert "其中 1 件停过计时，共 8 天" in said
    assert "20 工作日 8 工作日 60.0% 1 件 60.0%" in said


def test_an_unknown_department_is_not_found(stranger: Client) -> None:
    assert stranger.get("/figures/compression/D99/").status_code == 404


def test_the_public_figures_lead_there(stranger: Client) -> None:
    assert 'href="/figures/compression/"' in stranger.get("/figures/").content.decode()


def test_the_page_is_read_once_a_minute(
    stranger: Client, django_assert_max_num_queries: object
) -> None:
    stranger.get("/figures/compression/")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        stranger.get("/figures/compression/D01/?again=1")


def test_every_month_is_a_row_of_a_table_that_the_chart_is_drawn_from(
    stranger: Client, county: Staff
) -> None:
    decided(county)
    early = cases.accepted(county, cases.guide_named(cases.FOOD), now=moment(on=date(2026, 2, 24)))
    day = moment(on=date(2026, 2, 25))
    cases.decided(county, cases.examined(county, early, now=day), now=day)
    for address in ("/figures/compression/", "/figures/compression/D01/"):
        page = stranger.get(address).content.decode()
        assert 'data-chart-of="by-month"' in page
        months = words(page.split('id="by-month"')[1].split("</table>")[0])
        assert "2026年2月 1 件 90.0% 90.0% 2026年3月 1 件 50.0% 50.0%" in months


def test_a_department_that_decided_nothing_says_so(stranger: Client, county: Staff) -> None:
    decided(county)
    said = words(stranger.get("/figures/compression/D19/").content.decode())
    assert "这段时间没有办结的件" in said
