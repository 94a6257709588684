"""待办, 待受理, 已办."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.journeys import examine, suspend
from tests.factories import cases
from tests.factories.county import COUNTY, doing, moment


def _flood(county, seed=1, now=None):
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=seed, now=now)


def test_a_task_stands_in_the_list_of_the_person_who_may_do_it(county, sit):
    case = _flood(county)
    page = sit(cases.person_for(county, case)).page("/review/")
    assert case.item_name in page
    assert case.applicant_name in page
    assert f"尾号 {case.number[-5:-1]}" in page
    assert "等我办理 · 今天到" in page


def test_a_finished_step_leaves_the_list(county, sit):
    case = _flood(county)
    examiner = cases.person_for(county, case)
    cases.examined(county, case)
    page = sit(examiner).page("/review/")
    assert case.applicant_name not in page
    assert "都办完了" in page


def test_the_most_urgent_comes_first(county, sit):
    early = _flood(county, seed=1, now=moment(on=date(2026, 2, 24)))
    late = _flood(county, seed=2)
    page = sit(cases.person_for(county, late)).page("/review/")
    assert page.index(early.applicant_name) < page.index(late.applicant_name)


def test_the_header_counts_what_is_overdue_and_drills_down(county, sit, clock):
    case = _flood(county)
    desk = sit(cases.person_for(county, case))
    clock.now = moment(on=date(2026, 3, 27))
    page = desk.page("/review/")
    assert "超 11" in page
    assert case.applicant_name in desk.page("/review/", due="overdue")
    assert case.applicant_name not in desk.page("/review/", due="later")


def test_filters_stay_in_the_address_and_find_by_words(county, sit):
    case, other = _flood(county, seed=1), _flood(county, seed=2)
    desk = sit(cases.person_for(county, case))
    page = desk.page("/review/", words=case.applicant_name)
    assert case.number in page
    assert other.number not in page
    assert 'value="审查" selected' in desk.page("/review/", step="审查")
    assert "没有符合条件的件" in desk.page("/review/", step="没有这个环节")


@pytest.mark.parametrize("nonsense", ["9" * 400, "<script>", "-1", "１２"])
def test_nonsense_in_the_address_does_no_harm(county, sit, nonsense):
    case = _flood(county)
    desk = sit(cases.person_for(county, case))
    query = dict.fromkeys(("mine", "item", "step", "words", "due", "page"), nonsense)
    assert desk.get("/review/", **query).status_code == 200
    assert desk.get("/review/many/", task=nonsense).status_code == 409


def test_a_scanned_number_opens_its_case(county, sit):
    case = _flood(county)
    desk = sit(cases.person_for(county, case))
    for scanned in (
        case.number,
        case.receipt_code,
        f"{case.receipt_code[:4]}-{case.receipt_code[4:]}".lower(),
        f"https://example.org/p/{case.receipt_code}/",
    ):
        answer = desk.get("/review/", words=scanned)
        assert answer.status_code == 302
        assert answer["Location"] == f"/review/cases/{case.number}/"


def test_a_foreign_number_opens_nothing(county, sit):
    case = _flood(county)
    stranger = sit(county.of_office("D14", "examiner"))
    answer = stranger.get("/review/", words=case.number)
    assert answer.status_code == 200
    assert case.applicant_name not in answer.content.decode()


def test_the_whole_office_sees_who_holds_a_task(county, sit):
    case = _flood(county)
    examiner = cases.person_for(county, case)
    examine.claim(
        doing=doing(examiner), region_code=COUNTY, number=case.number, task_id=case.tasks[0].id
    )
    page = sit(county.of_office("D19", "head")).page("/review/", mine="office")
    assert f"{examiner.name} · 今天到" in page
    assert "看件" in page


def test_a_suspended_case_says_why_and_until_when(county, sit):
    case = _flood(county)
    actor = cases.person_for(county, case)
    suspend.suspend(
        doing=doing(actor),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=4,
    )
    page = sit(actor).page("/review/")
    assert "停计时" in page
    assert "预计 3月6日恢复" in page


def test_received_cases_can_be_looked_at_before_acceptance(county, sit):
    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    page = sit(county.of_office("D19", "examiner")).page("/review/reception/")
    assert outcome.number in page
    assert "答复 3月9日" in page
    assert outcome.number not in sit(county.of_office("D14", "examiner")).page("/review/reception/")


def test_what_one_has_done_is_listed_with_where_it_stands(county, sit):
    case = _flood(county)
    examiner = cases.person_for(county, case)
    assert "还没有办过件" in sit(examiner).page("/review/done/")
    cases.examined(county, case)
    page = sit(examiner).page("/review/done/")
    assert case.number in page
    assert "审批中" in page


def _queries(desk, path: str, **query) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        desk.page(path, **query)
    return len(captured)


@pytest.mark.parametrize(
    "path", ["/review/", "/review/?mine=office", "/review/reception/", "/review/done/"]
)
def test_a_list_takes_as_many_queries_for_thirty_rows_as_for_five(county, sit, path):
    guide = cases.guide_named(cases.FLOOD)
    actor = county.of_office("D19", "examiner")
    desk = sit(actor)

    def more(count: int, first: int) -> None:
        for seed in range(first, first + count):
            case = _flood(county, seed=seed)
            examine.give_opinion(
                doing=doing(actor),
                region_code=COUNTY,
                number=case.number,
                task_id=case.tasks[0].id,
                opinion="agree",
                reason="",
            )
            cases.received(county, guide, counter="W13", seed=100 + seed)

    more(5, 1)
    desk.page(path)
    few = _queries(desk, path)
    more(25, 6)
    many = _queries(desk, path)
    assert desk.page(path).count('<li class="q-task') == 30
    assert many == few
    assert few <= 26
