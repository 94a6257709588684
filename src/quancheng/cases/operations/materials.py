"""The clause that marks materials as handed in with the corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from quancheng.kernel.statement import Clause


def handed_in_clause(*, codes: Sequence[str], at: datetime) -> Clause:
    """The clause that marks lines of the moved case's list as received at ``at``.

    A line without a grade gets B: the counter has seen the original.
    """
    sql = (
        "UPDATE cases_material SET received = true, deferred = false,"
        " received_at = %(handed_in_at)s::timestamptz,"
        " grade = CASE WHEN grade = '' THEN 'B' ELSE grade END\n"
        "FROM moved WHERE cases_material.application_id = moved.application_id"
        " AND cases_material.code = ANY(%(handed_in_codes)s::text[]) AND NOT received"
    )
    return Clause("handed_in", sql, {"handed_in_at": at, "handed_in_codes": list(codes)})
