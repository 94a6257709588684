"""The decision: grant or refuse, signed (行政许可法 第34条, 第38条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from quancheng.cases.operations.hearing import answered_above_clause
from quancheng.cases.operations.move import decision_clause
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.forwarding import check_answer
from quancheng.cases.rules.hearing import check_decidable
from quancheng.cases.rules.letter_numbers import letter_number
from quancheng.cases.rules.reasons import check_reason
from quancheng.cases.rules.snapshot import Snapshot, UnableToActOnTask, WaitingTask
from quancheng.cases.states import State, check_state_allows
from quancheng.catalogue import queries as catalogue
from quancheng.delivery.operations import result_clause
from quancheng.delivery.rules import Term, UnableToRenew
from quancheng.identity import operations as identity
from quancheng.identity.rules import Act, Actor, check_may
from quancheng.journeys import alarms, clocks, flow
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import as_actor, person, read_task
from quancheng.journeys.join import check_children_ended
from quancheng.journeys.results import result_of_grant
from quancheng.kernel.canonical import canonical_bytes, short_digest
from quancheng.kernel.statement import Clause

GRANTED, REFUSED = "granted", "refused"


def _check_outcome(*, outcome: str, reason: str) -> str:
    if outcome not in (GRANTED, REFUSED):
        raise UnableToActOnTask("请选择准予或不予许可，再签批。")
    words = reason.replace("\x00", "").strip()
    return check_reason(words, what="不予许可") if outcome == REFUSED else words[:2000]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The superior organ's decision: the number of its document, and its day."""

    document: str
    decided_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """A decision about to be written: by whom, what, why, and where the flow then stands.

    ``on`` is its day: today, or for the answer of a superior organ the day of its document.
    """

    case: Snapshot
    actor: Actor
    outcome: str
    reason: str
    signature: str
    step: str
    flowed: flow.Flowed
    on: date
    above: str = ""
    term: Term | None = None

    @property
    def delivers(self) -> bool:
        """Whether a delivery step follows; else the case is closed on the spot."""
        return flow.DELIVER in self.flowed.kinds


def _changes(*, decision: _Decision, doing: Doing) -> dict[str, Any]:
    """The case after the decision: its clocks stop on its day (R11), delivery's begins (R7)."""
    case, delivers = decision.case, decision.delivers
    deliver_by = clocks.deliver_by(decided_on=decision.on, calendar=clocks.calendar_for(case))
    return clocks.columns(case=case, today=doing.today, decided_on=decision.on) | {
        "state": State.DELIVERING if delivers else State.CLOSED,
        "outcome": decision.outcome,
        "decided_on": decision.on,
        "suspended_since": None,
        "step": decision.flowed.step,
        "closed_at": None if delivers else doing.now,
        "delivery_due": deliver_by if delivers else None,
    }


def _letter(decision: _Decision) -> str:
    if decision.above:
        return "superior_answer"
    return "grant" if decision.outcome == GRANTED else "refusal"


def _grounds(decision: _Decision) -> dict[str, object]:
    """What the decision rests on beside the file: minutes of a hearing, a superior's document."""
    found: dict[str, object] = {}
    hearing, sent = decision.case.hearing, decision.case.forwarding
    if hearing is not None and hearing.stage == "ended" and hearing.sits_on:
        found["hearing_on"] = hearing.sits_on.isoformat()
    if decision.above and sent is not None:
        found |= {
            "superior": sent.superior,
            "superior_document": decision.above,
            "superior_on": decision.on.isoformat(),
        }
    return found


def _check_decidable(*, case: Snapshot, outcome: str, today: date) -> None:
    """No decision before hearing and children are over, none against what silence has renewed."""
    check_decidable(case.hearing, today=today)
    check_children_ended(case)
    if outcome == REFUSED and case.deemed_renewed_on is not None:
        raise UnableToRenew(
            "到期前没有作出决定，依法已视为准予延续，不能再作不予许可的决定，请补办准予手续。"
        )


def _sealed(*, decision: _Decision, doing: Doing) -> bytes:
    case, actor, term = decision.case, decision.actor, decision.term
    message = canonical_bytes(
        {
            "number": case.number,
            "version": case.version + 1,
            "outcome": decision.outcome,
            "reason": decision.reason,
            "signed_at": doing.now,
            "post": actor.post_id,
        }
        | ({"valid_until": term.until, "endless": term.endless} if term else {})
    )
    return identity.sign_as(account_id=actor.account_id, message=message).signature


def _signed(*, decision: _Decision, doing: Doing, number: str) -> Clause:
    return decision_clause(
        number=number,
        signature=decision.signature,
        seal=_sealed(decision=decision, doing=doing),
    )


def _proof(signed: Clause) -> dict[str, str]:
    """What the record holds of the signatures, the drawn one and the key's: their digests."""
    drawn, seal = signed.params["decision_signature"], signed.params["decision_seal"]
    return {
        "signature_digest": short_digest(cast("str", drawn)),
        "seal_digest": short_digest(cast("bytes", seal)),
    }


def _answered(*, decision: _Decision, today: date) -> list[Clause]:
    """The superior's answer, where the decision is one."""
    if not decision.above:
        return []
    return [
        answered_above_clause(
            outcome=decision.outcome,
            document=decision.above,
            on=decision.on,
            received_on=today,
        )
    ]


def _writing(*, doing: Doing, decision: _Decision) -> Writing:
    case, outcome = decision.case, decision.outcome
    number = letter_number(number=case.number, seq=case.version + 1, ordinal=0)
    signed = _signed(decision=decision, doing=doing, number=number)
    writing = Writing(
        kind=outcome,
        step=decision.step,
        opinion="decided",
        reason=decision.reason,
        changes=_changes(decision=decision, doing=doing),
        clauses=[
            *decision.flowed.clauses,
            signed,
            *_answered(decision=decision, today=doing.today),
        ],
        letters=[_letter(decision)],
        data={"decision": number, "at_once": not decision.delivers}
        | _grounds(decision)
        | _proof(signed)
        | decision.flowed.said,
    )
    result_name, _, _ = catalogue.result_of(edition_id=case.edition_id)
    if outcome == GRANTED:
        result, said = result_of_grant(case=case, on=decision.on, term=decision.term)
        writing.clauses.append(result_clause(result))
        writing.data |= said
        writing.data["issued"] = result.said(holder_name=case.applicant_name)
    told = "granted_at_once" if outcome == GRANTED and not decision.delivers else outcome
    writing.messages.append(
        (
            told,
            {
                "name": case.applicant_name,
                "item": case.item_name,
                "number": case.number,
                "result": result_name or "结果文书",
            },
        )
    )
    return writing


def _decided_above(
    *, case: Snapshot, task: WaitingTask, answer: Answer | None, today: date
) -> tuple[str, date]:
    """Number and day of the superior's decision; none, and today, where the county decides."""
    if task.kind != "await":
        return "", today
    return check_answer(
        document=answer.document if answer else "",
        decided_on=answer.decided_on if answer else None,
        sent_on=case.forwarded_on,
        today=today,
    )


@once
def decide(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    task_id: int,
    outcome: str,
    reason: str,
    signature: str = "",
    answer: Answer | None = None,
    term: Term | None = None,
) -> Outcome:
    """Grant or refuse at the deciding step; refusal needs reasons, remedies are added.

    Also enters a superior organ's ``answer`` (step kind ``await``). The door has made the person
    authenticate again; the drawn ``signature`` and the account's key are on the decision.
    ``term`` says how long the result is valid where only the decision can.
    """
    words = _check_outcome(outcome=outcome, reason=reason)
    case = snapshot(region_code=region_code, number=number)
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.OPINE if case.task(task_id).kind == "await" else Act.DECIDE,
        kind=outcome,
        case=case,
    )
    if task.node != flow.plan_of(case).decision:
        raise UnableToActOnTask(f"“{task.name}”不是决定环节，请先提出意见，由决定人签批。")
    _check_decidable(case=case, outcome=outcome, today=doing.today)
    above, on = _decided_above(case=case, task=task, answer=answer, today=doing.today)
    decision = _Decision(
        case=case,
        actor=actor,
        outcome=outcome,
        reason=words,
        signature=signature,
        step=task.name,
        flowed=flow.complete(case=case, task=task, by=actor, outcome=outcome, now=doing.now),
        on=on,
        above=above,
        term=term,
    )
    writing = _writing(doing=doing, decision=decision)
    writing.data["task"] = task.id
    return write(doing=as_actor(doing=doing, actor=actor), case=case, writing=writing)


@once
def decide_on_the_spot(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    outcome: str,
    reason: str,
    signature: str = "",
    term: Term | None = None,
) -> Outcome:
    """Decide an 即办件 at the counter in the same visit; ``term`` as in :func:`decide`."""
    words = _check_outcome(outcome=outcome, reason=reason)
    case = snapshot(region_code=region_code, number=number)
    case = alarms.caught_up(case=case, now=doing.now)
    actor = person(doing)
    check_may(actor, act=Act.DECIDE_ON_THE_SPOT, region_code=case.town_code or case.region_code)
    check_state_allows(act=outcome, state=case.state)
    _check_decidable(case=case, outcome=outcome, today=doing.today)
    if case.state is not State.ACCEPTED:
        raise UnableToActOnTask("这件不是即办件，已转到办理部门，请由审批人员决定。")
    flowed = flow.Flowed(
        clauses=[],
        waiting=tuple(task.name for task in case.tasks),
        kinds=frozenset(task.kind for task in case.tasks),
        ended=not case.tasks,
    )
    writing = _writing(
        doing=doing,
        decision=_Decision(
            case=case,
            actor=actor,
            outcome=outcome,
            reason=words,
            signature=signature,
            step="当场决定",
            flowed=flowed,
            on=doing.today,
            term=term,
        ),
    )
    return write(doing=doing, case=case, writing=writing)
