"""The hearing, from the right that is told to the signed minutes (行政许可法 第46–48条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from quancheng.cases.operations.hearing import hearing_clause, new_hearing_clause
from quancheng.cases.operations.move import resumption_clause, suspension_clause
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules import hearing as rules
from quancheng.cases.rules import hearing_fact as stages
from quancheng.cases.rules.letter_numbers import letter_number
from quancheng.cases.rules.reasons import check_reason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import check_state_allows
from quancheng.clock.engine import Suspension
from quancheng.identity import queries as identity
from quancheng.identity.queries import PostName, PostView
from quancheng.identity.rules import Act, Actor, check_may
from quancheng.identity.rules.roles import OFFICE_ROLES
from quancheng.journeys import alarms, clocks
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person
from quancheng.journeys.suspend import check_suspension, office_of, running_again, stopped
from quancheng.kernel.moments import SHANGHAI, day_of
from quancheng.ledger import queries as ledger
from quancheng.ledger.rules import CASE, Recorded

LONGEST_WORDS = 80


def _read(
    *, doing: Doing, region_code: str, number: str, kind: str, act: Act = Act.HEAR
) -> tuple[Snapshot, Actor]:
    """The case, once it is sure that this person may do this act of its hearing."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    office = office_of(case=case, actor=actor)
    check_may(actor, act=act, region_code=case.region_code, office_id=office)
    check_state_allows(act=kind, state=case.state)
    return alarms.caught_up(case=case, now=doing.now), actor


def _cut(words: str, longest: int = LONGEST_WORDS) -> str:
    return words.replace("\x00", "").strip()[:longest]


def _told(case: Snapshot, **more: object) -> dict[str, object]:
    return {"name": case.applicant_name, "item": case.item_name} | more


@once
def tell(*, doing: Doing, region_code: str, number: str, reason: str) -> Outcome:
    """Tell the applicant and who else has an interest of the right to a hearing (47)."""
    case, _ = _read(doing=doing, region_code=region_code, number=number, kind="hearing_told")
    rules.check_tell(case.hearing)
    words = check_reason(reason, what="告知听证权利")
    until = rules.request_until(told_on=doing.today, calendar=clocks.calendar_for(case))
    writing = Writing(
        kind="hearing_told",
        step=case.step,
        reason=words,
        clauses=[
            new_hearing_clause(
                basis=rules.REQUEST, stage=stages.TOLD, told_on=doing.today, request_by=until
            )
        ],
        letters=["hearing_right"],
        messages=[("hearing_told", _told(case, until=until))],
        data={"until": until.isoformat() if until else None},
    )
    return write(doing=doing, case=case, writing=writing)


def _opened(*, doing: Doing, case: Snapshot, kind: str, given: Mapping[str, Any]) -> Writing:
    """What begins a hearing: the clocks stop on this day, with the notice that says so (45)."""
    document = letter_number(number=case.number, seq=case.version + 1, ordinal=0)
    opened = Suspension(start=doing.today, end=None, ground=rules.GROUND, document=document)
    days = rules.HOLD_DAYS
    check_suspension(case=case, opened=opened, expected_days=days, doing=doing)
    return Writing(
        kind=kind,
        step=case.step,
        changes=stopped(case=case, opened=opened, today=doing.today),
        clauses=[suspension_clause(suspension=opened, expected_days=days, most_days=days)],
        letters=["suspension"],
        messages=[(kind, _told(case, until=given["hold_by"]))],
        data={
            "ground": rules.GROUND,
            "document": document,
            "expected_days": days,
            "most_days": days,
        }
        | {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in given.items()
        },
    )


@once
def request(*, doing: Doing, region_code: str, number: str, by: str) -> Outcome:
    """Take in the request for a hearing, in time; the clocks stop until the hearing ends (47)."""
    case, _ = _read(doing=doing, region_code=region_code, number=number, kind="hearing_requested")
    who = _cut(by)
    rules.check_request(case.hearing, by=who, today=doing.today)
    given = {
        "requested_on": doing.today,
        "requested_by": who,
        "hold_by": rules.hold_until(requested_on=doing.today, calendar=clocks.calendar_for(case)),
    }
    writing = _opened(doing=doing, case=case, kind="hearing_requested", given=given)
    writing.clauses.append(hearing_clause(stage=stages.OPEN, **given))
    return write(doing=doing, case=case, writing=writing)


@once
def open_publicly(*, doing: Doing, region_code: str, number: str, reason: str) -> Outcome:
    """Begin a hearing that the law or the public interest wants, without a request (46)."""
    case, _ = _read(doing=doing, region_code=region_code, number=number, kind="hearing_opened")
    rules.check_tell(case.hearing)
    words = check_reason(reason, what="依职权举行听证")
    given = {"requested_on": doing.today, "hold_by": None}
    writing = _opened(doing=doing, case=case, kind="hearing_opened", given=given)
    writing.reason = words
    writing.clauses.append(new_hearing_clause(basis=rules.PUBLIC, stage=stages.OPEN, **given))
    return write(doing=doing, case=case, writing=writing)


def involved_in(*, case: Snapshot) -> set[int]:
    """The accounts that have reviewed the case or hold a task of it, and so may not preside."""
    return _involved(case=case, entries=_entries(case))


def _entries(case: Snapshot) -> list[Recorded]:
    return ledger.entries_of(region_code=case.region_code, stream=CASE, subject=case.id)


def _involved(*, case: Snapshot, entries: list[Recorded]) -> set[int]:
    holders = identity.post_names(task.holder for task in case.tasks).values()
    return rules.involved_accounts(
        acted=[(entry.kind, entry.actor) for entry in entries],
        holders=[post.account_id for post in holders],
    )


def chairs_for(*, case: Snapshot, today: date) -> tuple[PostView, ...]:
    """Who may preside: of the office, else of the county.

    Nobody who has reviewed the case, and nobody whose recusal was granted.
    """
    entries = _entries(case)
    recused = rules.recused_chairs([(entry.kind, entry.data) for entry in entries])
    barred = _involved(case=case, entries=entries)
    barred |= {post.account_id for post in identity.post_names(recused).values()}

    def free(office_id: int | None) -> tuple[PostView, ...]:
        return tuple(
            post
            for role in sorted(OFFICE_ROLES)
            for post in identity.posts_in(
                region_code=case.region_code, role=role, office_id=office_id, today=today
            )
            if post.account_id not in barred and not post.absent
        )

    return free(case.office_id) or free(None)


@once
def schedule(
    *, doing: Doing, region_code: str, number: str, sits_at: datetime, place: str, chair: int
) -> Outcome:
    """Set time, place and chair, and give notice of them 7 working days before (48)."""
    case, _ = _read(doing=doing, region_code=region_code, number=number, kind="hearing_scheduled")
    where = _cut(place, 100)
    posts = {post.id: post for post in chairs_for(case=case, today=doing.today)}
    named = identity.post_names([chair]).get(chair)
    rules.check_schedule(
        case.hearing,
        sits_on=day_of(sits_at),
        place=where,
        chair_account=named.account_id if named else 0,
        involved=involved_in(case=case),
        today=doing.today,
        calendar=clocks.calendar_for(case),
    )
    if chair not in posts:
        raise rules.UnableToHear("请从名单里选择听证主持人。")
    local = sits_at.astimezone(SHANGHAI)
    clock = f"{local:%H:%M}"
    writing = Writing(
        kind="hearing_scheduled",
        step=case.step,
        clauses=[
            hearing_clause(
                stage=stages.SCHEDULED,
                notified_on=doing.today,
                sits_at=sits_at,
                place=where,
                chair_id=chair,
                recusal_on=None,
                recusal_outcome="",
            )
        ],
        letters=["hearing_notice"],
        messages=[("hearing_scheduled", _told(case, day=local.date(), clock=clock, place=where))],
        data={
            "sits_at": local.isoformat(),
            "sits_on": local.date().isoformat(),
            "clock": clock,
            "place": where,
            "chair": chair,
            "chair_name": posts[chair].name,
        },
    )
    return write(doing=doing, case=case, writing=writing)


@once
def challenge(*, doing: Doing, region_code: str, number: str, by: str, reason: str) -> Outcome:
    """Take in that a participant, or the chair himself, asks for the chair's recusal (48)."""
    case, _ = _read(doing=doing, region_code=region_code, number=number, kind="recusal_requested")
    who = _cut(by)
    rules.check_recusal(case.hearing, by=who)
    words = check_reason(reason, what="申请回避", told=False)
    writing = Writing(
        kind="recusal_requested",
        step=case.step,
        reason=words,
        clauses=[
            hearing_clause(
                recusal_on=doing.today,
                recusal_by=who,
                recusal_reason=words,
                recusal_outcome="",
            )
        ],
        data={"by": who},
    )
    return write(doing=doing, case=case, writing=writing)


@once
def decide_recusal(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    outcome: str,
    reason: str,
    new_chair: int | None = None,
) -> Outcome:
    """The office's head decides on the recusal, in a letter; a granted one needs another chair.

    ``new_chair``: the post that presides instead, where the head names it at once.
    """
    case, actor = _read(
        doing=doing,
        region_code=region_code,
        number=number,
        kind="recusal_decided",
        act=Act.DECIDE_RECUSAL,
    )
    held = case.hearing.chair if case.hearing else None
    chair = identity.post_names([held]).get(held or 0)
    rules.check_recusal_decision(
        case.hearing,
        outcome=outcome,
        decider_account=actor.account_id,
        chair_account=chair.account_id if chair else None,
        names_another=new_chair is not None,
    )
    words = check_reason(reason, what="回避的决定")
    named = _named_instead(case=case, chair=new_chair, recused=chair, today=doing.today)
    granted = outcome == rules.GRANTED
    change: dict[str, Any] = {"recusal_outcome": outcome}
    if granted:
        change |= {"stage": stages.OPEN, "chair_id": new_chair, "sits_at": None}
    said = "同意回避，另定主持人，时间地点另行通知" if granted else "不予回避，听证照常举行"
    writing = Writing(
        kind="recusal_decided",
        step=case.step,
        reason=words,
        clauses=[hearing_clause(**change)],
        letters=["recusal_decision"],
        messages=[("recusal_decided", _told(case, outcome=said))],
        data={"outcome": outcome, "words": said}
        | {"new_chair": new_chair, "new_chair_name": named},
    )
    return write(doing=doing, case=case, writing=writing)


def _named_instead(
    *, case: Snapshot, chair: int | None, recused: PostName | None, today: date
) -> str:
    """The name of who presides instead; raises where that post is not free to preside."""
    if chair is None:
        return ""
    free = {post.id: post for post in chairs_for(case=case, today=today)}
    if chair not in free or free[chair].account_id == (recused.account_id if recused else None):
        raise rules.UnableToHear("请从名单里选择新的听证主持人，不能是被申请回避的人。")
    return free[chair].name


@once
def end(*, doing: Doing, region_code: str, number: str, minutes: str, signers: str) -> Outcome:
    """Enter the minutes with the names that signed them; the clocks run again (48(5)).

    ``signers``: names separated by 、 or lines. The decision is then made on the minutes.
    """
    case, _ = _read(doing=doing, region_code=region_code, number=number, kind="hearing_ended")
    words = minutes.replace("\x00", "").strip()
    names = rules.read_signers(signers)
    rules.check_end(case.hearing, minutes=words, signers=names, today=doing.today)
    changes = running_again(case=case, ground=rules.GROUND, today=doing.today)
    writing = Writing(
        kind="hearing_ended",
        step=case.step,
        reason=words,
        changes=changes,
        clauses=[
            hearing_clause(stage=stages.ENDED, ended_on=doing.today, minutes=words, signers=names),
            resumption_clause(ended_on=doing.today, ground=rules.GROUND),
        ],
        messages=[("hearing_ended", _told(case, due=_due(changes)))],
        data={"signers": names, "ground": rules.GROUND},
    )
    return write(doing=doing, case=case, writing=writing)


def _due(changes: Mapping[str, Any]) -> date | None:
    due: date | None = changes["promised_due"] or changes["statutory_due"]
    return due


@once
def drop(*, doing: Doing, region_code: str, number: str, reason: str) -> Outcome:
    """The right is given up, or the request taken back: no hearing, the clocks run (on)."""
    case, _ = _read(doing=doing, region_code=region_code, number=number, kind="hearing_dropped")
    rules.check_drop(case.hearing)
    words = check_reason(reason, what="放弃听证", told=False)
    held = case.hearing is not None and case.hearing.is_held_open
    changes = (
        running_again(case=case, ground=rules.GROUND, today=doing.today)
        if held
        else clocks.columns(case=case, today=doing.today)
    )
    clauses = [hearing_clause(stage=stages.DROPPED, ended_on=doing.today)]
    if held:
        clauses.append(resumption_clause(ended_on=doing.today, ground=rules.GROUND))
    writing = Writing(
        kind="hearing_dropped",
        step=case.step,
        reason=words,
        changes=changes,
        clauses=clauses,
        messages=[("hearing_dropped", _told(case, due=_due(changes)))],
        data={"ground": rules.GROUND, "held": held},
    )
    return write(doing=doing, case=case, writing=writing)
