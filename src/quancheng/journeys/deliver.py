"""Hand-over, which closes the case (行政许可法 第44条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, check_state_allows
from quancheng.delivery.operations import NewHandOver, hand_over_clause
from quancheng.delivery.rules import (
    METHODS,
    PICK_UP,
    POST,
    UnableToHandOver,
    check_hand_over,
    check_posting,
)
from quancheng.identity import queries as identity
from quancheng.identity.rules import Act, Actor, check_may, read_id
from quancheng.identity.vault import the_vault
from quancheng.journeys import flow
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person
from quancheng.kernel.canonical import short_digest


def _receiver_digest(*, id_kind: str, id_number: str) -> bytes | None:
    if not id_number.strip():
        return None
    reading = read_id(id_kind, id_number)
    return the_vault().digest(reading.number, purpose="receiver-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who takes the outcome: the applicant himself (本人) or another for him (代领)."""

    name: str
    relation: str = "本人"
    id_kind: str = "resident_id"
    id_number: str = ""
    signature: str = ""
    signed_on: date | None = None

    def handed(
        self, *, method: str, digest: bytes | None, tracking_number: str, doing: Doing
    ) -> NewHandOver:
        """The hand-over to this person, cut to what the record holds."""
        return NewHandOver(
            method=method,
            handed_at=doing.now,
            receiver_name=self.name.strip()[:80],
            receiver_relation=self.relation[:20],
            receiver_digest=digest,
            signature=self.signature,
            tracking_number=tracking_number.strip()[:40],
            post=person(doing).post_id,
            signed_on=self.signed_on if method == POST else doing.today,
        )


def _check_receiver(
    *, case: Snapshot, method: str, receiver: Receiver, tracking_number: str, today: date
) -> bytes | None:
    """The keyed digest of the receiver's ID, once everything the law wants is there."""
    digest = _receiver_digest(id_kind=receiver.id_kind, id_number=receiver.id_number)
    check_hand_over(
        method=method,
        receiver_name=receiver.name,
        identity_checked=digest is not None,
        signature=receiver.signature,
        tracking_number=tracking_number,
        signed_on=receiver.signed_on,
        today=today,
    )
    if method == POST and _signed_early(case=case, receiver=receiver):
        raise UnableToHandOver("签收日期早于作出决定的日期，请对照签收回执改正。")
    if method == PICK_UP and receiver.relation == "本人":
        _check_same_person(
            applicant_id=case.applicant_id,
            id_kind=receiver.id_kind,
            id_number=receiver.id_number,
            region_code=case.region_code,
        )
    return digest


def _signed_early(*, case: Snapshot, receiver: Receiver) -> bool:
    signed, decided = receiver.signed_on, case.decided_on
    return signed is not None and decided is not None and signed < decided


POSTED = "已寄出，等签收回执"


@once
def post_out(*, doing: Doing, region_code: str, number: str, tracking_number: str) -> Outcome:
    """Note that the outcome was sent by courier; only the signed receipt ends the delivery (R7)."""
    case = snapshot(region_code=region_code, number=number)
    check_may(person(doing), act=Act.HAND_OVER, region_code=case.town_code or case.region_code)
    check_state_allows(act="posted", state=case.state)
    kept = check_posting(tracking_number=tracking_number)
    writing = Writing(
        kind="posted",
        step="送达",
        changes={"step": POSTED},
        messages=[
            (
                "posted",
                {"name": case.applicant_name, "item": case.item_name, "tracking": kept},
            )
        ],
        data={"tracking_number": kept},
    )
    return write(doing=doing, case=case, writing=writing)


def _closing(*, doing: Doing, case: Snapshot, actor: Actor, method: str) -> flow.Flowed:
    task = next(task for task in case.tasks if task.kind == flow.DELIVER)
    return flow.complete(case=case, task=task, by=actor, outcome=method, now=doing.now)


def _recorded(handed: NewHandOver) -> dict[str, object]:
    return {
        "method": handed.method,
        "receiver": handed.receiver_name,
        "relation": handed.receiver_relation,
        "tracking_number": handed.tracking_number,
        "signed_on": handed.signed_on.isoformat() if handed.signed_on else None,
        "identity_digest": short_digest(handed.receiver_digest) if handed.receiver_digest else None,
        "signature_digest": short_digest(handed.signature),
    }


@once
def hand_over(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    method: str,
    receiver: Receiver,
    tracking_number: str = "",
) -> Outcome:
    """Hand the outcome over: identity checked, signed for, the case is closed."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(actor, act=Act.HAND_OVER, region_code=case.town_code or case.region_code)
    check_state_allows(act="handed_over", state=case.state)
    digest = _check_receiver(
        case=case,
        method=method,
        receiver=receiver,
        tracking_number=tracking_number,
        today=doing.today,
    )
    handed = receiver.handed(
        method=method, digest=digest, tracking_number=tracking_number, doing=doing
    )
    flowed = _closing(doing=doing, case=case, actor=actor, method=method)
    writing = Writing(
        kind="handed_over",
        step="送达",
        reason=METHODS[method],
        effective_on=handed.signed_on,
        changes={
            "state": State.CLOSED,
            "closed_at": doing.now,
            "step": "",
            "delivery_due": None,
            "alarm": "",
        },
        clauses=[*flowed.clauses, hand_over_clause(handed)],
        letters=["service_receipt"],
        messages=[("handed_over", {"name": case.applicant_name, "item": case.item_name})],
        data=_recorded(handed) | flowed.said,
    )
    return write(doing=doing, case=case, writing=writing)


def _check_same_person(
    *, applicant_id: int, id_kind: str, id_number: str, region_code: str
) -> None:
    person_found = identity.applicant_by_id_digest(
        region_code=region_code, id_kind=id_kind, id_number=id_number
    )
    if person_found is not None and person_found.id == applicant_id:
        return
    if person_found is None and id_kind == "resident_id" and _is_organisation(applicant_id):
        return
    raise UnableToHandOver("证件号码与申请人登记的不一致。若由他人代领，请选择“代领”并核对委托书。")


def _is_organisation(applicant_id: int) -> bool:
    return identity.applicant_kind(applicant_id=applicant_id) == "organisation"
