"""The intake in one screen: shown, saved as it is typed, handed in."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quancheng.cases.operations.drafts import discard_draft
from quancheng.journeys.act import Outcome
from quancheng.journeys.apply import UnableToTakeIn
from quancheng.journeys.prepare import drafts as journey
from quancheng.journeys.prepare.drafts import Prepared
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.web.counter.pages.intake import intake_page
from quancheng.web.counter.roles import COUNTER, doing
from quancheng.web.ui.pages import is_htmx, render_page, render_part
from quancheng.web.ui.posts import DeskRequest, at_desk

TEMPLATE = "counter/draft.html"
THEN = ("correct", "decline")


def show(
    request: DeskRequest,
    found: Prepared,
    *,
    part: str = "",
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
) -> HttpResponse:
    """The screen of a draft, or one part of it."""
    page = intake_page(request, found, now=moments.now(), errors=errors, trouble=trouble)
    context = {"page": page, "shell": page.shell}
    if part:
        return render_part(request, TEMPLATE, part, context)
    return render_page(request, TEMPLATE, context, status=422 if errors or trouble else 200)


def _to_case(outcome: Outcome, *, act: str = "", token: str = "") -> HttpResponse:
    more = {key: value for key, value in (("act", act), ("from", token)) if value}
    query = f"?{urlencode(more)}" if more else ""
    return HttpResponseRedirect(reverse("counter:case", args=[outcome.number]) + query)


@at_desk(*COUNTER)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: DeskRequest, token: str) -> HttpResponse:
    """Show the draft; on POST hand it in, and go on where the pressed key says."""
    if request.method == "POST":
        return _receive(request, token)
    received = journey.received_as(actor=request.actor, token=token)
    if received is not None:
        return _to_case(received, token=token)
    return show(request, journey.prepared(actor=request.actor, token=token))


def _receive(request: DeskRequest, token: str) -> HttpResponse:
    then = request.POST.get("do", "")
    try:
        outcome = journey.receive(
            doing=doing(request),
            token=token,
            posted=request.POST.dict(),
            at_once=then not in THEN,
        )
    except UnableTo as error:
        found = journey.prepared(actor=request.actor, token=token)
        errors = error.errors if isinstance(error, UnableToTakeIn) else {}
        return show(request, found, errors=errors, trouble=error.sentence)
    return _to_case(outcome, act=then if then in THEN else "", token=token)


@at_desk(*COUNTER)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def save(request: DeskRequest, token: str) -> HttpResponse:
    """Save the form as it is; nothing is checked, so that nothing is lost."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter:draft", args=[token]))
    found = journey.save(doing=doing(request), token=token, posted=request.POST.dict())
    if is_htmx(request):
        return show(request, found, part="materials")
    return HttpResponse(status=204)


@at_desk(*COUNTER)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def recall(request: DeskRequest, token: str) -> HttpResponse:
    """Look the applicant up by his document and fill in what is known."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter:draft", args=[token]))
    found = journey.recall(doing=doing(request), token=token, posted=request.POST.dict())
    if is_htmx(request):
        return show(request, found, part="form")
    return HttpResponseRedirect(reverse("counter:draft", args=[token]))


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def discard(request: DeskRequest, token: str) -> HttpResponse:
    """Throw a draft away."""
    actor = request.actor
    if request.method == "POST":
        discard_draft(region_code=actor.county, post_id=actor.post_id, token=token)
    return HttpResponseRedirect(reverse("counter:drafts"))
