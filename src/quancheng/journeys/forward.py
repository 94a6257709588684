"""A case goes to a superior organ, and its answer is looked out for (行政许可法 第35、43条)."""

from __future__ import annotations

from datetime import date

from quancheng.cases.operations.hearing import forwarding_clause
from quancheng.cases.rules.forwarding import check_forwarding
from quancheng.cases.rules.reasons import kept_words
from quancheng.cases.rules.snapshot import (
    OpenForwarding,
    UnableToActOnTask,
    WaitingTask,
)
from quancheng.cases.states import State
from quancheng.journeys import clocks
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import AGREE, Worked, work_on

FORWARD = "forward"


def _writing(*, worked: Worked, sent: OpenForwarding, reason: str) -> Writing:
    """What is written when the case is sent: the county's clocks stop, none other starts."""
    case, task, today = worked.case, worked.task, worked.doing.today
    due = clocks.columns(case=case, today=today, forwarded_on=today)
    return Writing(
        kind="forwarded",
        step=task.name,
        opinion=AGREE,
        reason=kept_words(reason),
        changes=due
        | {
            "step": worked.flowed.step,
            "state": State.FORWARDED,
            "forwarded_on": today,
            "alarm": "",
        },
        clauses=[*worked.flowed.clauses, forwarding_clause(sent)],
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
        | worked.flowed.said,
    )


def _check_forwards(task: WaitingTask) -> None:
    if task.kind != FORWARD:
        raise UnableToActOnTask(f"“{task.name}”不是上报的环节，请用它自己的按钮办理。")


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
    worked = work_on(
        doing=doing,
        region_code=region_code,
        number=number,
        task_id=task_id,
        kind="forwarded",
        outcome=AGREE,
        check=_check_forwards,
    )
    sent = check_forwarding(
        superior=superior, document=document, expected_on=expected_on, today=doing.today
    )
    writing = _writing(worked=worked, sent=sent, reason=reason)
    return write(doing=worked.doing, case=worked.case, writing=writing)
