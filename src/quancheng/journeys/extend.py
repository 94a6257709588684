"""Extension of the statutory limit, once, in time, by the head (行政许可法 第42条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from quancheng.cases.operations.extension_requests import answered_request_clause
from quancheng.cases.operations.move import extension_clause
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.reasons import check_reason
from quancheng.cases.rules.snapshot import Snapshot, UnableToActOnTask
from quancheng.cases.states import check_state_allows
from quancheng.clock import rules as clock_rules
from quancheng.clock.engine import Approver, ExtensionGrant
from quancheng.identity.rules import Act, check_may
from quancheng.journeys import clocks
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The written approval of the government's head: its number and its day."""

    document: str
    approved_on: date | None


LONGEST_NUMBER = 60


def _government(*, approval: Approval | None, today: date) -> str:
    """The number of the government's approval; empty where the organ's head approves himself."""
    if approval is None or not approval.document.strip():
        return ""
    if approval.approved_on is None or approval.approved_on > today:
        raise clock_rules.UnableToExtend("请填写政府负责人批准的日期，不能晚于今天。")
    return approval.document.replace("\x00", "").strip()[:LONGEST_NUMBER]


def _check(
    *, case: Snapshot, days: int, doing: Doing, approved_by: str, document: str
) -> ExtensionGrant:
    limit = clocks.limits_of(case).statutory
    if limit is None:
        raise UnableToActOnTask("这个事项没有法定时限，不能延长。")
    clock_rules.check_extension(
        limit=limit,
        facts=case.facts(today=doing.today),
        days=days,
        decided_on=doing.today,
        told_on=doing.today,
        approver=Approver.GOVERNMENT_HEAD if document else Approver.ORGAN_HEAD,
        calendar=clocks.calendar_for(case),
    )
    return ExtensionGrant(
        value=days,
        granted_on=doing.today,
        clock=limit.clock,
        approved_by=approved_by,
        document=document,
    )


def _record(*, case: Snapshot, grant: ExtensionGrant, approval: Approval | None) -> dict[str, Any]:
    """What goes on the record: the measure, the old deadline, the government's approval."""
    on = approval.approved_on if grant.document and approval else None
    return {
        "days": grant.value,
        "clock": grant.clock.value,
        "approval": grant.document,
        "approved_on": on.isoformat() if on else None,
        "original_due": case.statutory_due.isoformat() if case.statutory_due else None,
    }


@once
def extend(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    days: int,
    reason: str,
    approval: Approval | None = None,
) -> Outcome:
    """Extend the statutory limit (R4), with the letter to the applicant.

    The head of the organ approves; for joint handling the head of the government does (R5), and
    the organ's head enters his written ``approval``. A decision that came after the deadline, or
    from the wrong head, is refused.
    """
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(
        actor, act=Act.APPROVE_EXTENSION, region_code=case.region_code, office_id=case.office_id
    )
    check_state_allows(act="extended", state=case.state)
    words = check_reason(reason, what="延长审批期限")
    document = _government(approval=approval, today=doing.today)
    grant = _check(case=case, days=days, doing=doing, approved_by=actor.name, document=document)
    due = clocks.columns(case=case, today=doing.today, extensions=(*case.extensions, grant))
    told: dict[str, object] = {
        "name": case.applicant_name,
        "item": case.item_name,
        "due": due["statutory_due"],
        "reason": words,
    }
    writing = Writing(
        kind="extended",
        step=case.step,
        reason=words,
        changes=due,
        clauses=[
            extension_clause(grant=grant, approved_by=actor.post_id, reason=words),
            answered_request_clause(outcome="granted", on=doing.today),
        ],
        letters=["extension"],
        messages=[("extended", told)],
        data=_record(case=case, grant=grant, approval=approval),
    )
    return write(doing=doing, case=case, writing=writing)
