"""Acceptance and what may come instead of it (行政许可法 第32条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quancheng.cases.operations.materials import handed_in_clause
from quancheng.cases.operations.move import (
    answered_clause,
    correction_clause,
    resumption_clause,
)
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.defects import new_defects
from quancheng.cases.rules.reasons import check_defects, check_reason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, UnableToAct, check_state_allows
from quancheng.clock import rules as clock_rules
from quancheng.identity.rules import Act, check_may
from quancheng.journeys import alarms, clocks, flow
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.join import check_children_ended
from quancheng.ledger import queries as ledger
from quancheng.ledger.rules import CASE


def _read(*, doing: Doing, region_code: str, number: str, act: Act, kind: str) -> Snapshot:
    case = snapshot(region_code=region_code, number=number)
    if doing.actor is not None:
        check_may(doing.actor, act=act, region_code=case.town_code or case.region_code)
    check_state_allows(act=kind, state=case.state)
    return case


def acceptance(*, doing: Doing, case: Snapshot, kind: str, deemed: bool = False) -> Writing:
    """What acceptance writes, by a person or, when ``deemed``, by law."""
    on = case.came_in_on if deemed else doing.today
    flowed = flow.start(case=case, now=doing.now)
    at_counter = flow.plan_of(case).decision is None
    due = clocks.columns(case=case, today=doing.today, accepted_on=on, complete_on=on)
    return Writing(
        kind=kind,
        effective_on=on,
        step="受理",
        changes=due
        | {
            "state": State.ACCEPTED if at_counter else State.EXAMINING,
            "accepted_on": on,
            "accepted_at": doing.now,
            "deemed": deemed,
            "correction_due": None,
            "step": "当场决定" if at_counter else flowed.step,
        },
        clauses=flowed.clauses,
        data=dict(flowed.said),
        letters=["acceptance"],
        messages=[
            (
                "accepted",
                {
                    "name": case.applicant_name,
                    "item": case.item_name,
                    "due": due["promised_due"] or due["statutory_due"],
                    "number": case.number,
                },
            )
        ],
    )


def _accepted_by_silence(*, case: Snapshot, today: date) -> bool:
    """Whether the law has accepted the case before ``today``: the window ran out in silence."""
    window = clocks.limits_of(case).correction
    if case.correction_due is None or window is None or not window.silence_accepts:
        return False
    return case.state is State.RECEIVED and today > case.correction_due


@once
def accept(*, doing: Doing, region_code: str, number: str) -> Outcome:
    """Accept the case: both clocks start, the flow begins, the applicant gets the notice.

    After the window has run out in silence nobody accepts any more: the law has, from the day of
    receipt, and that goes on the record instead.
    """
    case = _read(
        doing=doing, region_code=region_code, number=number, act=Act.ACCEPT, kind="accepted"
    )
    if _accepted_by_silence(case=case, today=doing.today):
        silent = Doing(actor=None, now=doing.now, key=doing.key)
        return accept_silently(doing=silent, region_code=region_code, number=number)
    return write(
        doing=doing, case=case, writing=acceptance(doing=doing, case=case, kind="accepted")
    )


@once
def accept_silently(*, doing: Doing, region_code: str, number: str) -> Outcome:
    """Deemed acceptance (32(4)): the window ran out in silence; dated back to the receipt.

    The entry carries what a lead needs: whose file it was, when the window ended, how late it is.
    """
    case = _read(
        doing=doing, region_code=region_code, number=number, act=Act.ACCEPT, kind="deemed_accepted"
    )
    if not _accepted_by_silence(case=case, today=doing.today):
        raise UnableToAct("这一件没有因逾期未答复而视为受理，请窗口尽快作出受理或者不予受理决定。")
    writing = acceptance(doing=doing, case=case, kind="deemed_accepted", deemed=True)
    writing.data["lead"] = _lead(case=case, doing=doing)
    return write(doing=doing, case=case, writing=writing)


def _lead(*, case: Snapshot, doing: Doing) -> dict[str, Any]:
    """Who held the file in silence, until when he had to answer, and the working days since."""
    entries = ledger.entries_of(region_code=case.region_code, stream=CASE, subject=case.id)
    last = next((entry for entry in reversed(entries) if entry.post is not None), None)
    end = case.correction_due
    late = clocks.calendar_for(case).count(end, doing.today) if end else 0
    return {
        "rule": "deemed_acceptance",
        "held_by": last.actor_name if last else "",
        "post": last.post if last else None,
        "counter": case.counter,
        "window_end": end.isoformat() if end else None,
        "days_late": late if isinstance(late, int) else late.counted,
    }


@once
def tell_correction(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    defects: Sequence[Mapping[str, str]],
    override_reason: str = "",
) -> Outcome:
    """Tell the applicant, once, everything that has to be corrected.

    ``defects``: mappings with ``subject``, ``problem`` and perhaps ``wanted``. A further notice
    that names what the first did not is refused; with ``override_reason`` a supervisor gives it
    all the same, and the entry says so (violation W2).
    """
    act = Act.OVERRIDE_CORRECTION if override_reason else Act.CORRECT
    case = _read(
        doing=doing, region_code=region_code, number=number, act=act, kind="correction_told"
    )
    kept = check_defects(defects)
    overridden = _check_told_once(
        case=case, doing=doing, defects=kept, override_reason=override_reason
    )
    words = "；".join(f"{defect['subject']}：{defect['problem']}" for defect in kept)
    writing = Writing(
        kind="correction_told",
        step="受理",
        reason=words,
        changes={"state": State.CORRECTING, "correction_due": None, "step": "等申请人补正"},
        clauses=[correction_clause(case=case, told_on=doing.today, defects=kept, answer_by=None)],
        letters=["correction"],
        messages=[
            (
                "correction",
                {"name": case.applicant_name, "item": case.item_name, "defects": words},
            )
        ],
        data={"defects": [dict(defect) for defect in kept]} | overridden,
    )
    return write(doing=doing, case=case, writing=writing)


def _check_told_once(
    *, case: Snapshot, doing: Doing, defects: Sequence[Mapping[str, str]], override_reason: str
) -> dict[str, Any]:
    """Check R2; what the entry says of an override, empty where none was needed."""
    told = [defect for fact in case.corrections for defect in fact.defects]
    new = new_defects(defects=defects, told=told) if case.corrections else []
    reason = check_reason(override_reason, what="再次补正", told=False) if override_reason else ""
    clock_rules.check_correction_notice(
        received_on=case.came_in_on,
        told_on=doing.today,
        window=clocks.limits_of(case).correction,
        earlier_notices=len(case.corrections),
        calendar=clocks.calendar_for(case),
        names_new_defect=bool(new),
        override_reason=reason,
    )
    if not new:
        return {}
    return {
        "override": reason,
        "new_defects": [dict(defect) for defect in new],
        "lead": {"rule": "corrected_twice", "counter": case.counter},
    }


@once
def take_in_correction(
    *, doing: Doing, region_code: str, number: str, received: Sequence[str] = ()
) -> Outcome:
    """Take in the corrected materials; the office answers within a new window."""
    case = _read(
        doing=doing, region_code=region_code, number=number, act=Act.CORRECT, kind="corrected"
    )
    due = clock_rules.correction_due(
        received_on=doing.today,
        window=clocks.limits_of(case).correction,
        calendar=clocks.calendar_for(case),
    )
    writing = Writing(
        kind="corrected",
        step="受理",
        changes={
            "state": State.RECEIVED,
            "correction_due": clocks.known(due),
            "step": "等窗口受理",
        },
        clauses=[
            answered_clause(answered_on=doing.today),
            handed_in_clause(codes=received, at=doing.now),
        ],
        data={"received": list(received)},
    )
    return write(doing=doing, case=case, writing=writing)


@once
def decline(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    ground: str,
    reason: str,
    competent_office: str = "",
) -> Outcome:
    """Decline with reason and remedies; ``ground``: declined, not_needed or wrong_office."""
    case = _read(doing=doing, region_code=region_code, number=number, act=Act.DECLINE, kind=ground)
    if _accepted_by_silence(case=case, today=doing.today):
        raise UnableToAct(
            f"答复期限 {case.correction_due} 已过，依法自收到材料之日起即为受理，"
            "不能再不予受理；请按受理办理。"
        )
    kept = check_reason(reason, what="不予受理")
    writing = Writing(
        kind=ground,
        step="受理",
        reason=kept,
        changes={
            "state": State.DECLINED,
            "correction_due": None,
            "step": "",
            "closed_at": doing.now,
        },
        letters=["non_acceptance"],
        messages=[
            (
                "declined",
                {"name": case.applicant_name, "item": case.item_name, "reason": kept},
            )
        ],
        data={"competent_office": competent_office},
    )
    return write(doing=doing, case=case, writing=writing)


@once
def withdraw(*, doing: Doing, region_code: str, number: str, reason: str) -> Outcome:
    """The applicant takes the application back; clocks and flow end."""
    case = _read(
        doing=doing, region_code=region_code, number=number, act=Act.WITHDRAW, kind="withdrawn"
    )
    if _accepted_by_silence(case=case, today=doing.today):
        silent = Doing(actor=None, now=doing.now, key=f"{doing.key}-deemed")
        accept_silently(doing=silent, region_code=region_code, number=number)
        case = snapshot(region_code=region_code, number=number)
    case = alarms.caught_up(case=case, now=doing.now)
    check_children_ended(case)
    flowed = flow.terminate(case=case, code="withdrawn", now=doing.now)
    writing = Writing(
        kind="withdrawn",
        reason=check_reason(reason, what="撤回", told=False),
        changes={
            "state": State.WITHDRAWN,
            "closed_at": doing.now,
            "step": "",
            "suspended_since": None,
            "correction_due": None,
        },
        clauses=[
            *flowed.clauses,
            *([resumption_clause(ended_on=doing.today)] if case.suspended_since else []),
        ],
        messages=[("withdrawn", {"name": case.applicant_name, "item": case.item_name})],
        data=dict(flowed.said),
    )
    return write(doing=doing, case=case, writing=writing)
