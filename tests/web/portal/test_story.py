"""What an applicant is told of acts that are not on every case's way."""

from __future__ import annotations

import re
from datetime import date

import pytest


@pytest.fixture
def food():
    from tests.factories.cases import FOOD, guide_named

    return guide_named(FOOD)


@pytest.fixture
def told(county, stranger, monkeypatch):
    """The words of a case's page on a day."""
    from quancheng.journeys.follow import followed
    from quancheng.kernel import moments
    from tests.factories.county import COUNTY, moment

    def read(number: str, on: date = date(2026, 3, 2)) -> str:
        monkeypatch.setattr(moments, "now", lambda: moment(17, on=on))
        file = followed(region_code=COUNTY, number=number)
        codes = {"number": file.receipt_code, "check_code": file.check_code}
        html = stranger.post("/progress/", codes, follow=True).content.decode()
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))

    return read


def test_corrected_materials_are_counted(county, food, told):
    from quancheng.journeys import accept
    from tests.factories.cases import received
    from tests.factories.county import COUNTY, doing

    case = received(county, food)
    clerk = county.at_counter("W06")
    accept.tell_correction(
        doing=doing(clerk),
        region_code=COUNTY,
        number=case.number,
        defects=[{"subject": "健康证明", "problem": "过期"}],
    )
    accept.take_in_correction(
        doing=doing(clerk), region_code=COUNTY, number=case.number, received=["M001", "M002"]
    )
    page = told(case.number)
    assert "收到了补正的材料" in page
    assert "共 2 样" in page


def test_silence_that_accepts_is_explained(county, food, told):
    from quancheng.journeys.sweep_clocks import sweep
    from tests.factories.cases import received
    from tests.factories.county import moment

    case = received(county, food)
    sweep(now=moment(8, on=date(2026, 3, 10)))
    page = told(case.number, date(2026, 3, 10))
    assert "视为受理" in page
    assert "依法从收到材料的3月2日起就算受理" in page


def test_a_promise_that_was_broken_is_admitted(county, food, told):
    from quancheng.journeys.sweep_clocks import sweep
    from tests.factories.cases import accepted
    from tests.factories.county import moment

    case = accepted(county, food)
    sweep(now=moment(8, on=date(2026, 3, 10)))
    page = told(case.number, date(2026, 3, 10))
    assert "过了我们承诺的日子" in page
    sweep(now=moment(8, on=date(2026, 3, 20)))
    page = told(case.number, date(2026, 3, 20))
    assert "过了法定的期限" in page
    assert "行政复议" in page


def test_the_day_of_the_promise_is_named_today(county, food, told):
    from tests.factories.cases import accepted

    page = told(accepted(county, food).number, date(2026, 3, 6))
    assert "正在办，今天到承诺的日子" in page


def test_a_resumed_case_runs_again(county, told):
    from quancheng.journeys import suspend
    from tests.factories.cases import FLOOD, accepted, guide_named, person_for
    from tests.factories.county import COUNTY, doing, moment

    case = accepted(county, guide_named(FLOOD))
    actor = person_for(county, case)
    suspend.suspend(
        doing=doing(actor),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=5,
    )
    later = moment(10, on=date(2026, 3, 9))
    suspend.resume(doing=doing(actor, now=later), region_code=COUNTY, number=case.number)
    page = told(case.number, date(2026, 3, 9))
    assert "专家评审已经结束，从第二天起继续计算" in page
    assert "正在办，一切按时" in page


def test_an_extension_gives_its_reason(county, food, told):
    from quancheng.journeys import extend
    from tests.factories.cases import accepted
    from tests.factories.county import COUNTY, doing

    case = accepted(county, food)
    extend.extend(
        doing=doing(county.of_office("D01", "head")),
        region_code=COUNTY,
        number=case.number,
        days=5,
        reason="需要核实经营场所产权。",
    )
    page = told(case.number)
    assert "法定期限延长 5 天" in page
    assert "需要核实经营场所产权" in page


def test_a_step_that_is_done_again_is_told_without_the_reason(county, food, told):
    from quancheng.journeys import examine
    from tests.factories.cases import accepted, examined, person_for
    from tests.factories.county import COUNTY, doing

    case = examined(county, accepted(county, food))
    examine.send_back(
        doing=doing(person_for(county, case)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        to_node="s2",
        reason="内部意见：布局图要再核。",
    )
    page = told(case.number)
    assert "退回前面的环节再核一遍" in page
    assert "布局图要再核" not in page


def test_a_case_decided_above_is_said_to_be_there(county, told):
    from datetime import date as day

    from quancheng.catalogue import queries as catalogue
    from quancheng.journeys import examine
    from tests.factories.cases import accepted, person_for, read
    from tests.factories.county import COUNTY, doing

    lines = catalogue.lines_in_force(region_code=COUNTY, on=day(2026, 3, 2))
    upward = [line for line in lines if line.handling_type == "upward"]
    guide = catalogue.guide(region_code=COUNTY, item_code=upward[0].code, on=day(2026, 3, 2))
    case = accepted(county, guide)
    while case.state.value == "examining":
        examine.give_opinion(
            doing=doing(person_for(county, case)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            opinion=examine.AGREE,
            reason="同意上报。",
        )
        case = read(case.number)
    page = told(case.number)
    assert case.state.value == "forwarded"
    assert "已报上级部门" in page
    assert "由上级部门决定" in page


def test_a_refused_case_that_was_handed_over_points_to_the_remedies(county, food, told):
    from tests.factories.cases import accepted, decided, examined, handed_over

    case = decided(county, examined(county, accepted(county, food)), outcome="refused")
    page = told(handed_over(county, case).number)
    assert "已经办结，没有准予" in page
    assert "理由写在决定书里" in page


def test_an_act_that_ends_a_case_early_gives_its_reason():
    from quancheng.ledger.rules import CASE, Recorded
    from quancheng.web.portal.pages.progress_story import TELLINGS
    from tests.factories.county import moment

    entry = Recorded(
        region_code="610924",
        stream=CASE,
        subject=1,
        seq=9,
        kind="terminated",
        recorded_at=moment(),
        effective_on=moment().date(),
        reason="申请人死亡",
    )
    assert "申请人死亡" in TELLINGS["terminated"](None, entry).lines[0]
