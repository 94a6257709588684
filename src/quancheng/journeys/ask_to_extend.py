"""An examiner asks the organ's head for an extension; the head may decline (行政许可法 第42条).

What the head approves is :func:`quancheng.journeys.extend.extend`. A request moves no clock.
"""

from __future__ import annotations

from quancheng.cases.operations.extension_requests import (
    answered_request_clause,
    extension_request_clause,
)
from quancheng.cases.queries.extension_requests import request_of
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.reasons import check_reason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import check_state_allows
from quancheng.clock import rules as clock_rules
from quancheng.clock.engine import Approver
from quancheng.identity.rules import Act, Actor, check_may
from quancheng.journeys import clocks
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person


def _read(
    *, doing: Doing, region_code: str, number: str, act: Act, kind: str
) -> tuple[Snapshot, Actor]:
    """The case, once it is sure that this person may do this act on it."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(actor, act=act, region_code=case.region_code, office_id=case.office_id)
    check_state_allows(act=kind, state=case.state)
    return case, actor


def _check(*, case: Snapshot, days: int, doing: Doing) -> None:
    """A request is for what the head could approve today: in measure, once, in time."""
    limit = clocks.limits_of(case).statutory
    if limit is None:
        raise clock_rules.UnableToExtend("这个事项没有法定时限，不用申请延长。")
    clock_rules.check_extension(
        limit=limit,
        facts=case.facts(today=doing.today),
        days=days,
        decided_on=doing.today,
        told_on=doing.today,
        approver=limit.extension.approved_by if limit.extension else Approver.ORGAN_HEAD,
        calendar=clocks.calendar_for(case),
    )


@once
def ask(*, doing: Doing, region_code: str, number: str, days: int, reason: str) -> Outcome:
    """Ask the head to extend the statutory limit by ``days`` of its unit; the clocks run on.

    Raises ``UnableToExtend`` where the head could not approve it, or one waits already.
    """
    kind = "extension_requested"
    case, actor = _read(
        doing=doing, region_code=region_code, number=number, act=Act.EXTEND, kind=kind
    )
    _check(case=case, days=days, doing=doing)
    if request_of(case_id=case.id) is not None:
        raise clock_rules.UnableToExtend("这件已经申请过延长，部门负责人还没有答复，请先等答复。")
    words = check_reason(reason, what="申请延长", told=False)
    clause = extension_request_clause(
        days=days, reason=words, asked_on=doing.today, asked_by=actor.post_id
    )
    writing = Writing(
        kind=kind, step=case.step, reason=words, clauses=[clause], data={"days": days}
    )
    return write(doing=doing, case=case, writing=writing)


@once
def decline(*, doing: Doing, region_code: str, number: str, reason: str) -> Outcome:
    """The head does not approve: the limit stays as it is, and the reason goes on the record."""
    kind = "extension_declined"
    case, _ = _read(
        doing=doing,
        region_code=region_code,
        number=number,
        act=Act.APPROVE_EXTENSION,
        kind=kind,
    )
    asked = request_of(case_id=case.id)
    if asked is None:
        raise clock_rules.UnableToExtend("这件没有等待答复的延长申请，请刷新页面再看。")
    writing = Writing(
        kind=kind,
        step=case.step,
        reason=check_reason(reason, what="不同意延长", told=False),
        clauses=[answered_request_clause(outcome="declined", on=doing.today)],
        data={"days": asked.days},
    )
    return write(doing=doing, case=case, writing=writing)
