"""Whole lives of cases, by real acts, one for each thing that may happen to a case."""

from __future__ import annotations

from datetime import date, datetime
from random import Random
from typing import Any

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.delivery import queries as delivery
from quancheng.identity.rules import Actor
from quancheng.journeys import (
    accept,
    ask_to_extend,
    deliver,
    examine,
    extend,
    hearing,
    renew,
    suspend,
    terminate,
)
from quancheng.journeys.flow import plan_of
from quancheng.journeys.sweep_clocks import sweep
from quancheng.ops.simulator.handwriting import DRAWN
from quancheng.ops.simulator.people import Inventor
from quancheng.workflow.engine.tokens import send_back_targets
from tests.factories import cases, joint
from tests.factories.calendar import close, run_rounds
from tests.factories.county import COUNTY, Staff, doing, moment

JOINT = "设置大型户外广告的审批"
UPWARD = "第二类医疗器械经营备案"
MOVE = "户口迁移审批"
AT_ONCE = "个人参保证明查询打印"
WATER = "D19"
WORDS = "双方就防洪影响评价的结论陈述了意见，核对了证据。"


def at(day: int, month: int = 3) -> datetime:
    """Ten o'clock of a day of 2026."""
    return moment(10, on=date(2026, month, day))


def act(what: Any, who: Actor, case: Snapshot, now: datetime, **given: Any) -> Snapshot:
    """The case after an act of a person on it."""
    what(doing=doing(who, now=now), region_code=COUNTY, number=case.number, **given)
    return cases.read(case.number)


def flood(staff: Staff) -> Snapshot:
    """Accepted on 2 March; an item that allows an expert review of 20 working days at most."""
    return cases.accepted(staff, cases.guide_named(cases.FLOOD), counter="W13")


def received(staff: Staff) -> Snapshot:
    """Taken in and nothing more."""
    return cases.read(cases.received(staff, cases.guide_named(cases.FOOD), seed=9).number)


def corrected(staff: Staff) -> Snapshot:
    """Told what to correct, corrected, and told once more by a supervisor."""
    counter = staff.at_counter("W06")
    case = received(staff)
    told = [{"subject": "营业执照", "problem": "已过期", "wanted": "有效的原件"}]
    case = act(accept.tell_correction, counter, case, at(3), defects=told)
    case = act(accept.take_in_correction, counter, case, at(5))
    return act(
        accept.tell_correction,
        staff.in_role("supervisor"),
        case,
        at(6),
        defects=[{"subject": "场所证明", "problem": "没有盖章"}],
        override_reason="场所在补正期间变更",
    )


def stopped(staff: Staff, case: Snapshot, now: datetime, *, ground: str = "专家评审") -> Snapshot:
    """Its clocks stand still for a special procedure."""
    who = cases.person_for(staff, case)
    task = case.tasks[0].id
    return act(suspend.suspend, who, case, now, task_id=task, ground=ground, expected_days=15)


def resumed(staff: Staff) -> Snapshot:
    """Held by two procedures, one of which took too long; the other goes on."""
    case = stopped(staff, stopped(staff, flood(staff), at(3)), at(4), ground="检测")
    sweep(now=at(3, 4))
    case = cases.read(case.number)
    who = staff.of_office(WATER, "examiner")
    return act(suspend.resume, who, case, at(7, 4), ground="专家评审")


def ended_while_stopped(staff: Staff, how: str) -> Snapshot:
    """Withdrawn or terminated while its clocks stood still."""
    case = stopped(staff, flood(staff), at(3))
    if how == "withdrawn":
        who = staff.at_counter("W13")
        return act(accept.withdraw, who, case, at(9), reason="不再办理。")
    who = staff.of_office(WATER, "head")
    given = {"ground": "applicant_gone", "reason": "申请人已经注销登记。"}
    return act(terminate.terminate, who, case, at(9), **given)


def withdrawn(staff: Staff) -> Snapshot:
    """Withdrawn while a special procedure was under way."""
    return ended_while_stopped(staff, "withdrawn")


def terminated(staff: Staff) -> Snapshot:
    """Terminated while a special procedure was under way."""
    return ended_while_stopped(staff, "terminated")


def extended(staff: Staff) -> Snapshot:
    """A joint case, extended by the head of the government."""
    case = cases.accepted(staff, cases.guide_named(JOINT), counter="W17", seed=3)
    return act(
        extend.extend,
        staff._first(role="head", office_id=case.office_id),
        case,
        at(10),
        days=15,
        reason="案情复杂，需要多部门现场会商。",
        approval=extend.Approval(document="紫政函〔2026〕12号", approved_on=date(2026, 3, 9)),
    )


def asked_twice(staff: Staff) -> Snapshot:
    """The head declines what the examiner asks for, and grants it when he asks again."""
    case = cases.accepted(staff, cases.guide_named(cases.FLOOD), counter="W13", seed=3)
    who, head = (staff.of_office(WATER, role) for role in ("examiner", "head"))
    why = "需要补充核对水文资料。"
    case = act(ask_to_extend.ask, who, case, at(3), days=5, reason=why)
    case = act(ask_to_extend.decline, head, case, at(4), reason="资料已经够用。")
    case = act(ask_to_extend.ask, who, case, at(5), days=5, reason=why)
    return act(extend.extend, head, case, at(6), days=5, reason=why)


def _scheduled(staff: Staff, case: Snapshot, day: int, sits: int) -> Snapshot:
    chair = hearing.chairs_for(case=case, today=date(2026, 3, day))[0].id
    who = staff.of_office(WATER, "examiner")
    given = {"sits_at": at(sits), "place": "三楼", "chair": chair}
    return act(hearing.schedule, who, case, at(day), **given)


def _recused(staff: Staff, case: Snapshot, day: int, outcome: str) -> Snapshot:
    who, head = (staff.of_office(WATER, role) for role in ("examiner", "head"))
    given = {"by": "取水户代表", "reason": "与申请人是近亲属。"}
    case = act(hearing.challenge, who, case, at(day), **given)
    given = {"outcome": outcome, "reason": "已经核实。"}
    return act(hearing.decide_recusal, head, case, at(day), **given)


def asked_for_hearing(staff: Staff) -> Snapshot:
    """Told of the right to a hearing, which was asked for: the clocks stand still."""
    who = staff.of_office(WATER, "examiner")
    case = act(hearing.tell, who, flood(staff), at(2), reason="涉及下游取水户的重大利益。")
    return act(hearing.request, who, case, at(3), by="下游取水户代表")


def put_off(staff: Staff) -> Snapshot:
    """A hearing that was asked for, whose last day has moved because the centre is closed."""
    before = asked_for_hearing(staff)
    close(staff, date(2026, 3, 16), now=at(4))
    run_rounds(now=at(4))
    case = cases.read(before.number)
    assert case.hearing != before.hearing
    return case


def heard(staff: Staff) -> Snapshot:
    """Heard by a second chair, after one recusal was granted and one refused; then refused."""
    who = staff.of_office(WATER, "examiner")
    case = _scheduled(staff, asked_for_hearing(staff), 4, 13)
    case = _recused(staff, case, 5, "granted")
    case = _scheduled(staff, case, 6, 20)
    case = _recused(staff, case, 9, "refused")
    case = act(hearing.end, who, case, at(20), minutes=WORDS, signers="柏青禾、莫溪可")
    case = cases.examined(staff, case, now=at(23))
    return cases.decided(staff, case, outcome="refused", now=at(24))


def heard_publicly(staff: Staff) -> Snapshot:
    """A hearing that nobody asked for has begun."""
    who = staff.of_office(WATER, "examiner")
    given = {"reason": "涉及公共利益，需要听取公众意见。"}
    return act(hearing.open_publicly, who, flood(staff), at(3), **given)


def given_up(staff: Staff) -> Snapshot:
    """The hearing that was asked for is given up again."""
    who = staff.of_office(WATER, "examiner")
    return act(hearing.drop, who, asked_for_hearing(staff), at(5), reason="双方已经和解。")


def not_asked_for(staff: Staff) -> Snapshot:
    """The right to a hearing is given up before it was asked for."""
    who = staff.of_office(WATER, "examiner")
    case = act(hearing.tell, who, flood(staff), at(2), reason="涉及下游取水户的重大利益。")
    return act(hearing.drop, who, case, at(3), reason="申请人书面放弃。")


def sent_upward(staff: Staff) -> Snapshot:
    """Sent to a superior organ, given back, sent once more, and granted there."""
    case = cases.accepted(staff, cases.guide_named(UPWARD), counter="W03")
    case = cases.examined(staff, case, until="forward")
    case = cases.forwarded(staff, case, now=at(3))
    case = returned(staff, case, at(18))
    case = cases.examined(staff, case, now=at(19), until="forward")
    case = cases.forwarded(staff, case, now=at(19))
    return cases.decided(staff, case, now=at(26))


def returned(staff: Staff, case: Snapshot, now: datetime) -> Snapshot:
    """Sent back from its open task to the step before."""
    task = case.tasks[0]
    return act(
        examine.send_back,
        cases.person_for(staff, case),
        case,
        now,
        task_id=task.id,
        to_node=send_back_targets(plan_of(case), case.marking, token=task.token)[-1],
        reason="请补充现场照片。",
    )


def passed_around(staff: Staff) -> Snapshot:
    """A task claimed, put back, claimed and given to a colleague; one sent back; then closed."""
    case = flood(staff)
    who = cases.person_for(staff, case)
    task = {"task_id": case.tasks[0].id}
    case = act(examine.claim, who, case, at(3), **task)
    case = act(examine.release, who, case, at(3), **task)
    case = act(examine.claim, who, case, at(4), **task)
    case = act(examine.transfer, who, case, at(4), to_post=who.post_id, reason="请接着办。", **task)
    given = {"opinion": examine.AGREE, "reason": "材料齐全。"}
    case = act(examine.give_opinion, who, case, at(5), **given, **task)
    case = returned(staff, case, at(6))
    case = cases.decided(staff, cases.examined(staff, case, now=at(9)), now=at(10))
    return cases.handed_over(staff, case, now=at(11))


def posted(staff: Staff) -> Snapshot:
    """Granted, sent by courier and signed for."""
    case = cases.accepted(staff, cases.guide_named(cases.FOOD), seed=4)
    case = cases.decided(staff, cases.examined(staff, case, now=at(4)), now=at(5))
    who = staff.in_role("delivery")
    case = act(deliver.post_out, who, case, at(6), tracking_number="EX20260306")
    receiver = deliver.Receiver(
        name="柏青禾",
        relation="代领",
        id_number=Inventor(Random(7)).person().id_number,
        signature=DRAWN,
        signed_on=date(2026, 3, 8),
    )
    given = {"method": "post", "receiver": receiver, "tracking_number": "EX20260306"}
    return act(deliver.hand_over, who, case, at(9), **given)


def moved(staff: Staff, *, now: datetime) -> Snapshot:
    """A permission to move that is valid for 40 days, applied for by the same person each time."""
    return cases.accepted(staff, cases.guide_named(MOVE), now=now, seed=7)


def renewed(staff: Staff) -> Snapshot:
    """A permission that ran out while its renewal waited: renewed by law, then granted."""
    case = moved(staff, now=at(2))
    case = cases.decided(staff, cases.examined(staff, case), now=at(3))
    earlier = delivery.result_of(case_id=case.id)
    assert earlier is not None
    case = moved(staff, now=at(4))
    who = staff._first(role="examiner", office_id=case.office_id)
    case = act(renew.link, who, case, at(4), result_number=earlier.number)
    sweep(now=at(15, 4))
    case = cases.examined(staff, cases.read(case.number), now=at(15, 4))
    return cases.decided(staff, case, now=at(16, 4))


def child(staff: Staff) -> Snapshot:
    """The child of a joint case, which waits for it."""
    case = flood(staff)
    joint.joined(staff, cases.accepted(staff, cases.guide_named(joint.JOINT)), case)
    return cases.read(case.number)


LIVES = {
    life.__name__: life
    for life in (
        received,
        corrected,
        resumed,
        withdrawn,
        terminated,
        extended,
        asked_twice,
        asked_for_hearing,
        put_off,
        heard,
        heard_publicly,
        given_up,
        not_asked_for,
        sent_upward,
        passed_around,
        posted,
        renewed,
        child,
    )
}
