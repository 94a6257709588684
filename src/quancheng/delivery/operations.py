"""The clauses that write results and hand-overs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from quancheng.kernel.identifiers import new_check_code
from quancheng.kernel.statement import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """A result about to be issued."""

    number: str
    name: str
    kind: str
    holder_name: str
    issued_on: date
    check_code: str


def new_result(*, number: str, name: str, kind: str, holder: str, issued_on: date) -> NewResult:
    """The result of case ``number``; its own number follows the case's, so it is unique."""
    return NewResult(
        number=f"{number[:6]}{issued_on:%Y}{number[8:22]}",
        name=name or "办理结果",
        kind=kind,
        holder_name=holder,
        issued_on=issued_on,
        check_code=new_check_code(),
    )


def result_clause(*, region_code: str, result: NewResult) -> Clause:
    """The clause that issues the result of the moved case."""
    sql = (
        "INSERT INTO delivery_result (region_id, case_id, number, name, kind, holder_name,"
        " issued_on, content, check_code, state, printed)\n"
        "SELECT %(result_region)s, moved.id, %(result_number)s, %(result_name)s,"
        " %(result_kind)s, %(result_holder_name)s, %(result_issued_on)s::date, '{}'::jsonb,"
        " %(result_check_code)s, 'valid', 0 FROM moved"
    )
    params: dict[str, object] = {f"result_{key}": value for key, value in asdict(result).items()}
    return Clause("result", sql, params | {"result_region": region_code})


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


def hand_over_clause(*, region_code: str, hand_over: NewHandOver) -> Clause:
    """The clause that records the hand-over of the moved case."""
    sql = (
        "INSERT INTO delivery_handover (region_id, case_id, method, handed_at, receiver_name,"
        " receiver_relation, receiver_digest, signature, tracking_number, post_id)\n"
        "SELECT %(hand_region)s, moved.id, %(hand_method)s, %(hand_handed_at)s::timestamptz,"
        " %(hand_receiver_name)s, %(hand_receiver_relation)s, %(hand_receiver_digest)s::bytea,"
        " %(hand_signature)s, %(hand_tracking_number)s, %(hand_post)s::bigint FROM moved"
    )
    params: dict[str, object] = {f"hand_{key}": value for key, value in asdict(hand_over).items()}
    return Clause("handover", sql, params | {"hand_region": region_code})
