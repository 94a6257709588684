"""The clauses by which an act moves a case (see ``quancheng.kernel.statement``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from psycopg.types.json import Jsonb

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.clock.engine import ExtensionGrant, Suspension
from quancheng.kernel.statement import Clause

MOVED = "moved"
MOVED_ANSWERS = (
    "id, version, region_id, application_id, instance_id, applicant_name, outcome, decided_on"
)
"""What the clause ``moved`` answers, for the clauses that hang on it."""
COLUMN_TYPES = {
    "state": "text",
    "step": "text",
    "town_id": "text",
    "office_id": "bigint",
    "accepted_on": "date",
    "accepted_at": "timestamptz",
    "deemed": "boolean",
    "correction_due": "date",
    "promised_due": "date",
    "promised_earliest": "date",
    "statutory_due": "date",
    "statutory_earliest": "date",
    "provisional": "boolean",
    "suspended_since": "date",
    "forwarded_on": "date",
    "renews": "text",
    "deemed_renewed_on": "date",
    "parent_id": "bigint",
    "required_by_parent": "boolean",
    "outcome": "text",
    "decided_on": "date",
    "delivery_due": "date",
    "closed_at": "timestamptz",
    "alarm": "text",
    "calendar_version": "text",
}
"""The columns of a case that acts may change, and their types."""


def move_clause(*, case: Snapshot, changes: Mapping[str, Any]) -> Clause:
    """The clause that changes the case, if it is still at the version that was read.

    All other clauses of the act hang on it: no row moved, nothing written. ``changes`` maps
    columns of the case to values; raises ``KeyError`` for a column an act may not change.
    """
    sets = "".join(
        f", {column} = %(case_{column})s::{COLUMN_TYPES[column]}" for column in sorted(changes)
    )
    sql = (
        f"UPDATE cases_case SET version = version + 1{sets}\n"
        "WHERE region_id = %(region)s::text AND id = %(case_id)s::bigint"
        " AND version = %(case_version)s::int\n"
        f"RETURNING {MOVED_ANSWERS}"
    )
    params: dict[str, object] = {f"case_{column}": value for column, value in changes.items()}
    params |= {
        "region": case.region_code,
        "case_id": case.id,
        "case_version": case.version,
    }
    return Clause(MOVED, sql, params)


def correction_clause(
    *, case: Snapshot, told_on: date, defects: Sequence[Mapping[str, str]], answer_by: date | None
) -> Clause:
    """The clause that records a correction notice."""
    sql = (
        "INSERT INTO cases_correctionnotice (region_id, case_id, ordinal, told_on, defects,"
        " answer_by)\n"
        "SELECT moved.region_id, moved.id, %(correction_ordinal)s::int,"
        " %(correction_told)s::date, %(correction_defects)s::jsonb,"
        " %(correction_answer)s::date FROM moved"
    )
    params = {
        "correction_ordinal": len(case.corrections) + 1,
        "correction_told": told_on,
        "correction_defects": Jsonb([dict(defect) for defect in defects]),
        "correction_answer": answer_by,
    }
    return Clause("correction", sql, params)


def answered_clause(*, answered_on: date) -> Clause:
    """The clause that marks the open correction notice as answered."""
    sql = (
        "UPDATE cases_correctionnotice SET answered_on = %(correction_answered)s::date\n"
        "FROM moved WHERE case_id = moved.id AND answered_on IS NULL"
    )
    return Clause("correction_answered", sql, {"correction_answered": answered_on})


def suspension_clause(
    *, suspension: Suspension, expected_days: int, most_days: int | None = None
) -> Clause:
    """The clause that writes a suspension; ``most_days`` is what the item allows for it."""
    sql = (
        "INSERT INTO cases_suspension (region_id, case_id, ground, document, expected_days,"
        " most_days, started_on, ended_on)\n"
        "SELECT moved.region_id, moved.id, %(suspension_ground)s, %(suspension_document)s,"
        " %(suspension_days)s::int, %(suspension_most)s::int, %(suspension_start)s::date,"
        " %(suspension_ended)s::date FROM moved"
    )
    params = {
        "suspension_ground": suspension.ground,
        "suspension_document": suspension.document,
        "suspension_days": expected_days,
        "suspension_most": most_days,
        "suspension_start": suspension.start,
        "suspension_ended": suspension.end,
    }
    return Clause("suspension", sql, params)


def resumption_clause(*, ended_on: date, ground: str = "") -> Clause:
    """The clause that ends the open suspension on ``ground``, or every one that is open."""
    sql = (
        "UPDATE cases_suspension SET ended_on = %(suspension_end)s::date\n"
        "FROM moved WHERE case_id = moved.id AND ended_on IS NULL"
        " AND %(suspension_on)s::text IN ('', ground)"
    )
    return Clause("resumption", sql, {"suspension_end": ended_on, "suspension_on": ground})


def warned_clause(*, ground: str, on: date) -> Clause:
    """The clause that notes that an open suspension was said to take too long."""
    sql = (
        "UPDATE cases_suspension SET warned_on = %(warned_on)s::date\n"
        "FROM moved WHERE case_id = moved.id AND ended_on IS NULL"
        " AND ground = %(warned_ground)s::text"
    )
    return Clause("warned", sql, {"warned_on": on, "warned_ground": ground})


def extension_clause(*, grant: ExtensionGrant, approved_by: int, reason: str) -> Clause:
    """The clause that records an extension entered by the post ``approved_by``."""
    sql = (
        "INSERT INTO cases_extension (region_id, case_id, clock, days, granted_on,"
        " approved_by_id, reason, document)\n"
        "SELECT moved.region_id, moved.id, %(extension_clock)s, %(extension_days)s::int,"
        " %(extension_on)s::date, %(extension_by)s::bigint, %(extension_reason)s,"
        " %(extension_document)s FROM moved"
    )
    params = {
        "extension_clock": grant.clock.value,
        "extension_days": grant.value,
        "extension_on": grant.granted_on,
        "extension_by": approved_by,
        "extension_reason": reason,
        "extension_document": grant.document,
    }
    return Clause("extension", sql, params)


def decision_clause(*, number: str, signature: str, seal: bytes | None) -> Clause:
    """The clause that records the signed decision.

    The outcome and its day are those of the moved case; who decided, why and when is what the
    clause ``entry`` puts on the record.
    """
    sql = (
        "INSERT INTO cases_decision (region_id, case_id, number, outcome, reason, decided_on,"
        " signed_at, post_id, signature, seal)\n"
        "SELECT moved.region_id, moved.id, %(decision_number)s, moved.outcome, entry.reason,"
        " moved.decided_on, entry.recorded_at, entry.post, %(decision_signature)s,"
        " %(decision_seal)s::bytea FROM moved, entry"
    )
    params = {"decision_number": number, "decision_signature": signature, "decision_seal": seal}
    return Clause("decision", sql, params)


def letters_clause(*, letters: Sequence[tuple[str, str]], now: datetime) -> Clause:
    """The clause that issues letters, each a pair of kind and number."""
    rows = [{"kind": kind, "number": number} for kind, number in letters]
    sql = (
        "INSERT INTO cases_letter (region_id, case_id, kind, number, issued_at, printed,"
        " entry_seq)\n"
        "SELECT moved.region_id, moved.id, t.kind, t.number, %(now)s, 0,"
        " moved.version\n"
        "FROM moved, jsonb_to_recordset(%(letters_rows)s::jsonb) AS t(kind text, number text)"
    )
    return Clause("letters", sql, {"letters_rows": Jsonb(rows), "now": now})
