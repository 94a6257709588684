"""Printing: each print counts, so it is asked for with a button and never by following a link."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quancheng.journeys.papers.printing import letter_pdf, result_pdf
from quancheng.web.counter.roles import READERS
from quancheng.web.ui.posts import DeskRequest, at_desk


def _pdf(name: str, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    kept = content_disposition_header(as_attachment=False, filename=name)
    response["Content-Disposition"] = kept or "inline"
    return response


@at_desk(*READERS)
@never_cache
@require_http_methods(["GET", "POST"])
def letter(request: DeskRequest, number: str, letter_id: int) -> HttpResponse:
    """A letter of the case; the receipt also as a slip."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter:case", args=[number]))
    name, body = letter_pdf(
        scope=request.scope,
        number=number,
        letter_id=letter_id,
        public_url=settings.PUBLIC_URL,
        slip=request.POST.get("paper") == "slip",
    )
    return _pdf(name, body)


@at_desk(*READERS)
@never_cache
@require_http_methods(["GET", "POST"])
def result(request: DeskRequest, number: str) -> HttpResponse:
    """The result of a granted case."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter:case", args=[number]))
    name, body = result_pdf(scope=request.scope, number=number, public_url=settings.PUBLIC_URL)
    return _pdf(name, body)
