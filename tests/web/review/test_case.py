"""The case page: what it shows, who may see it, what each act does."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.queries.file import case_file
from quancheng.cases.states import State
from quancheng.identity.operations import appoint, enter_absence
from quancheng.identity.queries import actor_for, scope_of
from quancheng.identity.rules import Role
from quancheng.journeys import examine
from quancheng.ledger import queries as ledger
from quancheng.ops.simulator.handwriting import DRAWN
from tests.factories import cases, review
from tests.factories.county import COUNTY, TODAY, doing, moment


@pytest.fixture
def flood(county):
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


@pytest.fixture
def examiner(county, flood, sit):
    return sit(cases.person_for(county, flood))


@pytest.fixture
def at_head(county, flood):
    return cases.examined(county, flood)


@pytest.fixture
def head(county, at_head, sit):
    return sit(cases.person_for(county, at_head))


def _path(case, *more: object) -> str:
    return "/".join(["/review/cases", case.number, *map(str, more), ""])


def _task(case, act: str) -> str:
    return _path(case, "tasks", case.tasks[0].id, act)


def _seen(case) -> str:
    return str(cases.read(case.number).version)


def _last(case):
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]


def test_the_page_shows_file_story_and_flow_with_personal_data_masked(county, flood, examiner):
    page = examiner.page(_path(flood))
    guide = cases.guide_named(cases.FLOOD)
    intake = cases.intake_for(guide, counter="W13")
    for words in ("我的意见", "受理通知书", "等您审查", "时限计算书", flood.applicant_name):
        assert words in page
    assert intake.applicant.phone not in page
    assert "限 7 天，今天到" in page


@pytest.mark.parametrize("role", ["counter", "teller", "delivery"])
def test_other_desks_do_not_read_here(county, flood, sit, role):
    assert sit(county.in_role(role)).get(_path(flood)).status_code == 403


def test_a_foreign_office_finds_nothing_and_can_do_nothing(county, flood, sit):
    stranger = sit(county.of_office("D14", "examiner"))
    assert stranger.get(_path(flood)).status_code == 404
    for address in (_task(flood, "claim"), _task(flood, "verdict"), _path(flood, "full")):
        assert stranger.post(address, verdict="agree", seen=_seen(flood)).status_code == 404
    letter = case_file(
        scope=scope_of(county.of_office("D19", "head")), number=flood.number
    ).letters[0]
    assert stranger.get(_path(flood, "letters", letter.id)).status_code == 404
    assert stranger.get(_path(flood, "proof")).status_code == 404
    assert cases.read(flood.number).version == flood.version


def test_an_opinion_moves_the_case_on(county, flood, examiner):
    answer = examiner.post(
        _task(flood, "verdict"), verdict="agree", reason="材料齐全。", seen=_seen(flood)
    )
    assert answer["Location"] == "/review/"
    assert _last(flood).opinion == "agree"
    assert "意见已提交：洪水影响评价审批" in examiner.page("/review/")


def test_the_same_form_sent_twice_is_one_opinion(county, flood, examiner):
    form = {"verdict": "agree", "reason": "材料齐全。", "seen": _seen(flood), "once": "k-1"}
    first = examiner.client.post(_task(flood, "verdict"), form)
    again = examiner.client.post(_task(flood, "verdict"), form)
    assert (first.status_code, again.status_code) == (302, 302)
    assert cases.read(flood.number).version == flood.version + 1


def test_a_form_without_its_key_is_not_taken(county, flood, examiner):
    answer = examiner.client.post(_task(flood, "verdict"), {"verdict": "agree", "seen": "2"})
    assert answer.status_code == 409
    assert "防重复的编号" in answer.content.decode()


def test_disagreeing_without_a_reason_is_asked_for_it_and_keeps_the_choice(county, flood, examiner):
    answer = examiner.post(_task(flood, "verdict"), verdict="disagree", seen=_seen(flood))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "要写明理由" in page
    assert 'value="disagree" data-act="提交意见" checked' in " ".join(page.split())


def test_what_was_typed_survives_news_of_a_colleague(county, flood, examiner):
    seen = _seen(flood)
    colleague = county.of_office("D19", "examiner")
    examine.claim(
        doing=doing(colleague), region_code=COUNTY, number=flood.number, task_id=flood.tasks[0].id
    )
    answer = examiner.post(
        _task(flood, "verdict"), verdict="note", reason="请补测断面。", seen=seen
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "这件已有新进展" in page
    assert "请补测断面。" in page
    assert f'name="seen" value="{_seen(flood)}"' in page


def test_what_was_typed_is_kept_when_the_step_is_gone(county, flood, examiner):
    seen = _seen(flood)
    cases.examined(county, flood)
    answer = examiner.post(
        _task(flood, "verdict"), verdict="note", reason="请补测断面。", seen=seen
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "您写的内容还在这里" in page
    assert "请补测断面。" in page
    assert "重新载入这件" in page


def test_a_decision_asks_again_who_signs_and_then_goes_through(county, at_head, head):
    form = {
        "verdict": "granted",
        "reason": "同意。",
        "signature": DRAWN,
        "seen": _seen(at_head),
        "once": "sign-1",
    }
    answer = head.client.post(_task(at_head, "verdict"), form)
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert cases.read(at_head.number).state is State.EXAMINING
    from tests.factories.county import PASSWORD

    done = head.client.post(
        answer["Location"], {"password": PASSWORD, "next": _task(at_head, "verdict")}
    )
    assert done["Location"] == "/review/"
    assert cases.read(at_head.number).state is State.DELIVERING
    file = case_file(scope=scope_of(head.actor), number=at_head.number)
    assert file.decision is not None
    assert file.decision.signature == DRAWN
    assert file.decision.sealed


def test_a_first_decision_is_drawn_and_a_later_one_may_keep_the_hand(county, at_head, head, sit):
    head.identify()
    answer = head.post(_task(at_head, "verdict"), verdict="granted", seen=_seen(at_head))
    assert answer.status_code == 422
    assert "请在签名框里手写签名" in answer.content.decode()
    cases.decided(county, at_head)
    again = cases.examined(
        county, cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=2)
    )
    assert "沿用上次的手写签名" in head.page(_path(again))
    head.post(_task(again, "verdict"), verdict="granted", seen=_seen(again))
    file = case_file(scope=scope_of(head.actor), number=again.number)
    assert file.decision is not None
    assert file.decision.signature == DRAWN


def test_a_refusal_needs_reasons_and_tells_the_remedies(county, at_head, head):
    head.identify()
    page = head.page(_path(at_head))
    assert "60 日内可以向紫阳县人民政府申请行政复议" in page
    signed = {"verdict": "refused", "signature": DRAWN, "seen": _seen(at_head)}
    answer = head.post(_task(at_head, "verdict"), **signed)
    assert answer.status_code == 422
    assert "不予许可要写明理由" in answer.content.decode()
    head.post(_task(at_head, "verdict"), **signed, reason="阻水比超过导则限值。")
    assert cases.read(at_head.number).outcome == "refused"


def test_a_broken_signature_is_refused_in_words(county, at_head, head):
    head.identify()
    for bad in ("data:image/png;base64,AAAA", "javascript:alert(1)", "x" * 400_000):
        answer = head.post(
            _task(at_head, "verdict"), verdict="granted", signature=bad, seen=_seen(at_head)
        )
        assert answer.status_code == 422
        assert "签名没有读懂" in answer.content.decode()


def test_sending_back_opens_the_earlier_step_again(county, at_head, head, sit):
    page = head.page(_path(at_head))
    assert "退回" in page
    node = case_file(scope=scope_of(head.actor), number=at_head.number).tasks[0].node
    answer = head.post(
        _task(at_head, "verdict"),
        verdict="sent_back",
        to_node=node,
        reason="请补充断面测量。",
        seen=_seen(at_head),
    )
    assert answer.status_code == 302
    case = cases.read(at_head.number)
    assert [task.name for task in case.tasks] == ["审查"]
    page = sit(cases.person_for(county, case)).page(_path(case))
    assert "退回审查" in page
    assert "请补充断面测量。" in page


def test_claiming_releasing_and_transferring(county, flood, examiner, sit):
    examiner.post(_task(flood, "claim"), seen=_seen(flood))
    assert cases.read(flood.number).tasks[0].holder == examiner.actor.post_id
    assert "（您）" in examiner.page(_path(flood))
    examiner.post(_task(flood, "release"), seen=_seen(flood))
    assert cases.read(flood.number).tasks[0].holder is None
    answer = examiner.post(
        _task(flood, "transfer"), to_post="999999", reason="出差。", seen=_seen(flood)
    )
    assert answer.status_code in {409, 422}


def test_stopping_and_starting_the_clock(county, flood, examiner):
    answer = examiner.post(
        _task(flood, "suspend"), ground="加班", expected_days="5", seen=_seen(flood)
    )
    assert answer.status_code == 422
    examiner.post(
        _task(flood, "suspend"),
        ground="专家评审",
        expected_days="5",
        explanation="请专家评审。",
        seen=_seen(flood),
    )
    assert cases.read(flood.number).state is State.SUSPENDED
    page = examiner.page(_path(flood))
    assert "停计时：专家评审" in page
    assert "等专家评审结束" in page
    examiner.post(_path(flood, "resume"), remark="评审会开完了。", seen=_seen(flood))
    assert cases.read(flood.number).state is State.EXAMINING
    assert "当天恢复，没有停下工作日" in examiner.page(_path(flood))


def test_the_head_extends_once_and_in_time(county, at_head, head):
    assert "延长审批" in head.page(_path(at_head))
    answer = head.post(
        _path(at_head, "extend"), days="99", reason="案情复杂。", seen=_seen(at_head)
    )
    assert answer.status_code == 422
    head.post(_path(at_head, "extend"), days="5", reason="水文资料复杂。", seen=_seen(at_head))
    page = head.page(_path(at_head))
    assert "延长 5 日，已把理由告知申请人" in page
    assert _path(at_head, "extend") not in page


def test_an_examiner_does_not_extend(county, flood, examiner):
    answer = examiner.post(_path(flood, "extend"), days="5", reason="水文复杂。", seen=_seen(flood))
    assert answer.status_code == 403
    assert "批准延长" not in examiner.page(_path(flood))


def test_before_acceptance_the_office_sends_back_to_the_counter(county, sit):
    guide = cases.guide_named(cases.FLOOD)
    outcome = cases.received(county, guide, counter="W13")
    desk = sit(county.of_office("D19", "examiner"))
    case = cases.read(outcome.number)
    assert "退回窗口补正" in desk.page(_path(case))
    empty = desk.post(_path(case, "return"), seen=_seen(case))
    assert empty.status_code == 409
    assert "至少写一条" in empty.content.decode()
    code = guide.materials[0].code
    desk.post(_path(case, "return"), **{f"m_{code}": "没有盖章"}, seen=_seen(case))
    entry = _last(case)
    assert entry.kind == "returned"
    assert entry.data["defects"][0] == {
        "subject": guide.materials[0].name,
        "problem": "没有盖章",
        "wanted": "",
    }
    case = cases.read(outcome.number)
    assert (case.state, case.step) == (State.RECEIVED, "等窗口一次告知补正")


def test_a_silently_accepted_case_names_both_days(county, sit, clock):
    from quancheng.journeys import sweep_clocks

    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    sweep_clocks.sweep(now=moment(9, on=date(2026, 3, 10)))
    clock.now = moment(10, on=date(2026, 3, 10))
    case = cases.read(outcome.number)
    page = sit(cases.person_for(county, case)).page(_path(case))
    assert "自 3月2日（周一）收到申请之日起视为受理" in page
    assert "系统 3月10日（周二）记录" in page


def test_a_personal_number_is_opened_with_a_reason_and_on_the_record(county, flood, examiner):
    intake = cases.intake_for(cases.guide_named(cases.FLOOD), counter="W13")
    without = examiner.post(_path(flood, "full"), field="phone")
    assert without.status_code == 422
    assert intake.applicant.phone not in without.content.decode()
    answer = examiner.post(_path(flood, "full"), field="phone", reason="电话核实申请人")
    assert intake.applicant.phone in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    entry = ledger.entries_of(region_code=COUNTY, stream="applicant", subject=flood.applicant_id)[
        -1
    ]
    assert (entry.kind, entry.reason) == ("opened_in_full", "电话核实申请人")
    assert entry.data["case"] == flood.number


def test_a_deputy_acts_for_an_absent_colleague_and_both_are_named(county, flood, sit):
    holder = cases.person_for(county, flood)
    examine.claim(
        doing=doing(holder), region_code=COUNTY, number=flood.number, task_id=flood.tasks[0].id
    )
    deputy = county.of_office("D14", "examiner")
    post = appoint(
        actor=None,
        account_id=deputy.account_id,
        region_code=COUNTY,
        role=Role.EXAMINER,
        office_id=holder.office_id,
        rank="B",
        stands_in_for=holder.post_id,
        valid_from=TODAY,
        now=moment(8),
    )
    enter_absence(
        actor=holder,
        post_id=holder.post_id,
        from_day=TODAY,
        to_day=TODAY,
        reason="培训",
        now=moment(9),
    )
    actor = actor_for(account_id=deputy.account_id, post_id=post, today=TODAY)
    desk = sit(actor)
    assert f"代 {holder.name}" in desk.page("/review/", mine="deputed")
    assert f"代{holder.name}的意见" in desk.page(_path(flood))
    desk.post(_task(flood, "verdict"), verdict="agree", seen=_seen(flood))
    entry = _last(flood)
    assert (entry.actor, entry.on_behalf_of) == (deputy.account_id, holder.post_id)
    assert f"{actor.name}（代 {holder.name}）" in desk.page(_path(flood))


def test_nobody_elses_turn_is_offered(county, at_head, examiner):
    page = examiner.page(_path(at_head))
    assert "轮到谁办" in page
    assert "“决定”等县水利局 · 部门负责人办理" in page
    assert "data-verdict" not in page


def test_letters_and_files_open_in_place_and_only_from_their_case(county, flood, sit, examiner):
    guide = cases.guide_named(cases.FLOOD)
    number = review.received_with_files(county, guide, now=moment(), seed=5)
    file = case_file(scope=scope_of(examiner.actor), number=number)
    stored = next(each for line in file.materials for each in line.files)
    answer = examiner.get(f"/review/cases/{number}/files/{stored.id}/")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert examiner.get(_path(flood, "files", stored.id)).status_code == 404
    letter = examiner.get(f"/review/cases/{number}/letters/{file.letters[0].id}/")
    assert letter.content.startswith(b"%PDF")
    assert case_file(scope=scope_of(examiner.actor), number=number).letters[0].printed == 0
