"""The clauses that write hearings and what is sent to a superior organ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.types.json import Jsonb

from quancheng.cases.rules.hearing_days import HearingDays
from quancheng.cases.rules.snapshot import OpenForwarding
from quancheng.kernel.statement import Clause

_TYPES = {
    "basis": "text",
    "stage": "text",
    "told_on": "date",
    "request_by": "date",
    "requested_on": "date",
    "requested_by": "text",
    "hold_by": "date",
    "notified_on": "date",
    "sits_at": "timestamptz",
    "place": "text",
    "chair_id": "bigint",
    "recusal_on": "date",
    "recusal_by": "text",
    "recusal_reason": "text",
    "recusal_outcome": "text",
    "ended_on": "date",
    "minutes": "text",
    "signers": "jsonb",
}


def _params(given: Mapping[str, Any]) -> dict[str, object]:
    return {
        f"hearing_{name}": Jsonb(value) if name == "signers" else value
        for name, value in given.items()
    }


def new_hearing_clause(**given: Any) -> Clause:
    """The clause that begins the hearing of the moved case with these columns."""
    names = sorted(given)
    values = ", ".join(f"%(hearing_{name})s::{_TYPES[name]}" for name in names)
    sql = (
        f"INSERT INTO cases_hearing (region_id, case_id, {', '.join(names)})\n"
        f"SELECT moved.region_id, moved.id, {values} FROM moved"
    )
    return Clause("hearing", sql, _params(given))


def hearing_clause(**given: Any) -> Clause:
    """The clause that changes these columns of the hearing of the moved case."""
    sets = ", ".join(f"{name} = %(hearing_{name})s::{_TYPES[name]}" for name in sorted(given))
    sql = f"UPDATE cases_hearing SET {sets}\nFROM moved WHERE case_id = moved.id"
    return Clause("hearing", sql, _params(given))


def many_hearings_clause(*, hearings: Sequence[tuple[int, HearingDays]], after: str) -> Clause:
    """The clause that gives hearings of those cases that ``after`` answers their new days.

    Each comes with the id of its case; ``after`` answers ``id``.
    """
    sql = (
        "UPDATE cases_hearing h SET request_by = n.request_by, hold_by = n.hold_by\n"
        "FROM unnest(%(hearings_case)s::bigint[], %(hearings_request)s::date[],"
        " %(hearings_hold)s::date[]) AS n(case_id, request_by, hold_by)\n"
        f"WHERE h.case_id = n.case_id AND (n.case_id IN (SELECT id FROM {after})) IS TRUE"
    )
    params = {
        "hearings_case": [case_id for case_id, _ in hearings],
        "hearings_request": [days.request_by for _, days in hearings],
        "hearings_hold": [days.hold_by for _, days in hearings],
    }
    return Clause("hearings", sql, params)


def forwarding_clause(sent: OpenForwarding) -> Clause:
    """The clause that records to whom the moved case was sent, and by which document."""
    sql = (
        "INSERT INTO cases_forwarding (region_id, case_id, superior, document, sent_on,"
        " expected_on)\n"
        "SELECT moved.region_id, moved.id, %(forwarding_superior)s, %(forwarding_document)s,"
        " %(forwarding_sent)s::date, %(forwarding_expected)s::date FROM moved"
    )
    params = {
        "forwarding_superior": sent.superior,
        "forwarding_document": sent.document,
        "forwarding_sent": sent.sent_on,
        "forwarding_expected": sent.expected_on,
    }
    return Clause("forwarding", sql, params)


def answered_above_clause(
    *, outcome: str, document: str, on: object, received_on: object
) -> Clause:
    """The clause that records the superior's answer: what, by which document, of which day."""
    sql = (
        "UPDATE cases_forwarding SET outcome = %(above_outcome)s,"
        " answer_document = %(above_document)s, answer_on = %(above_on)s::date,"
        " received_on = %(above_received)s::date\n"
        "FROM moved WHERE case_id = moved.id AND received_on IS NULL"
    )
    params = {
        "above_outcome": outcome,
        "above_document": document,
        "above_on": on,
        "above_received": received_on,
    }
    return Clause("answered_above", sql, params)
