"""Opinion, decision, send-back: one form, one button."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from quancheng.journeys import decide as deciding
from quancheng.journeys import examine
from quancheng.journeys import forward as forwarding
from quancheng.journeys.act import Doing, Outcome
from quancheng.web.review.forms.acts import SEND_BACK, SIGNED, KeptForm, SeenForm, VerdictForm
from quancheng.web.review.pages.panel import verdict_form
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.shell import OFFICE
from quancheng.web.review.views.showing import attempt
from quancheng.web.ui.forms.term import term_of
from quancheng.web.ui.posts import DeskRequest, at_desk

DONE = {
    deciding.GRANTED: "已准予",
    deciding.REFUSED: "已作出不予许可决定",
    SEND_BACK: "已退回",
}


def signs(request: HttpRequest) -> bool:
    """Whether the person must show again who he is: a decision is signed, an opinion is not."""
    return request.POST.get("verdict") in SIGNED


@require_POST
@sensitive_post_parameters("signature")
@at_desk(*OFFICE)
@reauthentication_required(enabled=signs)  # type: ignore[untyped-decorator]
def give(request: DeskRequest, number: str, task_id: int) -> HttpResponse:
    """Give the verdict on a task."""

    def make(read: CaseRead, data: QueryDict) -> SeenForm:
        task = next((each for each in read.now.tasks if each.id == task_id), None)
        return verdict_form(read, task, data) if task else KeptForm(data)

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        return _write(doing, read, form, task_id)

    done = DONE.get(request.POST.get("verdict", ""), "意见已提交")
    return attempt(request, number, key="verdict", make=make, act=act, done=done, task_id=task_id)


def _write(doing: Doing, read: CaseRead, form: SeenForm, task_id: int) -> Outcome:
    given, line = form.cleaned_data, read.file.line
    verdict, kind = given["verdict"], form.kind if isinstance(form, VerdictForm) else ""
    case: dict[str, Any] = {
        "doing": doing,
        "region_code": line.region_code,
        "number": line.number,
        "task_id": task_id,
        "reason": given["reason"],
    }
    if verdict == SEND_BACK:
        return examine.send_back(**case, to_node=given["to_node"])
    if verdict in SIGNED:
        return deciding.decide(
            **case,
            outcome=verdict,
            signature=given["signature"],
            answer=_answer(kind, given),
            term=term_of(given) if verdict == deciding.GRANTED else None,
        )
    if kind == forwarding.FORWARD:
        return forwarding.forward(
            **case,
            superior=given["superior"],
            document=given["document"],
            expected_on=given["day"],
        )
    return examine.give_opinion(**case, opinion=verdict)


def _answer(kind: str, given: dict[str, Any]) -> deciding.Answer | None:
    """The superior organ's document, where its answer is entered."""
    if kind != "await":
        return None
    return deciding.Answer(document=given["document"], decided_on=given["day"])
