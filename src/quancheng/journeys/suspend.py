"""Suspension: special procedures during which no clock runs (行政许可法 第45条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from quancheng.cases.operations.move import (
    resumption_clause,
    suspension_clause,
    warned_clause,
)
from quancheng.cases.queries.due import LongHold
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules import hearing as hearings
from quancheng.cases.rules.letter_numbers import letter_number
from quancheng.cases.rules.reasons import kept_words
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, UnableToActStale, allows, check_state_allows
from quancheng.catalogue import queries as catalogue
from quancheng.clock import rules as clock_rules
from quancheng.clock.engine import Suspension, Unknown
from quancheng.identity.rules import Act, Actor, check_may
from quancheng.journeys import clocks
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import as_actor, person, read_task


def check_suspension(
    *, case: Snapshot, opened: Suspension, expected_days: int, doing: Doing
) -> None:
    """Raise ``UnableToSuspend`` unless both clocks of the case may stand still so (R9)."""
    for limit in clocks.limits_of(case).each():
        clock_rules.check_suspension(
            limit=limit,
            facts=case.facts(today=doing.today),
            ground=opened.ground,
            start=opened.start,
            document=opened.document,
            expected_days=expected_days,
        )


def _check_no_hearing(ground: str) -> None:
    if ground == hearings.GROUND:
        raise clock_rules.UnableToSuspend(
            "听证有自己的程序，请在“听证”里登记申请或者依职权启动，计时自动停止，结束后自动恢复。"
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
    """Stop both clocks for a special procedure, with the notice to the applicant (R9).

    A case already stopped on another ground stays so until both procedures have ended. More
    days than the item allows are written all the same, with a warning on the record.
    """
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.SUSPEND,
        kind="suspended",
    )
    _check_no_hearing(ground)
    document = letter_number(number=case.number, seq=case.version + 1, ordinal=0)
    opened = Suspension(start=doing.today, end=None, ground=ground, document=document)
    check_suspension(case=case, opened=opened, expected_days=expected_days, doing=doing)
    most = most_days_of(case=case, ground=ground)
    told: dict[str, object] = {"ground": ground, "days": expected_days}
    told |= {"name": case.applicant_name, "item": case.item_name}
    writing = Writing(
        kind="suspended",
        step=task.name,
        reason=kept_words(explanation),
        changes=stopped(case=case, opened=opened, today=doing.today),
        clauses=[suspension_clause(suspension=opened, expected_days=expected_days, most_days=most)],
        letters=["suspension"],
        messages=[("suspended", told)],
        data={
            "ground": ground,
            "document": document,
            "expected_days": expected_days,
            "most_days": most,
            "too_long": most is not None and expected_days > most,
        },
    )
    return write(doing=as_actor(doing=doing, actor=actor), case=case, writing=writing)


def most_days_of(*, case: Snapshot, ground: str) -> int | None:
    """How many working days the item of the case allows for a procedure on ``ground``."""
    procedures = catalogue.guide_of_edition(edition_id=case.edition_id).special_procedures
    return clock_rules.most_days(ground=ground, procedures=procedures)


def stopped(*, case: Snapshot, opened: Suspension, today: date) -> dict[str, Any]:
    """The case while its clocks stand still, since the first of what holds them."""
    due = clocks.columns(case=case, today=today, suspensions=(*case.suspensions, opened))
    since = case.suspended_since or opened.start
    return due | {"state": State.SUSPENDED, "suspended_since": since}


def running_again(*, case: Snapshot, ground: str, today: date) -> dict[str, Any]:
    """The case after the procedure on ``ground`` has ended; another may still hold it."""
    ended = tuple(
        replace(each, end=today) if each.end is None and each.ground == ground else each
        for each in case.suspensions
    )
    since = min((each.start for each in ended if each.end is None), default=None)
    due = clocks.columns(case=case, today=today, suspensions=ended)
    if _moves_ahead(case=case, due=due["promised_due"], today=today):
        due["alarm"] = ""
    return due | {
        "state": State.SUSPENDED if since else State.EXAMINING,
        "suspended_since": since,
    }


def office_of(*, case: Snapshot, actor: Actor) -> int:
    """The actor's own office when it works on the case, else the case's."""
    offices = {task.office_id for task in case.tasks} | {case.office_id}
    own = actor.office_id
    return own if own is not None and own in offices else case.office_id


def _moves_ahead(*, case: Snapshot, due: date | None, today: date) -> bool:
    """Whether the promise now ends on another day ahead, of which nothing was announced yet."""
    return due is not None and due >= today and due != case.promised_due


def _ground_to_end(*, case: Snapshot, ground: str) -> Suspension:
    """The open suspension that is meant; a hearing ends with its minutes."""
    waiting = [each for each in case.suspensions if each.end is None]
    chosen = [each for each in waiting if each.ground == ground] if ground else waiting
    chosen = [each for each in chosen if each.ground != hearings.GROUND]
    if len(chosen) > 1:
        raise clock_rules.UnableToResume("这件有几项特别程序同时进行，请选择结束的是哪一项。")
    if not chosen:
        raise clock_rules.UnableToResume(
            "没有这项正在进行的特别程序。听证录入笔录后自动恢复计时，请刷新页面看最新状态。"
        )
    return chosen[0]


@once
def resume(
    *, doing: Doing, region_code: str, number: str, ground: str = "", remark: str = ""
) -> Outcome:
    """The special procedure is over: both clocks run again from the next day.

    ``ground`` names it where several hold the case; the clocks run when the last has ended.
    """
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    office = office_of(case=case, actor=actor)
    check_may(actor, act=Act.RESUME, region_code=case.region_code, office_id=office)
    check_state_allows(act="resumed", state=case.state)
    ended = _ground_to_end(case=case, ground=ground)
    clock_rules.check_resumption(facts=case.facts(today=doing.today), end=doing.today)
    changes = running_again(case=case, ground=ended.ground, today=doing.today)
    told: dict[str, object] = {
        "name": case.applicant_name,
        "item": case.item_name,
        "ground": ended.ground,
        "due": changes["promised_due"] or changes["statutory_due"],
    }
    most = most_days_of(case=case, ground=ended.ground)
    took = days_stopped(case=case, since=ended.start, today=doing.today)
    writing = Writing(
        kind="resumed",
        step=case.step,
        reason=kept_words(remark),
        changes=changes,
        clauses=[resumption_clause(ended_on=doing.today, ground=ended.ground)],
        messages=[("resumed", told)],
        data={
            "ground": ended.ground,
            "days": took,
            "most_days": most,
            "too_long": most is not None and took > most,
        },
    )
    return write(doing=doing, case=case, writing=writing)


def days_stopped(*, case: Snapshot, since: date, today: date) -> int:
    """The working days in ``(since, today]``, as far as the calendar is known."""
    count = clocks.calendar_for(case).count(since, today)
    return count.counted if isinstance(count, Unknown) else count


def warn_long_hold(*, hold: LongHold, doing: Doing) -> bool:
    """Put on the record, once, that a procedure takes longer than the item allows."""
    case = snapshot(region_code=hold.region_code, number=hold.number)
    took = days_stopped(case=case, since=hold.started_on, today=doing.today)
    if took <= hold.most_days or not allows(act="held_long", state=case.state):
        return False
    writing = Writing(
        kind="held_long",
        step=case.step,
        clauses=[warned_clause(ground=hold.ground, on=doing.today)],
        data={"ground": hold.ground, "days": took, "most_days": hold.most_days},
    )
    try:
        write(doing=doing, case=case, writing=writing)
    except UnableToActStale:
        return False
    return True
