"""The clauses that write what asks for an extension, and how it was answered."""

from __future__ import annotations

from datetime import date

from quancheng.kernel.statement import Clause


def extension_request_clause(*, days: int, reason: str, asked_on: date, asked_by: int) -> Clause:
    """The clause that records that the post ``asked_by`` asks for an extension of the moved case."""
    sql = (
        "INSERT INTO cases_extensionrequest (region_id, case_id, days, reason, asked_on,"
        " asked_by_id)\n"
        "SELECT moved.region_id, moved.id, %(asked_days)s::int, %(asked_reason)s,"
        " %(asked_on)s::date, %(asked_by)s::bigint FROM moved"
    )
    params = {
        "asked_days": days,
        "asked_reason": reason,
        "asked_on": asked_on,
        "asked_by": asked_by,
    }
    return Clause("asked", sql, params)


def answered_request_clause(*, outcome: str, on: date) -> Clause:
    """The clause that closes the open request of the moved case, if it has one."""
    sql = (
        "UPDATE cases_extensionrequest SET outcome = %(request_outcome)s,"
        " answered_on = %(request_on)s::date\n"
        "FROM moved WHERE case_id = moved.id AND cases_extensionrequest.outcome = ''"
    )
    return Clause("request_answered", sql, {"request_outcome": outcome, "request_on": on})
