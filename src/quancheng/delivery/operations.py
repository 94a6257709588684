"""The clauses that write results and hand-overs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quancheng.kernel.identifiers import new_check_code
from quancheng.kernel.statement import Clause, row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """A result about to be issued."""

    number: str
    name: str
    kind: str
    check_code: str
    valid_until: date | None = None

    def said(self, *, holder_name: str) -> dict[str, Any]:
        """What the record says of the result beside its number; its check code is not on it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "holder_name": holder_name,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
        }


def new_result(
    *, number: str, name: str, kind: str, issued_on: date, valid_until: date | None = None
) -> NewResult:
    """The result of case ``number``; its own number follows the case's, so it is unique."""
    return NewResult(
        number=f"{number[:6]}{issued_on:%Y}{number[8:22]}",
        name=name or "办理结果",
        kind=kind,
        check_code=new_check_code(),
        valid_until=valid_until,
    )


def result_clause(result: NewResult) -> Clause:
    """The clause that issues the result of the moved case to its applicant, on its day."""
    sql = (
        "INSERT INTO delivery_result (region_id, case_id, number, name, kind, holder_name,"
        " issued_on, valid_until, content, check_code, state, printed)\n"
        "SELECT moved.region_id, moved.id, %(result_number)s, %(result_name)s,"
        " %(result_kind)s, moved.applicant_name, moved.decided_on,"
        " %(result_valid_until)s::date, '{}'::jsonb,"
        " %(result_check_code)s, 'valid', 0 FROM moved"
    )
    return Clause("result", sql, {f"result_{key}": value for key, value in row_of(result).items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandOver:
    """A hand-over about to be recorded; ``receiver_digest`` is the keyed digest of his ID."""

    method: str
    handed_at: datetime
    receiver_name: str
    receiver_relation: str
    receiver_digest: bytes | None
    signature: str
    tracking_number: str
    post: int
    signed_on: date | None = None


def hand_over_clause(hand_over: NewHandOver) -> Clause:
    """The clause that records the hand-over of the moved case."""
    sql = (
        "INSERT INTO delivery_handover (region_id, case_id, method, handed_at, receiver_name,"
        " receiver_relation, receiver_digest, signature, tracking_number, post_id, signed_on)\n"
        "SELECT moved.region_id, moved.id, %(hand_method)s, %(hand_handed_at)s::timestamptz,"
        " %(hand_receiver_name)s, %(hand_receiver_relation)s, %(hand_receiver_digest)s::bytea,"
        " %(hand_signature)s, %(hand_tracking_number)s, %(hand_post)s::bigint,"
        " %(hand_signed_on)s::date FROM moved"
    )
    return Clause(
        "handover", sql, {f"hand_{key}": value for key, value in row_of(hand_over).items()}
    )


def renewal_clause(*, result_id: int, applied_on: date, in_time: bool) -> Clause:
    """The clause that says which result the moved case renews (again, where it was another)."""
    sql = (
        "INSERT INTO delivery_renewal (region_id, case_id, result_id, applied_on, in_time)\n"
        "SELECT moved.region_id, moved.id, %(renewal_result)s::bigint,"
        " %(renewal_applied)s::date, %(renewal_in_time)s::boolean FROM moved\n"
        "ON CONFLICT (region_id, case_id) DO UPDATE SET result_id = excluded.result_id,"
        " applied_on = excluded.applied_on, in_time = excluded.in_time"
    )
    params = {
        "renewal_result": result_id,
        "renewal_applied": applied_on,
        "renewal_in_time": in_time,
    }
    return Clause("renewal", sql, params)
