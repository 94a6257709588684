"""The acts beside the verdict."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from quancheng.journeys import examine
from quancheng.journeys import extend as extending
from quancheng.journeys import renew as renewing
from quancheng.journeys import return_to_counter as returning
from quancheng.journeys import suspend as suspending
from quancheng.journeys import terminate as terminating
from quancheng.journeys.act import Doing, Outcome
from quancheng.web.review.forms.acts import ReturnForm, SeenForm
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.shell import OFFICE
from quancheng.web.review.pages.sides import SIDES
from quancheng.web.review.views.showing import attempt, made_by
from quancheng.web.ui.posts import DeskRequest, at_desk


def _case(doing: Doing, read: CaseRead) -> dict[str, Any]:
    return {
        "doing": doing,
        "region_code": read.file.line.region_code,
        "number": read.file.line.number,
    }


@require_POST
@at_desk(*OFFICE)
def claim(request: DeskRequest, number: str, task_id: int) -> HttpResponse:
    """Take a task out of the office's list."""

    def act(doing: Doing, read: CaseRead, _form: SeenForm) -> Outcome:
        return examine.claim(**_case(doing, read), task_id=task_id)

    make = made_by(SIDES["claim"], task_id=task_id)
    return attempt(
        request, number, key="claim", make=make, act=act, done="已领取", task_id=task_id, stay=True
    )


@require_POST
@at_desk(*OFFICE)
def release(request: DeskRequest, number: str, task_id: int) -> HttpResponse:
    """Put a task back into the office's list."""

    def act(doing: Doing, read: CaseRead, _form: SeenForm) -> Outcome:
        return examine.release(**_case(doing, read), task_id=task_id)

    make = made_by(SIDES["release"], task_id=task_id)
    return attempt(
        request,
        number,
        key="release",
        make=make,
        act=act,
        done="已放回",
        task_id=task_id,
        stay=True,
    )


@require_POST
@at_desk(*OFFICE)
def transfer(request: DeskRequest, number: str, task_id: int) -> HttpResponse:
    """Hand a task to a colleague."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        given = form.cleaned_data
        return examine.transfer(
            **_case(doing, read),
            task_id=task_id,
            to_post=int(given["to_post"]),
            reason=given["reason"],
        )

    make = made_by(SIDES["transfer"], task_id=task_id)
    return attempt(
        request, number, key="transfer", make=make, act=act, done="已转同事", task_id=task_id
    )


@require_POST
@at_desk(*OFFICE)
def suspend(request: DeskRequest, number: str, task_id: int) -> HttpResponse:
    """Stop both clocks, with the notice to the applicant."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        given = form.cleaned_data
        return suspending.suspend(
            **_case(doing, read),
            task_id=task_id,
            ground=given["ground"],
            expected_days=given["expected_days"],
            explanation=given["explanation"],
        )

    make = made_by(SIDES["suspend"], task_id=task_id)
    return attempt(
        request,
        number,
        key="suspend",
        make=make,
        act=act,
        done="已停计时，告知书已生成",
        task_id=task_id,
        stay=True,
    )


@require_POST
@at_desk(*OFFICE)
def resume(request: DeskRequest, number: str) -> HttpResponse:
    """The special procedure is over."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        given = form.cleaned_data
        return suspending.resume(
            **_case(doing, read), ground=given.get("ground", ""), remark=given["remark"]
        )

    make = made_by(SIDES["resume"])
    return attempt(request, number, key="resume", make=make, act=act, done="已恢复计时", stay=True)


@require_POST
@at_desk(*OFFICE)
def extend(request: DeskRequest, number: str) -> HttpResponse:
    """Extend the statutory limit."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        given = form.cleaned_data
        approval = extending.Approval(
            document=given.get("document", ""), approved_on=given.get("approved_on")
        )
        return extending.extend(
            **_case(doing, read), days=given["days"], reason=given["reason"], approval=approval
        )

    make = made_by(SIDES["extend"])
    return attempt(
        request,
        number,
        key="extend",
        make=make,
        act=act,
        done="已批准延长，告知书已生成",
        stay=True,
    )


@require_POST
@at_desk(*OFFICE)
def return_to_counter(request: DeskRequest, number: str) -> HttpResponse:
    """Send a received case back to the counter, with what has to be corrected."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        defects = form.defects if isinstance(form, ReturnForm) else []
        return returning.return_to_counter(**_case(doing, read), defects=defects)

    make = made_by(SIDES["return"])
    return attempt(request, number, key="return", make=make, act=act, done="已退回窗口", stay=True)


@require_POST
@at_desk(*OFFICE)
def terminate(request: DeskRequest, number: str) -> HttpResponse:
    """End the handling without a decision."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        given = form.cleaned_data
        return terminating.terminate(
            **_case(doing, read), ground=given["ground"], reason=given["reason"]
        )

    make = made_by(SIDES["terminate"])
    done = "已终止，告知书已生成"
    return attempt(request, number, key="terminate", make=make, act=act, done=done, stay=True)


@require_POST
@at_desk(*OFFICE)
def link_renewal(request: DeskRequest, number: str) -> HttpResponse:
    """Say which earlier result the case renews."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        number_given = form.cleaned_data["result_number"]
        return renewing.link(**_case(doing, read), result_number=number_given)

    make = made_by(SIDES["renewal"])
    done = "已关联原证照"
    return attempt(request, number, key="renewal", make=make, act=act, done=done, stay=True)
