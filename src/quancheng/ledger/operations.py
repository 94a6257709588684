"""Writing to the record."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    """The clause that writes ``entry`` when clause ``after`` has a row, and answers that row.

    ``after`` answers the subject as ``id`` and the number of the entry as ``version``.
    """
    content = entry.content()
    del content["subject"], content["seq"]
    params: dict[str, object] = {
        "region": content.pop("region_code"),
        "now": content.pop("recorded_at"),
    }
    params |= {f"entry_{key}": value for key, value in content.items()}
    params["entry_data"] = Jsonb(entry.data)
    params["entry_digest"] = entry.digest()
    sql = (
        f"INSERT INTO ledger_entry ({COLUMNS})\n"
        "SELECT %(region)s::text, %(entry_stream)s, id, version, %(entry_kind)s, %(now)s,"
        " %(entry_effective_on)s, %(entry_actor)s::bigint, %(entry_post)s::bigint,"
        " %(entry_on_behalf_of)s::bigint, %(entry_actor_name)s, %(entry_step)s,"
        " %(entry_opinion)s, %(entry_reason)s, %(entry_data)s::jsonb,"
        f" %(entry_edition)s::bigint, %(entry_digest)s FROM {after}\n"
        "RETURNING region_code, stream, subject, seq, recorded_at, post, reason"
    )
    return Clause("entry", sql, params)


_TYPES = {
    "region_code": "text",
    "stream": "text",
    "subject": "bigint",
    "seq": "int",
    "kind": "text",
    "recorded_at": "timestamptz",
    "effective_on": "date",
    "actor": "bigint",
    "post": "bigint",
    "on_behalf_of": "bigint",
    "actor_name": "text",
    "step": "text",
    "opinion": "text",
    "reason": "text",
    "data": "text",
    "edition": "bigint",
    "digest": "bytea",
}


def entries_clause(entries: Sequence[Recorded], *, after: str) -> Clause:
    """The clause that writes those of ``entries`` whose subject clause ``after`` answers as ``id``.

    ``after`` also answers ``version``, which must be the entry's ``seq``.
    """
    rows = [
        entry.content()
        | {"data": json.dumps(entry.data, ensure_ascii=False), "digest": entry.digest()}
        for entry in entries
    ]
    arrays = ", ".join(f"%(entries_{name})s::{kind}[]" for name, kind in _TYPES.items())
    taken = ", ".join("e.data::jsonb" if name == "data" else f"e.{name}" for name in _TYPES)
    sql = (
        f"INSERT INTO ledger_entry ({COLUMNS})\nSELECT {taken}\n"
        f"FROM unnest({arrays}) AS e({', '.join(_TYPES)})\n"
        # Not as a join: the planner takes the rows of an update for one and would loop over all.
        f"WHERE ((e.subject, e.seq) IN (SELECT id, version FROM {after})) IS TRUE\n"
        "RETURNING subject"
    )
    params = {f"entries_{name}": [row[name] for row in rows] for name in _TYPES}
    return Clause("entries", sql, params)


def receipt_clause(*, key: str, outcome: dict[str, Any]) -> Clause:
    """The clause that remembers the idempotency key of the entry written, and its answer."""
    sql = (
        "INSERT INTO ledger_receipt"
        " (region_code, key, stream, subject, seq, outcome, recorded_at)\n"
        "SELECT region_code, %(once_key)s, stream, subject, seq, %(once_outcome)s::jsonb,"
        " recorded_at FROM entry"
    )
    return Clause("receipt", sql, {"once_key": key, "once_outcome": Jsonb(outcome)})


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
    alone = "(SELECT %(subject)s::bigint AS id, %(seq)s::int AS version) AS alone"
    clause = entry_clause(entry, after=alone)
    params = dict(clause.params) | {"subject": entry.subject, "seq": entry.seq}
    with connection.cursor() as cursor:
        cursor.execute(clause.sql, cast("Any", params))
    return entry.seq
