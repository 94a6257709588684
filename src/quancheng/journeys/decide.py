"""The decision: grant or refuse, signed (行政许可法 第34条, 第38条)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quancheng.cases.operations.move import decision_clause
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.reasons import check_reason
from quancheng.cases.rules.snapshot import Snapshot, UnableToActOnTask
from quancheng.cases.states import State, check_state_allows
from quancheng.catalogue import queries as catalogue
from quancheng.delivery.operations import new_result, result_clause
from quancheng.identity import operations as identity
from quancheng.identity.rules import Act, Actor, check_may
from quancheng.journeys import alarms, clocks, flow
from quancheng.journeys.act import Doing, Outcome, Writing, letter_number, once, write
from quancheng.journeys.examine import person, read_task
from quancheng.kernel.canonical import canonical_bytes
from quancheng.kernel.statement import Clause

GRANTED, REFUSED = "granted", "refused"
DELIVERY_DAYS = 10


def _check_outcome(*, outcome: str, reason: str) -> str:
    if outcome not in (GRANTED, REFUSED):
        raise UnableToActOnTask("请选择准予或不予许可，再签批。")
    words = reason.replace("\x00", "").strip()
    return check_reason(words, what="不予许可") if outcome == REFUSED else words[:2000]


def _sealed(*, case: Snapshot, actor: Actor, outcome: str, reason: str, doing: Doing) -> bytes:
    message = canonical_bytes(
        {
            "number": case.number,
            "version": case.version + 1,
            "outcome": outcome,
            "reason": reason,
            "signed_at": doing.now,
            "post": actor.post_id,
        }
    )
    return identity.sign_as(account_id=actor.account_id, message=message).signature


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """A decision about to be written: by whom, what, why, and where the flow then stands."""

    case: Snapshot
    actor: Actor
    outcome: str
    reason: str
    signature: str
    step: str
    flowed: flow.Flowed

    @property
    def delivers(self) -> bool:
        """Whether a delivery step follows; else the case is closed on the spot."""
        return flow.DELIVER in self.flowed.kinds


def _changes(*, decision: _Decision, doing: Doing) -> dict[str, Any]:
    """The case after the decision: its clocks stop on this day (R11), delivery's begins (R7)."""
    case, delivers = decision.case, decision.delivers
    deliver_by = clocks.calendar_for(case).add(doing.today, DELIVERY_DAYS)
    return clocks.columns(case=case, today=doing.today, decided_on=doing.today) | {
        "state": State.DELIVERING if delivers else State.CLOSED,
        "outcome": decision.outcome,
        "decided_on": doing.today,
        "suspended_since": None,
        "step": decision.flowed.step,
        "closed_at": None if delivers else doing.now,
        "delivery_due": clocks.known(deliver_by) if delivers else None,
    }


def _signed(*, decision: _Decision, doing: Doing, number: str) -> Clause:
    return decision_clause(
        number=number,
        signature=decision.signature,
        seal=_sealed(
            case=decision.case,
            actor=decision.actor,
            outcome=decision.outcome,
            reason=decision.reason,
            doing=doing,
        ),
    )


def _writing(*, doing: Doing, decision: _Decision) -> Writing:
    case, outcome = decision.case, decision.outcome
    number = letter_number(number=case.number, seq=case.version + 1, ordinal=0)
    writing = Writing(
        kind=outcome,
        step=decision.step,
        opinion="decided",
        reason=decision.reason,
        changes=_changes(decision=decision, doing=doing),
        clauses=[
            *decision.flowed.clauses,
            _signed(decision=decision, doing=doing, number=number),
        ],
        letters=["grant" if outcome == GRANTED else "refusal"],
        data={"decision": number, "at_once": not decision.delivers},
    )
    result_name, result_kind = catalogue.result_of(edition_id=case.edition_id)
    if outcome == GRANTED:
        result = new_result(
            number=case.number,
            name=result_name,
            kind=result_kind,
            issued_on=doing.today,
        )
        writing.clauses.append(result_clause(result))
        writing.data["result"] = result.number
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
) -> Outcome:
    """Grant or refuse at the deciding step; refusal needs reasons, remedies are added.

    Also enters a superior organ's answer (step kind ``await``). The door has made the person
    authenticate again; the drawn ``signature`` and the account's key are on the decision.
    """
    words = _check_outcome(outcome=outcome, reason=reason)
    case = snapshot(region_code=region_code, number=number)
    act = Act.OPINE if case.task(task_id).kind == "await" else Act.DECIDE
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=act,
        kind=outcome,
        case=case,
    )
    if task.node != flow.plan_of(case).decision:
        raise UnableToActOnTask(f"“{task.name}”不是决定环节，请先提出意见，由决定人签批。")
    flowed = flow.complete(
        case=case, task=task, by=actor, outcome=outcome, now=doing.now, today=doing.today
    )
    writing = _writing(
        doing=doing,
        decision=_Decision(
            case=case,
            actor=actor,
            outcome=outcome,
            reason=words,
            signature=signature,
            step=task.name,
            flowed=flowed,
        ),
    )
    writing.data["task"] = task.id
    return write(doing=Doing(actor=actor, now=doing.now, key=doing.key), case=case, writing=writing)


@once
def decide_on_the_spot(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    outcome: str,
    reason: str,
    signature: str = "",
) -> Outcome:
    """Decide an 即办件 at the counter in the same visit."""
    words = _check_outcome(outcome=outcome, reason=reason)
    case = snapshot(region_code=region_code, number=number)
    case = alarms.caught_up(case=case, now=doing.now)
    actor = person(doing)
    check_may(actor, act=Act.DECIDE_ON_THE_SPOT, region_code=case.town_code or case.region_code)
    check_state_allows(act=outcome, state=case.state)
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
        ),
    )
    return write(doing=doing, case=case, writing=writing)
