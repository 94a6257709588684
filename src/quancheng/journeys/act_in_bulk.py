"""The platform's own acts on many cases: the same door as :mod:`quancheng.journeys.act`, in bulk.

State, evidence and outbox of all of them are one statement. A case that has moved on since it was
read is left out. One that the database refuses is found by halving and named; the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from quancheng.cases.operations.hearing import many_hearings_clause
from quancheng.cases.operations.move_many import Move, move_many_clauses
from quancheng.cases.rules.hearing_days import HearingDays
from quancheng.journeys.act import message_rows, recordable
from quancheng.kernel.moments import day_of
from quancheng.kernel.statement import compose
from quancheng.ledger.operations import entries_clause
from quancheng.ledger.rules import CASE, Recorded
from quancheng.notices.operations import many_messages_clause

LOST = (OperationalError, InterfaceError)
"""The database is gone or busy: nobody's case is at fault."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAct:
    """An act of the platform on one of many cases.

    ``columns`` are the new values of every column of the batch, ``changes`` those that differ,
    as they go on the record; ``hearing`` are new days of its hearing. It takes
    effect ``effective_on``, else on the day of recording.
    """

    id: int
    region_code: str
    number: str
    version: int
    edition_id: int
    step: str
    kind: str
    columns: Mapping[str, Any]
    changes: Mapping[str, Any]
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    effective_on: date | None = None
    hearing: HearingDays | None = None
    applicant_id: int = 0
    messages: Sequence[tuple[str, Mapping[str, object]]] = ()


@dataclass(slots=True)
class Written:
    """Which cases moved, and which could not, with the sentence."""

    moved: set[int] = field(default_factory=set)
    failed: list[tuple[str, str]] = field(default_factory=list)


def _entry(act: BulkAct, *, now: datetime, on: date) -> Recorded:
    return Recorded(
        region_code=act.region_code,
        stream=CASE,
        subject=act.id,
        seq=act.version + 1,
        kind=act.kind,
        recorded_at=now,
        effective_on=act.effective_on or on,
        step=act.step,
        reason=act.reason,
        data=dict(act.data) | {"changes": recordable(act.changes)},
        edition=act.edition_id,
    )


def _statement(
    acts: Sequence[BulkAct], *, now: datetime, columns: Sequence[str], waits: bool
) -> set[int]:
    moves = [Move(act.id, act.region_code, act.version, act.columns) for act in acts]
    messages = [
        (act.region_code, act.id, act.applicant_id, row)
        for act in acts
        for row in message_rows(number=act.number, seq=act.version + 1, messages=act.messages)
    ]
    on = day_of(now)
    clauses = [
        *move_many_clauses(moves=moves, columns=columns, waits=waits),
        entries_clause([_entry(act, now=now, on=on) for act in acts], after="moved"),
    ]
    hearings = [(act.id, act.hearing) for act in acts if act.hearing is not None]
    if hearings:
        clauses.append(many_hearings_clause(hearings=hearings, after="moved"))
    if messages:
        clauses.append(many_messages_clause(messages=messages, now=now, after="moved"))
    sql, params = compose(clauses, returning="SELECT id FROM moved")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, cast("Any", params))
        return {row[0] for row in cursor.fetchall()}


def write_many(
    *,
    acts: Sequence[BulkAct],
    now: datetime,
    columns: Sequence[str],
    written: Written,
    waits: bool = True,
) -> None:
    """Write the acts and add to ``written`` what came of it.

    Unless it ``waits``, a case that somebody is acting on just now is left out.

    Raises ``OperationalError`` or ``InterfaceError`` when the database is gone.
    """
    if not acts:
        return
    try:
        written.moved |= _statement(acts, now=now, columns=columns, waits=waits)
    except LOST:
        raise
    except DatabaseError as problem:
        if len(acts) == 1:
            written.failed.append((acts[0].number, _sentence(problem)))
            return
        half = len(acts) // 2
        for part in (acts[:half], acts[half:]):
            write_many(acts=part, now=now, columns=columns, written=written, waits=waits)


def _sentence(problem: BaseException) -> str:
    return f"写入时出错（{type(problem).__name__}），请把办件编号交给维护人员。"


def guarded(*, act: Callable[[], T], number: str, failed: list[tuple[str, str]]) -> T | None:
    """What ``act`` answers; an error of this one case is named in ``failed`` instead.

    Raises ``OperationalError`` or ``InterfaceError`` when the database is gone.
    """
    try:
        return act()
    except LOST:
        raise
    except Exception as problem:  # noqa: BLE001 - one case's fault must not stop the others
        failed.append((number, getattr(problem, "sentence", "") or _sentence(problem)))
        return None
