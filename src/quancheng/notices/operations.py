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
