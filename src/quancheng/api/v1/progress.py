"""Following a case with its two codes."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from ninja import Router

from quancheng.api.rules import PROGRESS
from quancheng.api.v1 import schemas
from quancheng.api.v1.callers import Door, caller_of
from quancheng.api.v1.parameters import Region, county
from quancheng.cases.rules.views import CaseFile
from quancheng.cases.states import ACT_LABELS
from quancheng.clock.engine import Verdict
from quancheng.journeys.follow import follow
from quancheng.journeys.read_clock import ClockView, clock_view
from quancheng.kernel import moments

TOLD: Final = frozenset(
    "received correction_told corrected accepted deemed_accepted declined not_needed wrong_office"
    " opinion forwarded suspended resumed extended granted refused handed_over withdrawn"
    " terminated overdue unlawful".split()
)
router = Router(tags=["进度"], auth=Door(PROGRESS))


@router.post(
    "/progress", response=schemas.ProgressOut, summary="查进度", operation_id="follow_case"
)
def follow_case(
    request: HttpRequest, codes: schemas.ProgressIn, region: Region = ""
) -> schemas.ProgressOut:
    """凭办件编号（或收件码）和查询码查一件的进度；两个码放在请求体里，不进网址。

    编号不对和查询码不对，回答完全一样。同一编号、同一来源试得太多，会要求过一会再试。
    """
    caller = caller_of(request)
    now = moments.now()
    file = follow(
        region_code=county(region, caller=caller),
        number=codes.number,
        check_code=codes.check_code,
        caller=caller.address,
        now=now,
    )
    caller.check_region(file.line.region_code)
    return progress_out(file, clock_view(line=file.line, today=moments.day_of(now)))


def progress_out(file: CaseFile, clock: ClockView) -> schemas.ProgressOut:
    """What the applicant may know."""
    line = file.line
    return schemas.ProgressOut(
        number=line.number,
        receipt_code=file.receipt_code,
        item_name=line.item_name,
        state=line.state.value,
        state_label=line.state.label,
        outcome=line.outcome,
        received_at=line.received_at,
        accepted_on=line.accepted_on,
        decided_on=line.decided_on,
        closed_at=line.closed_at,
        promised=_clock(clock.promised),
        statutory=_clock(clock.statutory),
        events=[
            schemas.ProgressEvent(
                kind=entry.kind,
                label=ACT_LABELS[entry.kind],
                at=entry.recorded_at,
                step=entry.step,
            )
            for entry in file.entries
            if entry.kind in TOLD
        ],
    )


def _clock(verdict: Verdict | None) -> schemas.ClockOut | None:
    if verdict is None:
        return None
    return schemas.ClockOut(
        status=verdict.status.value,
        unit=verdict.unit.value,
        due=verdict.due,
        total=verdict.total,
        used=verdict.used,
        left=verdict.left,
        overdue=verdict.overdue,
    )
