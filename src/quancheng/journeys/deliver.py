"""Hand-over, which closes the case (行政许可法 第44条)."""

from __future__ import annotations

from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.states import State, check_state_allows
from quancheng.delivery.operations import NewHandOver, hand_over_clause
from quancheng.delivery.rules import METHODS, PICK_UP, UnableToHandOver, check_hand_over
from quancheng.identity import queries as identity
from quancheng.identity.rules import Act, check_may, read_id
from quancheng.identity.vault import the_vault
from quancheng.journeys import flow
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person


def _receiver_digest(*, id_kind: str, id_number: str) -> bytes | None:
    if not id_number.strip():
        return None
    reading = read_id(id_kind, id_number)
    return the_vault().digest(reading.number, purpose="receiver-id")


@once
def hand_over(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    method: str,
    receiver_name: str,
    receiver_relation: str = "本人",
    id_kind: str = "resident_id",
    id_number: str = "",
    signature: str = "",
    tracking_number: str = "",
) -> Outcome:
    """Hand the outcome over: identity checked, signed for, the case is closed."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(actor, act=Act.HAND_OVER, region_code=case.town_code or case.region_code)
    check_state_allows(act="handed_over", state=case.state)
    digest = _receiver_digest(id_kind=id_kind, id_number=id_number)
    check_hand_over(
        method=method,
        receiver_name=receiver_name,
        identity_checked=digest is not None,
        signature=signature,
        tracking_number=tracking_number,
    )
    if method == PICK_UP and receiver_relation == "本人":
        _check_same_person(
            case_applicant=case.applicant_id,
            id_kind=id_kind,
            id_number=id_number,
            region_code=region_code,
        )
    task = next((task for task in case.tasks if task.kind == flow.DELIVER), None)
    clauses = []
    if task is not None:
        clauses = flow.complete(
            case=case, task=task, by=actor, outcome=method, now=doing.now, today=doing.today
        ).clauses
    writing = Writing(
        kind="handed_over",
        step="送达",
        reason=METHODS[method],
        changes={
            "state": State.CLOSED,
            "closed_at": doing.now,
            "step": "",
            "delivery_due": None,
            "alarm": "",
        },
        clauses=[
            *clauses,
            hand_over_clause(
                region_code=region_code,
                hand_over=NewHandOver(
                    method=method,
                    handed_at=doing.now,
                    receiver_name=receiver_name.strip()[:80],
                    receiver_relation=receiver_relation[:20],
                    receiver_digest=digest,
                    signature=signature,
                    tracking_number=tracking_number.strip()[:40],
                    post=actor.post_id,
                ),
            ),
        ],
        letters=["service_receipt"],
        messages=[("handed_over", {"name": case.applicant_name, "item": case.item_name})],
        data={
            "method": method,
            "receiver": receiver_name.strip()[:80],
            "relation": receiver_relation,
            "tracking_number": tracking_number.strip()[:40],
        },
    )
    return write(doing=doing, case=case, writing=writing)


def _check_same_person(
    *, case_applicant: int, id_kind: str, id_number: str, region_code: str
) -> None:
    person_found = identity.applicant_by_id_digest(
        region_code=region_code, id_kind=id_kind, id_number=id_number
    )
    if person_found is not None and person_found.id == case_applicant:
        return
    if person_found is None and id_kind == "resident_id" and _is_organisation(case_applicant):
        return
    raise UnableToHandOver("证件号码与申请人登记的不一致。若由他人代领，请选择“代领”并核对委托书。")


def _is_organisation(applicant_id: int) -> bool:
    return identity.applicant_kind(applicant_id=applicant_id) == "organisation"
