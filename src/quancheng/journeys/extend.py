"""Extension of the statutory limit, once, in time, by the head (行政许可法 第42条)."""

from __future__ import annotations

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


def _check(*, case: Snapshot, days: int, doing: Doing, approved_by: str) -> ExtensionGrant:
    limit = clocks.limits_of(case).statutory
    if limit is None:
        raise UnableToActOnTask("这个事项没有法定时限，不能延长。")
    clock_rules.check_extension(
        limit=limit,
        facts=case.facts(today=doing.today),
        days=days,
        decided_on=doing.today,
        told_on=doing.today,
        approver=limit.extension.approved_by if limit.extension else Approver.ORGAN_HEAD,
        calendar=clocks.calendar_for(case),
    )
    return ExtensionGrant(
        value=days, granted_on=doing.today, clock=limit.clock, approved_by=approved_by
    )


@once
def extend(*, doing: Doing, region_code: str, number: str, days: int, reason: str) -> Outcome:
    """Extend the statutory limit (R4), with the letter to the applicant."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(
        actor, act=Act.APPROVE_EXTENSION, region_code=case.region_code, office_id=case.office_id
    )
    check_state_allows(act="extended", state=case.state)
    words = check_reason(reason, what="延长审批期限")
    grant = _check(case=case, days=days, doing=doing, approved_by=actor.name)
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
        clauses=[extension_clause(grant=grant, approved_by=actor.post_id, reason=words)],
        letters=["extension"],
        messages=[("extended", told)],
        data={
            "days": days,
            "clock": grant.clock.value,
            "original_due": case.statutory_due.isoformat() if case.statutory_due else None,
        },
    )
    return write(doing=doing, case=case, writing=writing)
