"""A case goes to a superior organ, and its answer is looked out for (行政许可法 第35、43条)."""

from __future__ import annotations

from datetime import date

from quancheng.cases.operations.hearing import forwarding_clause
from quancheng.cases.rules.forwarding import check_forwarding
from quancheng.cases.rules.snapshot import (
    OpenForwarding,
    Snapshot,
    UnableToActOnTask,
    WaitingTask,
)
from quancheng.cases.states import State
from quancheng.identity.rules import Act
from quancheng.journeys import clocks, flow
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import AGREE, as_actor, read_task

FORWARD = "forward"


def _writing(
    *,
    case: Snapshot,
    task: WaitingTask,
    sent: OpenForwarding,
    flowed: flow.Flowed,
    today: date,
) -> Writing:
    """What is written when the case is sent: the county's clocks stop, none other starts."""
    due = clocks.columns(case=case, today=today, forwarded_on=today)
    return Writing(
        kind="forwarded",
        step=task.name,
        opinion=AGREE,
        changes=due
        | {
            "step": flowed.step,
            "state": State.FORWARDED,
            "forwarded_on": today,
            "alarm": "",
        },
        clauses=[*flowed.clauses, forwarding_clause(sent)],
        messages=[
            (
                "forwarded",
                {
                    "name": case.applicant_name,
                    "item": case.item_name,
                    "superior": sent.superior,
                },
            )
        ],
        data={
            "task": task.id,
            "node": task.node,
            "superior": sent.superior,
            "document": sent.document,
            "expected_on": sent.expected_on.isoformat(),
        }
        | flowed.said,
    )


@once
def forward(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    task_id: int,
    superior: str,
    document: str,
    expected_on: date | None,
    reason: str = "",
) -> Outcome:
    """Send the case to ``superior``: the county's review clock stops on this day (R6).

    ``document`` is the number of the outgoing letter, ``expected_on`` the day on which an answer
    is expected; it carries no penalty.
    """
    case, task, actor = read_task(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        act=Act.OPINE,
        kind="forwarded",
    )
    if task.kind != FORWARD:
        raise UnableToActOnTask(f"“{task.name}”不是上报的环节，请用它自己的按钮办理。")
    sent = check_forwarding(
        superior=superior, document=document, expected_on=expected_on, today=doing.today
    )
    flowed = flow.complete(
        case=case, task=task, by=actor, outcome=AGREE, now=doing.now, today=doing.today
    )
    writing = _writing(case=case, task=task, sent=sent, flowed=flowed, today=doing.today)
    writing.reason = reason.replace("\x00", "").strip()[:2000]
    return write(doing=as_actor(doing=doing, actor=actor), case=case, writing=writing)
