"""Writing to the record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.db import connection
from psycopg.types.json import Jsonb

from quancheng.kernel.moments import day_of
from quancheng.kernel.statement import Clause
from quancheng.ledger.rules import Recorded

COLUMNS = (
    "region_code, stream, subject, seq, kind, recorded_at, effective_on, actor, post, "
    "on_behalf_of, actor_name, step, opinion, reason, data, edition, digest"
)


def entry_clause(entry: Recorded, *, after: str) -> Clause:
    """The clause that writes ``entry`` when clause ``after`` has a row."""
    params = {f"entry_{key}": value for key, value in entry.content().items()}
    params["entry_data"] = Jsonb(entry.data)
    params["entry_digest"] = entry.digest()
    sql = (
        f"INSERT INTO ledger_entry ({COLUMNS})\n"
        "SELECT %(entry_region_code)s, %(entry_stream)s, %(entry_subject)s::bigint,"
        " %(entry_seq)s::int, %(entry_kind)s, %(entry_recorded_at)s::timestamptz,"
        " %(entry_effective_on)s::date, %(entry_actor)s::bigint, %(entry_post)s::bigint,"
        " %(entry_on_behalf_of)s::bigint, %(entry_actor_name)s, %(entry_step)s,"
        " %(entry_opinion)s, %(entry_reason)s, %(entry_data)s::jsonb,"
        f" %(entry_edition)s::bigint, %(entry_digest)s::bytea FROM {after}"
    )
    return Clause("entry", sql, params)


def receipt_clause(*, key: str, entry: Recorded, outcome: dict[str, Any], after: str) -> Clause:
    """The clause that remembers an idempotency key with what its act answered."""
    sql = (
        "INSERT INTO ledger_receipt"
        " (region_code, key, stream, subject, seq, outcome, recorded_at)\n"
        "SELECT %(entry_region_code)s, %(once_key)s, %(entry_stream)s, %(entry_subject)s::bigint,"
        " %(entry_seq)s::int, %(once_outcome)s::jsonb, %(entry_recorded_at)s::timestamptz"
        f" FROM {after}"
    )
    params = {
        "once_key": key,
        "once_outcome": Jsonb(outcome),
        "entry_region_code": entry.region_code,
        "entry_stream": entry.stream,
        "entry_subject": entry.subject,
        "entry_seq": entry.seq,
        "entry_recorded_at": entry.recorded_at,
    }
    return Clause("receipt", sql, params)


def _next_seq(*, region_code: str, stream: str, subject: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))",
            [f"{region_code}/{stream}", subject],
        )
        cursor.execute(
            "SELECT coalesce(max(seq), 0) + 1 FROM ledger_entry"
            " WHERE region_code = %s AND stream = %s AND subject = %s",
            [region_code, stream, subject],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 1


def record(
    *,
    region_code: str,
    stream: str,
    subject: int,
    kind: str,
    now: datetime,
    actor: int | None = None,
    post: int | None = None,
    on_behalf_of: int | None = None,
    actor_name: str = "",
    effective_on: date | None = None,
    step: str = "",
    opinion: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
    edition: int | None = None,
) -> int:
    """Record an act that stands alone (outside the flow of a case); answers its ``seq``.

    Writers of one subject are put in order by an advisory lock that ends with the
    transaction. Call it inside the transaction that changes the state.
    """
    entry = Recorded(
        region_code=region_code,
        stream=stream,
        subject=subject,
        seq=_next_seq(region_code=region_code, stream=stream, subject=subject),
        kind=kind,
        recorded_at=now,
        effective_on=effective_on or day_of(now),
        actor=actor,
        post=post,
        on_behalf_of=on_behalf_of,
        actor_name=actor_name,
        step=step,
        opinion=opinion,
        reason=reason,
        data=data or {},
        edition=edition,
    )
    clause = entry_clause(entry, after="(SELECT 1) AS always")
    with connection.cursor() as cursor:
        cursor.execute(clause.sql, cast("Any", clause.params))
    return entry.seq
