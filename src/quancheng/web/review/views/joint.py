"""The acts of a joint case on its children."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from quancheng.journeys import join as journey
from quancheng.journeys.act import Doing, Outcome
from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.review.pages.joint import JOINT
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.shell import OFFICE
from quancheng.web.review.views.showing import attempt, made_by
from quancheng.web.ui.posts import DeskRequest, at_desk


@require_POST
@at_desk(*OFFICE)
def join(request: DeskRequest, number: str) -> HttpResponse:
    """Take a case in as a child of this one."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        line, given = read.file.line, form.cleaned_data
        return journey.join(
            doing=doing,
            region_code=line.region_code,
            number=line.number,
            child_number=given["child_number"],
            required=given["required"],
        )

    done, make = "已并入联办子件", made_by(JOINT["join"])
    return attempt(request, number, key="join", make=make, act=act, done=done, stay=True)


@require_POST
@at_desk(*OFFICE)
def leave(request: DeskRequest, number: str) -> HttpResponse:
    """Take a child out again."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        line, given = read.file.line, form.cleaned_data
        return journey.leave(
            doing=doing,
            region_code=line.region_code,
            number=line.number,
            child_number=given["child_number"],
            reason=given["reason"],
        )

    done, make = "子件已退出联办", made_by(JOINT["leave"])
    return attempt(request, number, key="leave", make=make, act=act, done=done, stay=True)
