"""The hearing, an ending and a renewal at the desk, and what a page warns of."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.states import State
from quancheng.delivery import queries as delivery
from quancheng.journeys import hearing as journey
from quancheng.journeys.sweep_clocks import sweep
from tests.factories import cases
from tests.factories.county import moment

MINUTES = "双方就防洪影响评价的结论陈述了意见，核对了证据。"


@pytest.fixture
def flood(county):
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


@pytest.fixture
def examiner(county, flood, sit):
    return sit(cases.person_for(county, flood))


def _path(case, *more: object) -> str:
    return "/".join(["/review/cases", case.number, *map(str, more), ""])


def _do(desk, case, act: str, **form):
    seen = str(cases.read(case.number).version)
    return desk.post(_path(case, *act.split("/")), seen=seen, **form)


def _on(clock, sit, desk, day: int, month: int = 3):
    """The same person on a later day, logged in again."""
    clock.now = moment(10, on=date(2026, month, day))
    return sit(desk.actor)


def test_the_panel_leads_from_the_right_that_is_told_to_the_minutes(
    county, flood, examiner, clock, sit
):
    assert "告知听证权利" in examiner.page(_path(flood))
    _do(examiner, flood, "hearing/tell", reason="涉及下游取水户的重大利益。")
    page = examiner.page(_path(flood))
    for words in ("已告知权利，等申请", "最迟申请", "3月9日", "登记听证申请", "放弃听证"):
        assert words in page
    examiner = _on(clock, sit, examiner, 3)
    _do(examiner, flood, "hearing/request", by="下游取水户代表")
    page = examiner.page(_path(flood))
    for words in (
        "等定时间地点",
        "最迟举行",
        "3月31日",
        "今天通知，最早可以定在 3月12日",
        "通知时间地点",
    ):
        assert words in page
    chair = journey.chairs_for(case=cases.read(flood.number), today=date(2026, 3, 3))[0]
    place = {"clock": "09:30", "place": "县政务服务中心三楼", "chair": str(chair.id)}
    early = _do(examiner, flood, "hearing/schedule", day="2026-03-11", **place)
    assert early.status_code == 409
    assert "提前 7 个工作日" in early.content.decode()
    _do(examiner, flood, "hearing/schedule", day="2026-03-12", **place)
    page = examiner.page(_path(flood))
    for words in ("已通知，等举行", "09:30", "县政务服务中心三楼", chair.name, "申请主持人回避"):
        assert words in page
    assert _path(flood, "hearing", "end") not in page
    _challenged(county, flood, examiner, sit)
    examiner = _on(clock, sit, examiner, 12)
    assert "举行后录入笔录" in examiner.page(_path(flood))
    _do(examiner, flood, "hearing/end", minutes=MINUTES, signers="柏青禾、莫溪可")
    page = examiner.page(_path(flood))
    for words in ("已结束，笔录入卷", "签字：柏青禾、莫溪可", MINUTES):
        assert words in page
    assert cases.read(flood.number).state is State.EXAMINING


def _challenged(county, flood, examiner, sit) -> None:
    """A recusal is asked for, and rejected by the head."""
    _do(examiner, flood, "hearing/challenge", by="取水户代表", reason="与申请人相识。")
    page = examiner.page(_path(flood))
    assert "等部门负责人决定" in page
    assert _path(flood, "hearing", "recusal") not in page
    head = sit(county.of_office("D19", "head"))
    assert _path(flood, "hearing", "recusal") in head.page(_path(flood))
    _do(head, flood, "hearing/recusal", outcome="refused", reason="没有利害关系。")
    page = examiner.page(_path(flood))
    for words in ("（驳回）", "回避决定书"):
        assert words in page
    letter = cases.letter_of(cases.read(flood.number), "recusal_decision")
    answer = examiner.client.get(_path(flood, "letters", letter.id))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_the_head_names_the_new_chair_with_the_decision_and_the_notice_proposes_him(
    county, flood, examiner, clock, sit
):
    _do(examiner, flood, "hearing/tell", reason="涉及下游取水户的重大利益。")
    _do(examiner, flood, "hearing/request", by="下游取水户代表")
    first, other = journey.chairs_for(case=cases.read(flood.number), today=date(2026, 3, 2))[:2]
    place = {"day": "2026-03-12", "clock": "09:30", "place": "三楼", "chair": str(first.id)}
    _do(examiner, flood, "hearing/schedule", **place)
    _do(examiner, flood, "hearing/challenge", by="取水户代表", reason="与申请人是近亲属。")
    head = sit(county.of_office("D19", "head"))
    form = {"reason": "确系近亲属。", "new_chair": str(other.id)}
    wrong = _do(head, flood, "hearing/recusal", outcome="refused", **form)
    assert wrong.status_code == 409
    assert "仍由原主持人主持" in wrong.content.decode()
    assert "确系近亲属。" in wrong.content.decode()
    _do(head, flood, "hearing/recusal", outcome="granted", **form)
    page = examiner.page(_path(flood))
    assert f"新的主持人 {other.name}" in page
    assert f'<option value="{other.id}" selected>' in page
    assert f'<option value="{first.id}"' not in page


def test_a_refused_form_comes_back_open_in_its_panel(flood, examiner):
    _do(examiner, flood, "hearing/tell", reason="涉及重大利益。")
    answer = _do(examiner, flood, "hearing/request", by="")
    assert answer.status_code == 422
    assert "请填写听证申请人" in answer.content.decode()
    short = _do(examiner, flood, "hearing/drop", reason="否")
    assert short.status_code == 422


def test_a_right_that_lapsed_offers_no_request(flood, examiner, clock, sit):
    _do(examiner, flood, "hearing/tell", reason="涉及重大利益。")
    examiner = _on(clock, sit, examiner, 10)
    page = examiner.page(_path(flood))
    assert "逾期没有申请，视为放弃" in page
    assert _path(flood, "hearing", "request") not in page
    late = _do(examiner, flood, "hearing/request", by="取水户")
    assert "超过期限" in late.content.decode()


def test_a_hearing_that_is_late_is_shown_so(flood, examiner, clock, sit):
    _do(examiner, flood, "hearing/tell", reason="涉及重大利益。")
    _do(examiner, flood, "hearing/request", by="取水户")
    examiner = _on(clock, sit, examiner, 10, 4)
    assert "已经超期" in examiner.page(_path(flood))


def test_a_public_hearing_and_one_that_is_given_up_are_told(county, flood, examiner):
    _do(examiner, flood, "hearing/open", reason="涉及公共利益，应当听证。")
    page = examiner.page(_path(flood))
    assert "依职权举行" in page
    assert _path(flood, "hearing", "drop") not in page
    other = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=5)
    _do(examiner, other, "hearing/tell", reason="涉及重大利益。")
    _do(examiner, other, "hearing/drop", reason="书面表示不要求听证。")
    assert "已放弃" in examiner.page(_path(other))


def test_a_reader_sees_the_hearing_and_does_nothing(county, flood, examiner, sit):
    _do(examiner, flood, "hearing/tell", reason="涉及重大利益。")
    page = sit(county.in_role("supervisor")).page(_path(flood))
    assert "已告知权利，等申请" in page
    assert _path(flood, "hearing", "request") not in page


def test_a_procedure_longer_than_the_item_allows_is_warned_about(flood, examiner, clock, sit):
    address = _path(flood, "tasks", flood.tasks[0].id, "suspend")
    assert "专家评审最长 20 个工作日" in examiner.page(_path(flood))
    seen = str(flood.version)
    examiner.post(address, ground="专家评审", expected_days="25", seen=seen)
    page = examiner.page(_path(flood))
    assert "预计 25 个工作日，超过这个事项规定的最长 20 个工作日" in page
    examiner = _on(clock, sit, examiner, 31)
    page = examiner.page(_path(flood))
    assert "已经停计时 21 个工作日，超过这个事项规定的最长 20 个工作日" in page
    sweep(now=clock.now)
    assert "停计时过长" in examiner.page(_path(flood))


def test_one_of_two_procedures_is_chosen_when_it_ends(flood, examiner):
    for ground in ("专家评审", "鉴定"):
        address = _path(flood, "tasks", flood.tasks[0].id, "suspend")
        seen = str(cases.read(flood.number).version)
        examiner.post(address, ground=ground, expected_days="5", seen=seen)
    assert "结束的程序" in examiner.page(_path(flood))
    _do(examiner, flood, "resume", ground="鉴定")
    case = cases.read(flood.number)
    assert case.state is State.SUSPENDED
    assert [each.ground for each in case.suspensions if each.end is None] == ["专家评审"]


def test_the_head_ends_a_case_with_the_letter(county, flood, sit):
    head = sit(county.of_office("D19", "head"))
    assert "终止办理" in head.page(_path(flood))
    _do(head, flood, "terminate", ground="applicant_gone", reason="申请人已注销登记。")
    page = head.page(_path(flood))
    for words in ("终止办理告知书", "申请人已注销登记", "不用再办"):
        assert words in page


def test_a_joint_extension_asks_for_the_governments_approval(county, sit):
    case = cases.accepted(county, cases.guide_named("设置大型户外广告的审批"), counter="W17")
    head = sit(county._first(role="head", office_id=case.office_id))
    assert "政府批准文号" in head.page(_path(case))
    form = {"days": "15", "reason": "需要部门会商，情况复杂。"}
    assert _do(head, case, "extend", **form).status_code == 422
    form |= {"document": "紫政函〔2026〕12号", "approved_on": "2026-03-02"}
    _do(head, case, "extend", **form)
    assert "政府负责人批准，紫政函〔2026〕12号" in head.page(_path(case))


def test_a_renewal_is_linked_and_its_end_is_watched(county, sit, clock):
    guide = cases.guide_named("食品(含保健食品)经营许可延续")
    first = cases.accepted(county, guide, seed=7)
    first = cases.decided(county, cases.examined(county, first))
    result = delivery.result_of(case_id=first.id)
    assert result is not None
    _end(result.id, date(2026, 4, 30))
    case = cases.accepted(county, guide, seed=7)
    desk = sit(county.of_office("D01", "examiner"))
    assert "关联原证照" in desk.page(_path(case))
    wrong = _do(desk, case, "renewal", result_number="610924000000")
    assert wrong.status_code == 409
    assert "没有查到这个编号的证照" in wrong.content.decode()
    _do(desk, case, "renewal", result_number=result.number)
    page = desk.page(_path(case))
    for words in (result.number, "有效期到 2026年4月30日", "依法视为准予延续"):
        assert words in page
    desk = _on(clock, sit, desk, 6, 5)
    sweep(now=clock.now)
    page = desk.page(_path(case))
    assert "自 5月1日" in page
    assert "只能补办准予手续" in page


def test_a_late_renewal_is_said_not_to_renew_itself(county, sit):
    guide = cases.guide_named("食品(含保健食品)经营许可延续")
    first = cases.decided(county, cases.examined(county, cases.accepted(county, guide, seed=7)))
    result = delivery.result_of(case_id=first.id)
    assert result is not None
    _end(result.id, date(2026, 3, 20))
    case = cases.accepted(county, guide, seed=7)
    desk = sit(county.of_office("D01", "examiner"))
    _do(desk, case, "renewal", result_number=result.number)
    assert "到期不视为延续" in desk.page(_path(case))


def _end(result_id: int, until: date) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_result SET valid_until = %s WHERE id = %s", [until, result_id]
        )
