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
    from tests.factories.cases import accepted, examined, forwarded, guide_named

    case = accepted(county, guide_named("第二类医疗器械经营备案"), counter="W03")
    case = forwarded(county, examined(county, case, until="forward"))
    page = told(case.number)
    assert case.state.value == "forwarded"
    assert "已报上级部门" in page
    assert "由安康市主管部门决定" in page


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


def test_a_hearing_is_told_from_the_right_to_the_end(county, told):
    from quancheng.journeys import hearing
    from tests.factories.cases import FLOOD, accepted, guide_named, read
    from tests.factories.county import COUNTY, doing, moment

    case = accepted(county, guide_named(FLOOD), counter="W13")

    def act(what, day, *, who="examiner", **given):
        actor = county.of_office("D19", who)
        at = moment(10, on=date(2026, 3, day))
        what(doing=doing(actor, now=at), region_code=COUNTY, number=case.number, **given)

    act(hearing.tell, 2, reason="涉及下游取水户的重大利益。")
    assert "您可以申请听证" in told(case.number)
    act(hearing.request, 3, by="取水户代表")
    page = told(case.number, date(2026, 3, 3))
    assert "收到了听证申请" in page
    assert "最迟 3月31日" in page
    chair = hearing.chairs_for(case=read(case.number), today=date(2026, 3, 3))[0].id
    act(hearing.schedule, 3, sits_at=moment(9, on=date(2026, 3, 12)), place="三楼", chair=chair)
    assert "听证的时间地点定了" in told(case.number, date(2026, 3, 3))
    act(hearing.challenge, 4, by="取水户代表", reason="与申请人相识。")
    act(hearing.decide_recusal, 4, who="head", outcome="refused", reason="没有利害关系。")
    page = told(case.number, date(2026, 3, 4))
    for words in ("回避申请有了决定", "回避决定书"):
        assert words in page
    act(hearing.end, 12, minutes="双方陈述了意见并核对了证据。", signers="甲、乙")
    page = told(case.number, date(2026, 3, 12))
    assert "笔录已经入卷" in page
    assert "双方陈述了意见" not in page


def test_an_applicant_reads_where_the_case_was_sent_and_that_the_result_is_on_its_way(county, told):
    from quancheng.delivery import queries as delivery
    from quancheng.journeys import deliver, renew
    from tests.factories.cases import FOOD, accepted, decided, examined, forwarded, guide_named
    from tests.factories.county import COUNTY, doing

    case = accepted(county, guide_named("第二类医疗器械经营备案"), counter="W03")
    case = forwarded(county, examined(county, case, until="forward"))
    page = told(case.number)
    assert "由安康市主管部门决定" in page
    assert "前后答复" in page
    case = decided(county, case)
    deliver.post_out(
        doing=doing(county.in_role("delivery")),
        region_code=COUNTY,
        number=case.number,
        tracking_number="EM123456789CN",
    )
    assert "邮件号 EM123456789CN" in told(case.number)
    food = guide_named(FOOD)
    first = decided(county, examined(county, accepted(county, food, seed=7)))
    result = delivery.result_of(case_id=first.id)
    assert result is not None
    again = accepted(county, food, seed=7)
    renew.link(
        doing=doing(county.of_office("D01", "examiner")),
        region_code=COUNTY,
        number=again.number,
        result_number=result.number,
    )
    assert "登记了要延续的证照" in told(again.number)


def test_an_applicant_reads_the_last_day_that_the_decision_named(county, told):
    from quancheng.delivery.rules import Term
    from tests.factories.cases import accepted, decided, examined, guide_named

    guide = guide_named("河道管理范围内有关活动（不含河道采砂）审批")
    for seed, term, words in (
        (1, Term(until=date(2027, 6, 30)), "有效期至 2027年6月30日"),
        (2, Term(endless=True), "长期有效。"),
    ):
        case = accepted(county, guide, counter="W13", seed=seed)
        case = decided(county, examined(county, case), term=term)
        assert words in told(case.number)
