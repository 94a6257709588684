"""Recomputing the days of cases after the calendar changed: in the background, and resumable.

Unfinished cases are read in the order of their ids, a span at a time, and reckoned a group at a
time; only those whose days change are written, some thousand in one statement, together with how
far the round is. A worker that is killed loses at most the statement under way. Cases on which
somebody acted since the change are looked at once more before a round ends: that act may have
reckoned with the calendar of before. The deadlines of decided cases never move; of theirs, only
the last day for the hand-over does (R7), and a hearing's days move with the case (R8).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from quancheng.cases.queries import open_cases
from quancheng.cases.queries.open_cases import OpenCase, OpenGroup, Projected
from quancheng.clock.operations import recomputation as progress
from quancheng.clock.queries import calendar_for, calendar_version
from quancheng.clock.rounds import Round, waiting_rounds
from quancheng.journeys.act import recordable
from quancheng.journeys.act_in_bulk import BulkAct, Written, write_many
from quancheng.journeys.due_changes import DueChange, changes_of
from quancheng.journeys.due_messages import due_messages
from quancheng.kernel.moments import day_of
from quancheng.ledger import queries as ledger
from quancheng.ledger.rules import CASE

KIND = "recomputed"
SPAN = 50_000
"""Cases read at once."""
CHUNK = 2_000
"""Cases written in one statement: their rows are locked for its time."""
SETTLING = timedelta(seconds=60)
"""How long an act may take that read the calendar of before."""
COLUMNS = (*(one.name for one in fields(Projected)), "calendar_version")


@dataclass(slots=True)
class Recomputed:
    """What one step did: cases looked at, moved, and those that could not be."""

    seen: int = 0
    moved: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _One:
    """One case of a change."""

    id: int
    version: int
    change: DueChange


def recompute(*, now: datetime, span: int = SPAN, chunk: int = CHUNK) -> Recomputed:
    """Go one span further in the oldest round that waits; nothing is seen when there is none.

    Any number of workers may call it: how far a round is moves on by a conditional update, in the
    transaction that writes the cases.
    """
    every = waiting_rounds()
    if not every:
        return Recomputed()
    # What moves now moves by all of their documents: the calendar in force is that of the last.
    waiting = replace(every[0], cause="、".join(dict.fromkeys(one.cause for one in every)))
    if waiting.scanned_at is not None:
        return _follow(waiting, now=now, chunk=chunk)
    upto = open_cases.next_id(after=waiting.reached, size=span)
    if upto is None:
        progress.end_scan(round_id=waiting.id, past=waiting.reached, now=now)
        return _follow(waiting, now=now, chunk=chunk)
    groups = open_cases.groups_between(after=waiting.reached, upto=upto)
    return _go(waiting, groups=groups, upto=upto, now=now, chunk=chunk)


def _go(
    waiting: Round, *, groups: Sequence[OpenGroup], upto: int, now: datetime, chunk: int
) -> Recomputed:
    """Write a span, a chunk a transaction, each with how far the round is after it."""
    done = Recomputed()
    ids = sorted(one for group in groups for one in group.ids)
    ones = _ones(groups, now=now, done=done)
    steps = [ones[at : at + chunk] for at in range(0, len(ones), chunk)] or [[]]
    reached, before = waiting.reached, 0
    for step in steps:
        to = upto if step is steps[-1] else step[-1].id
        seen = bisect_right(ids, to)
        with transaction.atomic():
            if not progress.advance(round_id=waiting.id, past=reached, to=to, seen=seen - before):
                return done
            _write(waiting, ones=step, now=now, done=done)
        done.seen += seen - before
        reached, before = to, seen
    return done


def _follow(waiting: Round, *, now: datetime, chunk: int) -> Recomputed:
    """Look again at cases acted on since the change; end the round once that has settled."""
    done = Recomputed()
    acted = ledger.subjects_after(stream=CASE, entry_id=waiting.mark, but=(KIND,))
    ones = _ones(open_cases.groups_of(ids=acted), now=now, done=done)
    for at in range(0, len(ones), chunk):
        with transaction.atomic():
            _write(waiting, ones=ones[at : at + chunk], now=now, done=done)
    if now >= waiting.asked_at + SETTLING:
        with transaction.atomic():
            progress.finish(done=waiting, now=now)
    return done


def _ones(groups: Sequence[OpenGroup], *, now: datetime, done: Recomputed) -> list[_One]:
    """The cases whose columns change, in the order of their ids."""
    version = calendar_version()
    changes = changes_of(
        groups=groups,
        calendars=lambda code: calendar_for(region_code=code, version=version),
        today=day_of(now),
        failed=done.failed,
    )
    ones = [
        _One(case_id, seen, change)
        for change in changes
        for case_id, seen in zip(change.group.ids, change.group.versions, strict=True)
    ]
    return sorted(ones, key=lambda one: one.id)


def _write(waiting: Round, *, ones: Sequence[_One], now: datetime, done: Recomputed) -> None:
    """Write the cases and count them; call it inside a transaction."""
    details = open_cases.details_of(ids=[one.id for one in ones])
    version = str(calendar_version())
    acts = [
        _act(one, details[one.id], cause=waiting.cause, version=version)
        for one in ones
        if one.id in details
    ]
    written = Written()
    write_many(acts=acts, now=now, columns=COLUMNS, written=written)
    moved = [one.change for one in ones if one.id in written.moved]
    if moved:
        progress.count(
            round_id=waiting.id,
            moved=len(moved),
            settled=sum(change.settles for change in moved),
            told=sum(change.tells for change in moved),
        )
    done.moved += len(moved)
    done.failed += written.failed


def _act(one: _One, case: OpenCase, *, cause: str, version: str) -> BulkAct:
    """One case's act: its columns, what the record says, and what the applicant is told."""
    change = one.change
    before, after = change.before, change.after
    columns = {name: getattr(after, name) for name in COLUMNS[:-1]}
    changes = {name: value for name, value in columns.items() if value != getattr(before, name)}
    data: dict[str, Any] = {"before": _spelled(before, changes), "calendar_version": version}
    hearing = change.hearing if change.hearing_moves else None
    if hearing is not None:
        data["hearing"] = recordable({"request_by": hearing.request_by, "hold_by": hearing.hold_by})
    if change.group.is_decided:
        # Its clocks stay those of the calendar under which it was decided.
        columns["calendar_version"] = case.calendar_version
    else:
        columns["calendar_version"] = changes["calendar_version"] = version
    return BulkAct(
        id=one.id,
        region_code=case.region_code,
        number=case.number,
        version=one.version,
        edition_id=case.edition_id,
        step=case.step,
        kind=KIND,
        columns=columns,
        changes=changes,
        reason=cause,
        data=data,
        hearing=hearing,
        applicant_id=case.applicant_id,
        messages=due_messages(days=change.told, case=case, cause=cause),
    )


def _spelled(before: Projected, changes: dict[str, Any]) -> dict[str, Any]:
    """What the columns were that change, as the record spells them."""
    values = {name: getattr(before, name) for name in changes}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
