"""An extension is asked for, and not approved; what is approved stands with the other acts."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from quancheng.journeys import ask_to_extend
from quancheng.journeys.act import Doing, Outcome
from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.shell import OFFICE
from quancheng.web.review.pages.sides import SIDES
from quancheng.web.review.views.showing import attempt, made_by
from quancheng.web.ui.posts import DeskRequest, at_desk


@require_POST
@at_desk(*OFFICE)
def ask(request: DeskRequest, number: str) -> HttpResponse:
    """Ask the head to extend the limit."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        line, given = read.file.line, form.cleaned_data
        return ask_to_extend.ask(
            doing=doing,
            region_code=line.region_code,
            number=line.number,
            days=given["days"],
            reason=given["reason"],
        )

    key, done = "ask-extension", "已交部门负责人批准"
    return attempt(
        request, number, key=key, make=made_by(SIDES[key]), act=act, done=done, stay=True
    )


@require_POST
@at_desk(*OFFICE)
def decline(request: DeskRequest, number: str) -> HttpResponse:
    """The head does not approve it."""

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        line = read.file.line
        return ask_to_extend.decline(
            doing=doing,
            region_code=line.region_code,
            number=line.number,
            reason=form.cleaned_data["reason"],
        )

    key, done = "decline-extension", "已答复，不同意延长"
    return attempt(
        request, number, key=key, make=made_by(SIDES[key]), act=act, done=done, stay=True
    )
