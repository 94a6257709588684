"""Examination: tasks, opinions, suspension, extension (行政许可法 第34条, 第42条, 第45条)."""

from __future__ import annotations

from quancheng.cases.operations.move import (
    extension_clause,
    resumption_clause,
    suspension_clause,
)
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.reasons import check_reason
from quancheng.cases.rules.snapshot import Snapshot, UnableToActOnTask, WaitingTask
from quancheng.cases.rules.tasks import check_holds, check_may_take
from quancheng.cases.states import State, check_state_allows
from quancheng.clock import rules as clock_rules
from quancheng.clock.engine import Approver, ExtensionGrant, Suspension
from quancheng.identity import queries as identity
from quancheng.identity.rules import Act, Actor, Role, check_may
from quancheng.journeys import clocks, flow
from quancheng.journeys.act import Doing, Outcome, Writing, letter_number, once, write
from quancheng.workflow.operations import hold_task_clause

AGREE, DISAGREE, NOTE = "agree", "disagree", "note"
OPINIONS = {AGREE: "同意", DISAGREE: "不同意", NOTE: "说明"}


def person(doing: Doing) -> Actor:
    """The person acting; these acts are never the platform's own."""
    if doing.actor is None:
        raise UnableToActOnTask("这个操作要由工作人员来做，请登录后再试。")
    return doing.actor


def read_task(
    *, doing: Doing, region_code: str, number: str, task_id: int, act: Act, kind: str
) -> tuple[Snapshot, WaitingTask, Actor]:
    """The case and its task, once it is sure that this person may do this act on it.

    Where the person stands in for the absent holder of the task, the actor says so.
    """
    case = snapshot(region_code=region_code, number=number)
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


def _as(doing: Doing, actor: Actor) -> Doing:
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
        data={"task": task.id},
    )
    return write(doing=_as(doing, actor), case=case, writing=writing)


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
        data={"task": task.id},
    )
    return write(doing=_as(doing, actor), case=case, writing=writing)


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
    candidates = identity.posts_in(
        region_code=task.town_code or case.region_code,
        role=Role(task.role),
        office_id=None if task.town_code else (task.office_id or case.office_id),
        today=doing.today,
    )
    chosen = next((post for post in candidates if post.id == to_post), None)
    if chosen is None:
        raise UnableToActOnTask("这位同事不能办这个环节，请从名单里另选一位。")
    writing = Writing(
        kind="transferred",
        step=task.name,
        reason=check_reason(reason, what="转办"),
        clauses=[hold_task_clause(task_id=task.id, holder=chosen.id, after="moved")],
        data={"task": task.id, "to_post": chosen.id, "to_name": chosen.name},
    )
    return write(doing=_as(doing, actor), case=case, writing=writing)


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
    """Complete a task with an opinion (agree, disagree, note); the flow goes on.

    A task of kind ``forward`` sends the case to the superior organ.
    """
    case = snapshot(region_code=region_code, number=number)
    kind = "forwarded" if case.task(task_id).kind == "forward" else "opinion"
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.OPINE,
        kind=kind,
    )
    if task.kind in ("decide", "await", flow.DELIVER):
        raise UnableToActOnTask(f"“{task.name}”不是提意见的环节，请用它自己的按钮办理。")
    if opinion not in OPINIONS:
        raise UnableToActOnTask("请选择同意、不同意或说明，再提交意见。")
    words = reason.replace("\x00", "").strip()
    if opinion != AGREE:
        words = check_reason(words, what=OPINIONS[opinion])
    flowed = flow.complete(
        case=case, task=task, by=actor, outcome=opinion, now=doing.now, today=doing.today
    )
    writing = Writing(
        kind=kind,
        step=task.name,
        opinion=opinion,
        reason=words[:2000],
        changes={"step": flowed.step},
        clauses=flowed.clauses,
        data={"task": task.id, "node": task.node},
    )
    if kind == "forwarded":
        writing.changes["state"] = State.FORWARDED
        writing.messages.append(
            ("forwarded", {"name": case.applicant_name, "item": case.item_name})
        )
    return write(doing=_as(doing, actor), case=case, writing=writing)


@once
def send_back(
    *, doing: Doing, region_code: str, number: str, task_id: int, to_node: str, reason: str
) -> Outcome:
    """Send the work back to an earlier step, to whoever did it."""
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.SEND_BACK,
        kind="sent_back",
    )
    words = check_reason(reason, what="退回")
    flowed = flow.send_back(
        case=case,
        task=task,
        to_node=to_node,
        by=actor,
        holder=None,
        now=doing.now,
        today=doing.today,
    )
    writing = Writing(
        kind="sent_back",
        step=task.name,
        reason=words,
        changes={"step": flowed.step, "state": State.EXAMINING},
        clauses=flowed.clauses,
        data={"task": task.id, "node": task.node, "to_node": to_node},
    )
    return write(doing=_as(doing, actor), case=case, writing=writing)


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
    facts = case.facts(today=doing.today)
    limits = clocks.limits_of(case)
    limit = limits.statutory or limits.promised
    if limit is None:
        raise UnableToActOnTask("这个事项没有办理时限，不需要停计时。")
    clock_rules.check_suspension(
        limit=limit,
        facts=facts,
        ground=ground,
        start=doing.today,
        document=document,
        expected_days=expected_days,
    )
    opened = Suspension(start=doing.today, end=None, ground=ground, document=document)
    due = clocks.columns(case=case, today=doing.today, suspensions=(*case.suspensions, opened))
    writing = Writing(
        kind="suspended",
        step=task.name,
        reason=explanation.replace("\x00", "").strip()[:2000],
        changes=due | {"state": State.SUSPENDED, "suspended_since": doing.today},
        clauses=[
            suspension_clause(
                case=case,
                ground=ground,
                document=document,
                expected_days=expected_days,
                started_on=doing.today,
            )
        ],
        letters=["suspension"],
        messages=[
            (
                "suspended",
                {
                    "name": case.applicant_name,
                    "item": case.item_name,
                    "ground": ground,
                    "days": expected_days,
                },
            )
        ],
        data={"ground": ground, "document": document, "expected_days": expected_days},
    )
    return write(doing=_as(doing, actor), case=case, writing=writing)


@once
def resume(*, doing: Doing, region_code: str, number: str, remark: str = "") -> Outcome:
    """The special procedure is over: both clocks run again from the next day."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(
        actor, act=Act.RESUME, region_code=case.region_code, office_id=_any_office(case, actor)
    )
    check_state_allows(act="resumed", state=case.state)
    clock_rules.check_resumption(facts=case.facts(today=doing.today), end=doing.today)
    ended = tuple(
        Suspension(start=s.start, end=s.end or doing.today, ground=s.ground, document=s.document)
        for s in case.suspensions
    )
    due = clocks.columns(case=case, today=doing.today, suspensions=ended)
    writing = Writing(
        kind="resumed",
        step=case.step,
        reason=remark.replace("\x00", "").strip()[:2000],
        changes=due | {"state": State.EXAMINING, "suspended_since": None},
        clauses=[resumption_clause(ended_on=doing.today)],
        messages=[
            (
                "resumed",
                {
                    "name": case.applicant_name,
                    "item": case.item_name,
                    "ground": case.suspensions[-1].ground,
                    "due": due["promised_due"] or due["statutory_due"],
                },
            )
        ],
        data={"ground": case.suspensions[-1].ground},
    )
    return write(doing=doing, case=case, writing=writing)


def _any_office(case: Snapshot, actor: Actor) -> int | None:
    offices = {task.office_id for task in case.tasks} | {case.office_id}
    return actor.office_id if actor.office_id in offices else case.office_id


@once
def extend(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    days: int,
    reason: str,
) -> Outcome:
    """Extend the statutory limit, once, in time, by the organ's head (R4), with the letter."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(
        actor, act=Act.APPROVE_EXTENSION, region_code=case.region_code, office_id=case.office_id
    )
    check_state_allows(act="extended", state=case.state)
    words = check_reason(reason, what="延长审批期限")
    limit = clocks.limits_of(case).statutory
    if limit is None:
        raise UnableToActOnTask("这个事项没有法定时限，不能延长。")
    facts = case.facts(today=doing.today)
    clock_rules.check_extension(
        limit=limit,
        facts=facts,
        days=days,
        decided_on=doing.today,
        told_on=doing.today,
        approver=Approver.ORGAN_HEAD,
        calendar=clocks.calendar_of(region_code),
    )
    grant = ExtensionGrant(
        value=days, granted_on=doing.today, clock=limit.clock, approved_by=actor.name
    )
    due = clocks.columns(case=case, today=doing.today, extensions=(*case.extensions, grant))
    writing = Writing(
        kind="extended",
        step=case.step,
        reason=words,
        changes=due,
        clauses=[
            extension_clause(
                case=case,
                clock=limit.clock.value,
                days=days,
                granted_on=doing.today,
                approved_by=actor.post_id,
                reason=words,
            )
        ],
        letters=["extension"],
        messages=[
            (
                "extended",
                {
                    "name": case.applicant_name,
                    "item": case.item_name,
                    "due": due["statutory_due"],
                    "reason": words,
                },
            )
        ],
        data={
            "days": days,
            "clock": limit.clock.value,
            "original_due": case.statutory_due.isoformat() if case.statutory_due else None,
        },
    )
    return write(doing=doing, case=case, writing=writing)
