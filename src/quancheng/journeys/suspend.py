"""Suspension: special procedures during which no clock runs (行政许可法 第45条)."""

from __future__ import annotations

from datetime import date

from quancheng.cases.operations.move import resumption_clause, suspension_clause
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, check_state_allows
from quancheng.clock import rules as clock_rules
from quancheng.clock.engine import Suspension
from quancheng.identity.rules import Act, Actor, check_may
from quancheng.journeys import clocks
from quancheng.journeys.act import Doing, Outcome, Writing, letter_number, once, write
from quancheng.journeys.examine import as_actor, person, read_task


def _check(*, case: Snapshot, opened: Suspension, expected_days: int, doing: Doing) -> None:
    for limit in clocks.limits_of(case).each():
        clock_rules.check_suspension(
            limit=limit,
            facts=case.facts(today=doing.today),
            ground=opened.ground,
            start=opened.start,
            document=opened.document,
            expected_days=expected_days,
        )


@once
def suspend(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    task_id: int,
    ground: str,
    expected_days: int,
    explanation: str = "",
) -> Outcome:
    """Stop both clocks for a special procedure, with the notice to the applicant (R9)."""
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.SUSPEND,
        kind="suspended",
    )
    document = letter_number(number=case.number, seq=case.version + 1, ordinal=0)
    opened = Suspension(start=doing.today, end=None, ground=ground, document=document)
    _check(case=case, opened=opened, expected_days=expected_days, doing=doing)
    due = clocks.columns(case=case, today=doing.today, suspensions=(*case.suspensions, opened))
    told: dict[str, object] = {
        "name": case.applicant_name,
        "item": case.item_name,
        "ground": ground,
        "days": expected_days,
    }
    writing = Writing(
        kind="suspended",
        step=task.name,
        reason=explanation.replace("\x00", "").strip()[:2000],
        changes=due | {"state": State.SUSPENDED, "suspended_since": doing.today},
        clauses=[suspension_clause(suspension=opened, expected_days=expected_days)],
        letters=["suspension"],
        messages=[("suspended", told)],
        data={"ground": ground, "document": document, "expected_days": expected_days},
    )
    return write(doing=as_actor(doing=doing, actor=actor), case=case, writing=writing)


def _office_of(*, case: Snapshot, actor: Actor) -> int:
    """The actor's own office when it works on the case, else the case's."""
    offices = {task.office_id for task in case.tasks} | {case.office_id}
    own = actor.office_id
    return own if own is not None and own in offices else case.office_id


def _moves_ahead(*, case: Snapshot, due: date | None, doing: Doing) -> bool:
    """Whether the promise now ends on another day ahead, of which nothing was announced yet."""
    return due is not None and due >= doing.today and due != case.promised_due


@once
def resume(*, doing: Doing, region_code: str, number: str, remark: str = "") -> Outcome:
    """The special procedure is over: both clocks run again from the next day."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(
        actor,
        act=Act.RESUME,
        region_code=case.region_code,
        office_id=_office_of(case=case, actor=actor),
    )
    check_state_allows(act="resumed", state=case.state)
    clock_rules.check_resumption(facts=case.facts(today=doing.today), end=doing.today)
    ended = tuple(
        Suspension(start=s.start, end=s.end or doing.today, ground=s.ground, document=s.document)
        for s in case.suspensions
    )
    due = clocks.columns(case=case, today=doing.today, suspensions=ended)
    if _moves_ahead(case=case, due=due["promised_due"], doing=doing):
        due["alarm"] = ""
    ground = case.suspensions[-1].ground
    told: dict[str, object] = {
        "name": case.applicant_name,
        "item": case.item_name,
        "ground": ground,
        "due": due["promised_due"] or due["statutory_due"],
    }
    writing = Writing(
        kind="resumed",
        step=case.step,
        reason=remark.replace("\x00", "").strip()[:2000],
        changes=due | {"state": State.EXAMINING, "suspended_since": None},
        clauses=[resumption_clause(ended_on=doing.today)],
        messages=[("resumed", told)],
        data={"ground": ground},
    )
    return write(doing=doing, case=case, writing=writing)
