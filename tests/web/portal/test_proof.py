"""时限计算书 for the applicant: after number and check code, as page, paper and data."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from quancheng.cases.queries.file import case_file
from quancheng.identity.rules import Role, Scope
from quancheng.journeys import extend
from tests.factories import cases, review
from tests.factories.county import COUNTY, doing, moment

if TYPE_CHECKING:
    from tests.factories.county import Staff

EVERYTHING = Scope(role=Role.SUPERVISOR, counties=(COUNTY,))


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    from quancheng.kernel import moments

    monkeypatch.setattr(moments, "now", lambda: moment(17, on=date(2026, 2, 24)))


@pytest.fixture
def water(county: Staff, settings: Any, tmp_path: Any) -> str:
    """The number of a case that was stopped for an expert review."""
    settings.FILES_FOLDER = tmp_path / "files"
    return review.due_today(county, cases.guide_named(cases.FLOOD)).number


def opened(client: Client, number: str) -> None:
    """Show the codes of the case."""
    file = case_file(scope=EVERYTHING, number=number)
    given = {"number": file.receipt_code, "check_code": file.check_code}
    assert client.post("/progress/", given).status_code == 302


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("tail", ["proof/", "proof.pdf", "proof.json"])
def test_nobody_sees_the_sheet_without_the_check_code(
    stranger: Client, water: str, tail: str
) -> None:
    answer = stranger.get(f"/progress/{water}/{tail}")
    assert (answer.status_code, answer["Location"]) == (302, "/progress/")


def test_the_sheet_says_of_every_day_whether_it_counts_and_why(
    stranger: Client, water: str
) -> None:
    opened(stranger, water)
    answer = stranger.get(f"/progress/{water}/proof/")
    assert "no-store" in answer["Cache-Control"]
    said = words(answer.content.decode())
    for expected in (
        "2月3日 （周二） 不算 专家评审停计时",
        "2月14日 （周六） 算 调休上班",
        "2月16日 （周一） 不算 春节放假",
        "一共 44 天 ＝ 算了 20 天 ＋ 停计时 8 天 ＋ 休息日 16 天",
        "承诺到期",
        "法定到期",
    ):
        assert expected in said


def test_the_page_of_the_case_leads_to_the_sheet(stranger: Client, water: str) -> None:
    opened(stranger, water)
    page = stranger.get(f"/progress/{water}/").content.decode()
    assert f'href="/progress/{water}/proof/"' in page


def test_the_sheet_is_a_paper_and_data_as_well(stranger: Client, water: str) -> None:
    opened(stranger, water)
    paper = stranger.get(f"/progress/{water}/proof.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    data = stranger.get(f"/progress/{water}/proof.json")
    assert "attachment" in data["Content-Disposition"]
    record = json.loads(data.content)
    assert len(record["days"]) > 44


def test_the_code_on_the_sheet_leads_to_the_page_that_checks_it(
    stranger: Client, water: str
) -> None:
    opened(stranger, water)
    page = stranger.get(f"/progress/{water}/proof/").context["page"]
    file = case_file(scope=EVERYTHING, number=water)
    assert page.qr.endswith(f"/p/{file.receipt_code}/")
    asked = stranger.get(f"/p/{file.receipt_code}/").content.decode()
    assert "查询码" in asked
    assert file.receipt_code in asked


def test_before_acceptance_there_is_nothing_to_compute(stranger: Client, county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    opened(stranger, outcome.number)
    for tail in ("proof/", "proof.pdf", "proof.json"):
        answer = stranger.get(f"/progress/{outcome.number}/{tail}")
        assert answer["Location"] == f"/progress/{outcome.number}/"


def test_an_extension_names_who_approved_it_and_marks_its_days(
    stranger: Client, county: Staff
) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD), now=moment(on=date(2026, 2, 11)))
    extend.extend(
        doing=doing(county.of_office("D01", "head"), now=moment(on=date(2026, 2, 12))),
        region_code=COUNTY,
        number=case.number,
        days=5,
        reason="案情复杂，需要补充核查。",
    )
    opened(stranger, case.number)
    said = words(stranger.get(f"/progress/{case.number}/proof/").content.decode())
    assert "含延长 5 天" in said
    assert "延长期限，由县市场监管局（部门负责人）批准。" in said
    page = stranger.get(f"/progress/{case.number}/").content.decode()
    assert "延长 5 天" in page
    assert "日，法定期限内，延长的日子" in page
