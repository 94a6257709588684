"""The handling of a case ends without a decision; its clocks and its flow end with it (R11)."""

from __future__ import annotations

from quancheng.cases.operations.move import resumption_clause
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.reasons import check_reason
from quancheng.cases.rules.termination import check_termination
from quancheng.cases.states import State, check_state_allows
from quancheng.identity.rules import Act, check_may
from quancheng.journeys import alarms, flow
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person
from quancheng.journeys.join import check_children_ended
from quancheng.journeys.suspend import office_of


@once
def terminate(*, doing: Doing, region_code: str, number: str, ground: str, reason: str) -> Outcome:
    """End the case on a ground of the list, with the letter that says why and what remedies."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(
        actor,
        act=Act.TERMINATE,
        region_code=case.town_code or case.region_code,
        office_id=None if case.town_code else office_of(case=case, actor=actor),
    )
    check_state_allows(act="terminated", state=case.state)
    words = check_termination(ground, correcting=case.state is State.CORRECTING)
    kept = check_reason(reason, what="终止办理")
    case = alarms.caught_up(case=case, now=doing.now)
    check_children_ended(case)
    flowed = flow.terminate(case=case, code="terminated", now=doing.now)
    writing = Writing(
        kind="terminated",
        reason=kept,
        changes={
            "state": State.TERMINATED,
            "closed_at": doing.now,
            "step": "",
            "suspended_since": None,
            "correction_due": None,
            "alarm": "",
        },
        clauses=[
            *flowed.clauses,
            *([resumption_clause(ended_on=doing.today)] if case.suspended_since else []),
        ],
        letters=["termination"],
        messages=[
            (
                "terminated",
                {
                    "name": case.applicant_name,
                    "item": case.item_name,
                    "reason": f"{words}；{kept}",
                },
            )
        ],
        data={"ground": ground, "words": words} | flowed.said,
    )
    return write(doing=doing, case=case, writing=writing)
