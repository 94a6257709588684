"""Every letter of a case prints, says what the law wants, and marks its copies."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from quancheng.cases.queries.file import case_file, progress
from quancheng.delivery.queries import UnableToFindResult, result_of, verify
from quancheng.identity.queries import scope_of
from quancheng.identity.rules import Scope
from quancheng.journeys import accept, extend, suspend
from quancheng.journeys.papers import letter_pdf, progress_letter_pdf, result_pdf
from quancheng.ops.simulator.people import Invented, credit_code
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

SITE = "http://localhost:8000"


def _text(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def _print(scope: Scope, number: str, kind: str) -> str:
    file = case_file(scope=scope, number=number)
    letter = next(letter for letter in file.letters if letter.kind == kind)
    _, pdf = letter_pdf(scope=scope, number=number, letter_id=letter.id, public_url=SITE)
    return _text(pdf)


def test_every_letter_of_a_granted_case_prints(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    case = cases.accepted(county, guide)
    case = cases.decided(county, cases.examined(county, case))
    case = cases.handed_over(county, case)
    scope = scope_of(county.at_counter("W06"))
    receipt = _print(scope, case.number, "receipt")
    assert case.receipt_code[:4] in receipt
    acceptance = _print(scope, case.number, "acceptance")
    assert "3月6日" in acceptance
    assert "3月16日" in acceptance
    grant = _print(scope, case.number, "grant")
    assert "准予" in grant
    assert "柏青禾" in _print(scope, case.number, "service_receipt")
    result = result_of(case_id=case.id)
    assert result is not None
    name, pdf = result_pdf(scope=scope, number=case.number, public_url=SITE)
    assert result.number in name
    assert result.number in _text(pdf)
    assert verify(number=result.number, check_code=result.check_code).name == guide.result_name
    with pytest.raises(UnableToFindResult):
        verify(number=result.number, check_code="000000")


def test_a_second_print_is_marked_as_a_copy(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    scope = scope_of(county.at_counter("W06"))
    assert "副本" not in _print(scope, outcome.number, "receipt")
    assert "副本" in _print(scope, outcome.number, "receipt")


def test_what_the_applicant_downloads_is_a_copy(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    file = progress(
        region_code=COUNTY, number_or_receipt=outcome.receipt_code, check_code=outcome.check_code
    )
    _, pdf = progress_letter_pdf(file=file, letter_id=file.letters[0].id, public_url=SITE)
    assert "副本" in _text(pdf)


def test_a_correction_notice_lists_every_defect(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    actor = county.at_counter("W06")
    accept.tell_correction(
        doing=doing(actor),
        region_code=COUNTY,
        number=outcome.number,
        defects=[
            {"subject": "营业执照", "problem": "复印件不清楚"},
            {"subject": "平面布局图", "problem": "没有标明尺寸", "wanted": "标尺寸的图"},
        ],
    )
    text = _print(scope_of(actor), outcome.number, "correction")
    for words in ("复印件不清楚", "没有标明尺寸", "标尺寸的图", "第三十二条"):
        assert words in text


def test_declining_and_refusing_say_reasons_and_remedies(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    scope = scope_of(county.at_counter("W06"))
    declined = cases.received(county, guide, seed=2)
    accept.decline(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=declined.number,
        ground="wrong_office",
        reason="该事项由市级机关管辖。",
        competent_office="安康市市场监督管理局",
    )
    refused = cases.examined(county, cases.accepted(county, guide, seed=3))
    cases.decided(county, refused, outcome="refused", reason="经营场所不符合第三条要求。")
    for number, kind, reason in (
        (declined.number, "non_acceptance", "该事项由市级机关管辖"),
        (refused.number, "refusal", "经营场所不符合第三条要求"),
    ):
        text = _print(scope, number, kind)
        assert reason in text
        assert "复议" in text
        assert "诉讼" in text


def test_suspension_and_extension_have_their_letters(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    actor = cases.person_for(county, case)
    scope = scope_of(county.at_counter("W13"))
    suspend.suspend(
        doing=doing(actor),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=8,
    )
    told = _print(scope, case.number, "suspension")
    assert "第四十五条" in told
    promised = "承诺期限预计顺延到2026年3月24日（周二）"
    assert promised in told
    assert "法定期限预计顺延到2026年4月10日（周五）" in told
    later = moment(9, on=date(2026, 3, 10))
    suspend.resume(doing=doing(actor, now=later), region_code=COUNTY, number=case.number)
    extend.extend(
        doing=doing(county.of_office("D19", "head"), now=later),
        region_code=COUNTY,
        number=case.number,
        days=5,
        reason="水文资料需要复核。",
    )
    text = _print(scope, case.number, "extension")
    assert "水文资料需要复核" in text
    assert promised in _print(scope, case.number, "suspension")


def test_a_decision_s_opinion_is_no_duty_of_the_applicant(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    case = cases.examined(county, case)
    case = cases.decided(county, case, reason="同意审查意见，准予许可。")
    text = _print(scope_of(county.at_counter("W06")), case.number, "grant")
    assert "审批意见同意审查意见，准予许可。" in text
    assert "遵守下列要求" not in text


def test_an_item_that_is_no_licence_prints_neutral_titles(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named("法律援助补贴发放"), counter="W12")
    text = _print(scope_of(county.at_counter("W12")), case.number, "acceptance")
    assert "行政许可" not in text
    assert "受理通知书" in text


def test_the_receipt_names_the_office_that_decides(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    outcome = cases.received(county, guide)
    text = _print(scope_of(county.at_counter("W06")), outcome.number, "receipt")
    assert f"审批部门{guide.office_name}" in text


@pytest.mark.parametrize("rare", ["𠮷", "䶮", "㛃"])
def test_a_rare_character_survives_to_the_letter(county: Staff, rare: str) -> None:
    applicant = Invented(
        kind="organisation",
        name=f"紫阳县{rare}记茶饭馆",
        id_kind="uscc",
        id_number=credit_code(serial=77),
        phone="19900000077",
        address="紫阳县城关镇河堤路18号",
    )
    outcome = cases.received(county, cases.guide_named(cases.FOOD), applicant=applicant)
    assert rare in _print(scope_of(county.at_counter("W06")), outcome.number, "receipt")
