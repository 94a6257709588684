"""Examination: tasks and opinions (行政许可法 第34条)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from quancheng.cases.operations.hearing import answered_above_clause
from quancheng.cases.operations.move import suspension_clause
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.forwarding import ABOVE
from quancheng.cases.rules.reasons import check_reason, kept_words
from quancheng.cases.rules.snapshot import (
    OpenForwarding,
    Snapshot,
    UnableToActOnTask,
    WaitingTask,
)
from quancheng.cases.rules.tasks import check_holds, check_may_take
from quancheng.cases.states import State, check_state_allows
from quancheng.clock.engine import Suspension
from quancheng.identity import queries as identity
from quancheng.identity.queries import PostView
from quancheng.identity.rules import Act, Actor, Role, check_may
from quancheng.journeys import alarms, clocks, flow
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.workflow import queries as workflow
from quancheng.workflow.operations import hold_task_clause
from quancheng.workflow.queries import DoneStep

AGREE, DISAGREE, NOTE = "agree", "disagree", "note"
OPINIONS = {AGREE: "同意", DISAGREE: "不同意", NOTE: "说明"}


def person(doing: Doing) -> Actor:
    """The person acting; these acts are never the platform's own."""
    if doing.actor is None:
        raise UnableToActOnTask("这个操作要由工作人员来做，请登录后再试。")
    return doing.actor


def read_task(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    task_id: int,
    act: Act,
    kind: str,
    case: Snapshot | None = None,
) -> tuple[Snapshot, WaitingTask, Actor]:
    """The case and its task, once it is sure that this person may do this act on it.

    Where the person stands in for the absent holder of the task, the actor says so. ``case``
    is passed by an act that has already read it.
    """
    case = case or snapshot(region_code=region_code, number=number)
    case = alarms.caught_up(case=case, now=doing.now)
    actor = person(doing)
    check_state_allows(act=kind, state=case.state)
    task = case.task(task_id)
    check_may(
        actor,
        act=act,
        region_code=task.town_code or case.region_code,
        office_id=None if task.town_code else (task.office_id or case.office_id),
    )
    check_may_take(actor=actor, task=task)
    if task.holder is not None and task.holder != actor.post_id:
        actor = actor.standing_in(task.holder)
    return case, task, actor


def as_actor(*, doing: Doing, actor: Actor) -> Doing:
    """The same act, done by ``actor`` (who may stand in for somebody)."""
    return Doing(actor=actor, now=doing.now, key=doing.key)


@once
def claim(*, doing: Doing, region_code: str, number: str, task_id: int) -> Outcome:
    """Take a task out of the office's list into one's own."""
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.CLAIM,
        kind="claimed",
    )
    writing = Writing(
        kind="claimed",
        step=task.name,
        clauses=[hold_task_clause(task_id=task.id, holder=actor.post_id, after="moved")],
        data={"task": task.id, "token": task.token},
    )
    return write(doing=as_actor(doing=doing, actor=actor), case=case, writing=writing)


@once
def release(*, doing: Doing, region_code: str, number: str, task_id: int) -> Outcome:
    """Put a task back into the office's list."""
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.CLAIM,
        kind="released",
    )
    check_holds(actor=actor, task=task)
    writing = Writing(
        kind="released",
        step=task.name,
        clauses=[hold_task_clause(task_id=task.id, holder=None, after="moved")],
        data={"task": task.id, "token": task.token},
    )
    return write(doing=as_actor(doing=doing, actor=actor), case=case, writing=writing)


def _colleagues(
    *, case: Snapshot, step: WaitingTask | DoneStep, doing: Doing
) -> tuple[PostView, ...]:
    return identity.posts_in(
        region_code=step.town_code or case.region_code,
        role=Role(step.role),
        office_id=None if step.town_code else (step.office_id or case.office_id),
        today=doing.today,
    )


def _who_did(*, case: Snapshot, node: str, doing: Doing) -> int | None:
    """The post that did the step last, where it still does such steps."""
    done = workflow.last_done(instance_id=case.instance_id, node=node)
    colleagues = _colleagues(case=case, step=done, doing=doing) if done else ()
    return next((post.id for post in colleagues if done and post.id == done.post), None)


@once
def transfer(
    *, doing: Doing, region_code: str, number: str, task_id: int, to_post: int, reason: str
) -> Outcome:
    """Hand a task to a colleague who may do it."""
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.TRANSFER,
        kind="transferred",
    )
    candidates = _colleagues(case=case, step=task, doing=doing)
    chosen = next((post for post in candidates if post.id == to_post), None)
    if chosen is None:
        raise UnableToActOnTask("这位同事不能办这个环节，请从名单里另选一位。")
    writing = Writing(
        kind="transferred",
        step=task.name,
        reason=check_reason(reason, what="转办", told=False),
        clauses=[hold_task_clause(task_id=task.id, holder=chosen.id, after="moved")],
        data={
            "task": task.id,
            "token": task.token,
            "to_post": chosen.id,
            "to_name": chosen.name,
        },
    )
    return write(doing=as_actor(doing=doing, actor=actor), case=case, writing=writing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A task completed and not yet written: of which case, by whom, and where the flow stands."""

    case: Snapshot
    task: WaitingTask
    doing: Doing
    flowed: flow.Flowed


def work_on(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    task_id: int,
    kind: str,
    outcome: str,
    check: Callable[[WaitingTask], None],
) -> Worked:
    """Complete a task of an examiner with ``outcome``, once ``check`` says that it is such a one."""
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.OPINE,
        kind=kind,
    )
    check(task)
    flowed = flow.complete(case=case, task=task, by=actor, outcome=outcome, now=doing.now)
    own = as_actor(doing=doing, actor=actor)
    return Worked(case=case, task=task, doing=own, flowed=flowed)


def _check_wants_opinion(task: WaitingTask) -> None:
    if task.kind in ("decide", "await", "forward", flow.DELIVER):
        raise UnableToActOnTask(f"“{task.name}”不是提意见的环节，请用它自己的按钮办理。")


def _check_words(*, opinion: str, reason: str) -> str:
    if opinion not in OPINIONS:
        raise UnableToActOnTask("请选择同意、不同意或说明，再提交意见。")
    if opinion == AGREE:
        return kept_words(reason)
    return check_reason(reason, what=OPINIONS[opinion], told=False)


@once
def give_opinion(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    task_id: int,
    opinion: str,
    reason: str,
) -> Outcome:
    """Complete a task with an opinion (agree, disagree, note); the flow goes on."""
    worked = work_on(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        kind="opinion",
        outcome=opinion,
        check=_check_wants_opinion,
    )
    task, flowed = worked.task, worked.flowed
    writing = Writing(
        kind="opinion",
        step=task.name,
        opinion=opinion,
        reason=_check_words(opinion=opinion, reason=reason),
        changes={"step": flowed.step},
        clauses=flowed.clauses,
        data={"task": task.id, "node": task.node} | flowed.said,
    )
    return write(doing=worked.doing, case=worked.case, writing=writing)


def _take_back(*, case: Snapshot, sent: OpenForwarding, writing: Writing, today: date) -> None:
    """The superior organ gives the case back for more work: the review here goes on (R6).

    The days it lay there are not the county's: they are left out like those of a suspension.
    """
    away = Suspension(start=sent.sent_on, end=today, ground=ABOVE, document=sent.document)
    writing.changes |= clocks.columns(
        case=case, today=today, forwarded_on=None, suspensions=(*case.suspensions, away)
    ) | {"forwarded_on": None}
    writing.clauses += [
        suspension_clause(suspension=away, expected_days=0),
        answered_above_clause(outcome="returned", document="", on=None, received_on=today),
    ]


@once
def send_back(
    *, doing: Doing, region_code: str, number: str, task_id: int, to_node: str, reason: str
) -> Outcome:
    """Send the work back to an earlier step, to the post that did it, else to its office."""
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.SEND_BACK,
        kind="sent_back",
    )
    words = check_reason(reason, what="退回", told=False)
    flowed = flow.send_back(
        case=case,
        task=task,
        to_node=to_node,
        by=actor,
        holder=_who_did(case=case, node=to_node, doing=doing),
        now=doing.now,
    )
    writing = Writing(
        kind="sent_back",
        step=task.name,
        reason=words,
        changes={"step": flowed.step, "state": State.EXAMINING},
        clauses=flowed.clauses,
        data={"task": task.id, "node": task.node, "to_node": to_node} | flowed.said,
    )
    if case.forwarding is not None:
        _take_back(case=case, sent=case.forwarding, writing=writing, today=doing.today)
    return write(doing=as_actor(doing=doing, actor=actor), case=case, writing=writing)
