"""Writing the outbox and draining it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from quancheng.kernel.statement import Clause, row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message about to be written; ``key`` is unique and goes to the provider."""

    kind: str
    channel: str
    title: str
    body: str
    key: str


def many_messages_clause(
    *, messages: Sequence[tuple[str, int, int, NewMessage]], now: datetime, after: str
) -> Clause:
    """The clause that writes messages about those cases that ``after`` answers.

    Each message comes with the county, the case and the applicant it is for; ``after`` answers
    ``id``, the case.
    """
    kinds = {
        "region_id": "text",
        "case_id": "bigint",
        "applicant_id": "bigint",
        "kind": "text",
        "channel": "text",
        "title": "text",
        "body": "text",
        "key": "text",
    }
    rows = [(*about, *row_of(new).values()) for *about, new in messages]
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = ", ".join(f"%(messages_{name})s::{kind}[]" for name, kind in kinds.items())
    sql = (
        "INSERT INTO notices_message (region_id, case_id, applicant_id, kind, channel, title,"
        " body, key, state, attempts, next_try_at, created_at, problem)\n"
        "SELECT m.region_id, m.case_id, m.applicant_id, m.kind, m.channel, m.title, m.body,"
        " m.key, 'waiting', 0, %(now)s, %(now)s, ''\n"
        f"FROM unnest({arrays}) AS m({', '.join(kinds)})\n"
        # Not as a join: the planner takes the rows of an update for one and would loop over all.
        f"WHERE (m.case_id IN (SELECT id FROM {after})) IS TRUE RETURNING case_id"
    )
    params: dict[str, object] = {
        f"messages_{name}": list(values) for name, values in zip(kinds, columns, strict=True)
    }
    return Clause("many_messages", sql, params | {"now": now})


def messages_clause(
    *, applicant_id: int | None, messages: Sequence[NewMessage], now: datetime, after: str
) -> Clause:
    """The clause that puts messages about a case into the outbox.

    ``after`` answers ``region_id`` and ``id``, the case. Without ``applicant_id`` they are for
    the one whom the clause ``applicant`` answers.
    """
    applicant = "applicant.id" if applicant_id is None else "%(message_applicant)s::bigint"
    places = f"{after}, applicant" if applicant_id is None else after
    rows: list[dict[str, Any]] = [row_of(message) for message in messages]
    sql = (
        "INSERT INTO notices_message (region_id, case_id, applicant_id, kind, channel, title,"
        " body, key, state, attempts, next_try_at, created_at, problem)\n"
        f"SELECT {after}.region_id, {after}.id, {applicant}, t.kind,"
        " t.channel, t.title, t.body, t.key, 'waiting', 0, %(now)s,"
        " %(now)s, ''\n"
        f"FROM {places}, jsonb_to_recordset(%(message_rows)s::jsonb) AS t(kind text,"
        " channel text, title text, body text, key text)"
    )
    params: dict[str, object] = {
        "message_rows": Jsonb(rows),
        "now": now,
    }
    if applicant_id is not None:
        params["message_applicant"] = applicant_id
    return Clause("messages", sql, params)
