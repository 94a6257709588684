"""Joint, forwarded and town cases; cases that wait for the applicant, or have ended."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.states import State
from quancheng.hall import queries as hall
from quancheng.identity.operations import appoint
from quancheng.identity.rules import Role
from quancheng.journeys import accept, apply, examine
from quancheng.ops.simulator.handwriting import DRAWN
from tests.factories import cases, review
from tests.factories.calendar import close
from tests.factories.county import COUNTY, TODAY, doing, moment

JOINT = "建设工程设计方案审定"
UPWARD = "地理标志专用标志使用申请初审"
TOWN = "乡村建设规划许可证核发"


def _path(case, *more: object) -> str:
    return "/".join(["/review/cases", case.number, *map(str, more), ""])


def _seen(case) -> str:
    return str(cases.read(case.number).version)


def _verdict(desk, case, task, **form):
    return desk.post(
        _path(case, "tasks", task.id, "verdict"),
        **({"seen": _seen(case), "verdict": "agree"} | form),
    )


def test_offices_that_examine_together_share_a_column(county, sit):
    case = cases.accepted(county, cases.guide_named(JOINT), counter="W13")
    assert len(case.tasks) == 4
    first = cases.person_for(county, case, 0)
    desk = sit(first)
    page = desk.page(_path(case))
    assert page.count('<div class="tg now">') == 4
    _verdict(desk, case, case.tasks[0])
    page = desk.page(_path(case))
    assert page.count('<div class="tg now">') == 3
    assert page.count('<div class="tg ok">') == 1
    assert "轮到谁办" in page
    assert page.count("“审查”等") == 3
    for words in ("等县住建局审查", "等县国动办审查", f"{first.name} 县自然资源局 审核人"):
        assert words in page


def test_a_joint_case_is_in_the_list_of_every_office_that_examines(county, sit):
    case = cases.accepted(county, cases.guide_named(JOINT), counter="W13")
    for index in range(4):
        desk = sit(cases.person_for(county, case, index))
        assert desk.page("/review/").count(case.number) == 2
        assert "我的意见" in desk.page(_path(case))


def test_one_office_may_stop_the_clock_and_start_it_again(county, sit):
    case = cases.accepted(county, cases.guide_named(JOINT), counter="W13")
    desk = sit(cases.person_for(county, case, 1))
    address = _path(case, "tasks", case.tasks[1].id, "suspend")
    desk.post(address, ground="鉴定", expected_days="3", seen=_seen(case))
    assert "恢复计时" in desk.page(_path(case))
    desk.post(_path(case, "resume"), seen=_seen(case))
    assert cases.read(case.number).state is State.EXAMINING


def test_a_case_goes_up_and_the_superiors_answer_is_entered(county, sit):
    case = cases.accepted(county, cases.guide_named(UPWARD), counter="W06")
    case = cases.examined(county, case, until="forward")
    head = sit(cases.person_for(county, case))
    assert "同意上报" in head.page(_path(case))
    assert "上报" in head.page("/review/")
    bare = _verdict(head, case, case.tasks[0])
    assert bare.status_code == 422
    assert "请填写上报机关" in bare.content.decode()
    sent = {"superior": "省知识产权局", "document": "紫市监报〔2026〕3号", "day": "2026-04-10"}
    _verdict(head, case, case.tasks[0], **sent)
    case = cases.read(case.number)
    assert case.state is State.FORWARDED
    for page in (head.page("/review/above/"), head.page(_path(case))):
        for words in ("省知识产权局", "紫市监报〔2026〕3号", "4月10日"):
            assert words in page
    assert "已上报" in head.page("/review/", due="forwarded")
    page = head.page(_path(case))
    for words in ("上级的答复", "上级准予", "录入答复并签名"):
        assert words in page
    assert "等上级答复" in head.page("/review/")
    head.identify()
    bare = _verdict(head, case, case.tasks[0], verdict="granted", signature=DRAWN)
    assert "请填写上级决定文号" in bare.content.decode()
    above = {"document": "陕知批〔2026〕5号", "day": "2026-03-02"}
    _verdict(head, case, case.tasks[0], verdict="granted", signature=DRAWN, **above)
    assert "陕知批〔2026〕5号" in head.page(_path(case))
    assert "没有等上级答复的件" in head.page("/review/above/")
    assert cases.read(case.number).outcome == "granted"


def test_those_who_cannot_enter_it_read_that_the_superior_has_to_answer(county, sit):
    case = cases.accepted(county, cases.guide_named(UPWARD), counter="W06")
    case = cases.examined(county, case, until="await")
    page = sit(county.in_role("supervisor")).page(_path(case))
    assert "等上级部门答复，收到后由本局录入" in page


@pytest.fixture
def in_town(county):
    """A case taken in and accepted by a town."""
    place = next(each for each in hall.counters_of(region_code=COUNTY) if each.kind == "town")
    clerk = county.for_task(role="counter", office_id=None, town_code=place.town_code)
    guide = cases.guide_named(TOWN)
    outcome = apply.take_in(
        doing=doing(clerk),
        region_code=COUNTY,
        intake=cases.intake_for(guide, counter=place.number),
    )
    return clerk, cases.read(outcome.number)


def test_a_town_examines_its_own_cases(county, sit, in_town):
    clerk, case = in_town
    town = county.for_task(role="examiner", office_id=None, town_code=clerk.town)
    desk = sit(town)
    assert case.number in desk.page("/review/reception/")
    assert "退回窗口补正" in desk.page(_path(case))
    accept.accept(doing=doing(clerk), region_code=COUNTY, number=case.number)
    case = cases.read(case.number)
    page = desk.page("/review/")
    assert case.number in page
    assert "本镇全部" in page
    assert "我的意见" in desk.page(_path(case))
    ids = [str(task.id) for task in case.tasks]
    assert "同为审查环节" in desk.page("/review/many/", task=ids)
    assert desk.page("/review/many/", task=ids, do="transfer").count("请选择") == 1
    other = next(
        each
        for each in hall.counters_of(region_code=COUNTY)
        if each.kind == "town" and each.town_code != clerk.town
    )
    foreign = county.for_task(role="examiner", office_id=None, town_code=other.town_code)
    assert sit(foreign).get(_path(case)).status_code == 404


def test_a_task_is_handed_to_a_colleague(county, sit):
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    examiner = cases.person_for(county, case)
    colleague = county.of_office("D14", "examiner")
    post = appoint(
        actor=None,
        account_id=colleague.account_id,
        region_code=COUNTY,
        role=Role.EXAMINER,
        office_id=examiner.office_id,
        valid_from=TODAY,
        now=moment(8),
    )
    desk = sit(examiner)
    assert colleague.name in desk.page(_path(case))
    address = _path(case, "tasks", case.tasks[0].id, "transfer")
    form = {"to_post": str(post), "reason": "外出培训。", "seen": _seen(case), "once": "hand-1"}
    for _ in range(2):
        assert desk.client.post(address, form)["Location"] == "/review/"
    case = cases.read(case.number)
    assert case.tasks[0].holder == post
    page = desk.page(_path(case))
    assert f"审查转给{colleague.name}" in page
    assert f"{colleague.name}在办" in page


def test_many_tasks_are_handed_to_a_colleague(county, sit):
    guide = cases.guide_named(cases.FLOOD)
    two = [cases.accepted(county, guide, counter="W13", seed=seed) for seed in (1, 2)]
    examiner = cases.person_for(county, two[0])
    colleague = county.of_office("D14", "examiner")
    post = appoint(
        actor=None,
        account_id=colleague.account_id,
        region_code=COUNTY,
        role=Role.EXAMINER,
        office_id=examiner.office_id,
        valid_from=TODAY,
        now=moment(8),
    )
    answer = sit(examiner).post(
        "/review/many/transfer/",
        task=[str(case.tasks[0].id) for case in two],
        to_post=str(post),
        reason="外出培训。",
    )
    assert "已转走 2 件" in answer.content.decode()
    assert {cases.read(case.number).tasks[0].holder for case in two} == {post}


def test_what_names_its_own_document_is_not_done_together(county, sit):
    case = cases.accepted(county, cases.guide_named(UPWARD), counter="W06")
    case = cases.examined(county, case, until="forward")
    desk = sit(cases.person_for(county, case))
    answer = desk.get("/review/many/", task=str(case.tasks[0].id))
    assert answer.status_code == 409
    assert "一件一件办" in answer.content.decode()


def test_an_answer_that_is_late_is_to_be_asked_for(county, sit, clock):
    case = cases.accepted(county, cases.guide_named(UPWARD), counter="W06")
    case = cases.examined(county, case, until="await")
    desk = sit(county.of_office("D01", "examiner"))
    clock.now = moment(10, on=date(2026, 4, 9))
    assert "1 件已过预计日期" in desk.page("/review/above/")
    assert "请催问" in desk.page(_path(case))


def test_too_many_at_once_are_refused(county):
    from quancheng.cases.queries.review import tasks_chosen
    from quancheng.cases.rules.snapshot import UnableToActOnTask
    from quancheng.journeys.many_at_once import check_alike

    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    line = tasks_chosen(actor=cases.person_for(county, case), task_ids=[case.tasks[0].id])[0]
    with pytest.raises(UnableToActOnTask, match="最多一起办 100 件"):
        check_alike([line] * 101)


def test_a_case_at_the_applicant_says_so_before_any_step(county, sit):
    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    accept.tell_correction(
        doing=doing(county.at_counter("W13")),
        region_code=COUNTY,
        number=outcome.number,
        defects=[{"subject": "布置图", "problem": "没有盖章"}],
    )
    case = cases.read(outcome.number)
    page = sit(county.of_office("D19", "examiner")).page(_path(case))
    assert "等申请人补正材料" in page
    assert "布置图：没有盖章" in page
    assert "未起算" in page


def test_a_received_case_tells_supervision_who_answers(county, sit):
    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    page = sit(county.in_role("supervisor")).page(_path(cases.read(outcome.number)))
    assert "等 W13 窗口答复申请人" in page
    assert "等窗口答复" in page


def test_a_decided_case_waits_for_delivery_and_a_closed_one_is_over(county, sit):
    case = cases.decided(
        county,
        cases.examined(
            county, cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
        ),
    )
    desk = sit(county.of_office("D19", "examiner"))
    page = desk.page(_path(case))
    assert "等统一送达窗口把结果交给申请人" in page
    assert "已准予" in page
    assert "准予决定书" in page
    assert "待送达" in desk.page("/review/done/")
    cases.handed_over(county, case)
    assert "这件已办结，3月2日（周一），不用再办。" in desk.page(_path(case))


def test_missing_and_paper_materials_are_told_apart(county, sit):
    guide = cases.guide_named(cases.FLOOD)
    number = review.received_with_files(county, guide, now=moment(), seed=5)
    desk = sit(county.of_office("D19", "examiner"))
    page = desk.page(f"/review/cases/{number}/")
    assert "2 页" in page
    assert "原件 1" in page


def test_a_counter_that_must_answer_today_or_is_late_stands_out(county, sit, clock):
    cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    examiner = county.of_office("D19", "examiner")
    clock.now = moment(on=date(2026, 3, 9))
    assert "最后答复日" in sit(examiner).page("/review/reception/")
    clock.now = moment(on=date(2026, 3, 12))
    assert "应于 3月9日答复" in sit(examiner).page("/review/reception/")


def test_a_step_that_is_late_says_so_without_the_stopped_days(county, sit, clock):
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    desk = sit(cases.person_for(county, case))
    clock.now = moment(on=date(2026, 3, 13))
    assert "环节超 2 天" in desk.page("/review/")
    assert "第 9 天，已超" in desk.page(_path(case))
    assert "第 9 个计时日" in desk.page(_path(case))


def test_a_closure_is_no_day_of_a_step(county, sit, clock):
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    close(county, date(2026, 3, 12), now=moment(11))
    desk = sit(cases.person_for(county, case))
    clock.now = moment(on=date(2026, 3, 13))
    assert "环节超 1 天" in desk.page("/review/")


def test_a_note_by_the_sweep_does_not_make_a_page_stale(county, sit, clock):
    from quancheng.journeys import sweep_clocks

    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    seen = _seen(case)
    clock.now = moment(on=date(2026, 3, 20))
    sweep_clocks.sweep(now=clock.now)
    assert _seen(case) != seen
    desk = sit(cases.person_for(county, case))
    assert "超过承诺期限" in desk.page(_path(case))
    _verdict(desk, case, case.tasks[0], seen=seen)
    assert cases.read(case.number).tasks[0].name == "专家评审"


def test_a_colleagues_claim_is_respected(county, sit):
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    examiner = cases.person_for(county, case)
    post = appoint(
        actor=None,
        account_id=county.of_office("D14", "examiner").account_id,
        region_code=COUNTY,
        role=Role.EXAMINER,
        office_id=examiner.office_id,
        valid_from=TODAY,
        now=moment(8),
    )
    examine.transfer(
        doing=doing(examiner),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        to_post=post,
        reason="外出培训。",
    )
    desk = sit(examiner)
    assert case.number not in desk.page("/review/")
    answer = _verdict(desk, case, case.tasks[0])
    assert answer.status_code == 409
    assert "已有同事领取" in answer.content.decode()


def test_a_case_decided_on_the_spot_has_a_page_and_a_proof(county, sit):
    from quancheng.catalogue import queries as catalogue

    page = catalogue.list_items(
        scope=catalogue.ItemScope(region_codes=(COUNTY,)),
        filters=catalogue.ItemFilters(handling_type="instant", office_code="D06"),
        on=TODAY,
        size=5,
    )
    guide = catalogue.guide(region_code=COUNTY, item_code=page.items[0].code, on=TODAY)
    case = cases.accepted(county, guide, counter="W08")
    desk = sit(county.of_office("D06", "examiner"))
    shown = desk.page(_path(case))
    assert "即办件" in shown
    assert "这件已受理" in shown
    assert "时限计算书" in desk.page(_path(case, "proof"))


def test_another_days_search_at_the_reception_keeps_to_the_words(county, sit):
    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    desk = sit(county.of_office("D19", "examiner"))
    assert outcome.number in desk.page("/review/reception/", words="洪水")
    assert outcome.number not in desk.page("/review/reception/", words="没有这样的名称")
