"""时限计算书 for the applicant who has shown his check code: page, paper, data."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.journeys import follow
from quancheng.journeys.papers.proof_sheet import ProofOfTime, proof_of_file
from quancheng.kernel import moments
from quancheng.web.portal import access
from quancheng.web.portal.pages.proof import proof_page
from quancheng.web.ui.pages import render_page

Answer = Callable[[HttpRequest, ProofOfTime], HttpResponse]


def _shown(answer: Answer) -> Callable[[HttpRequest, str], HttpResponse]:
    """The sheet of the case for whoever has shown its code; for others the question for it."""

    @never_cache
    @require_safe
    @wraps(answer)
    def guarded(request: HttpRequest, number: str) -> HttpResponse:
        if not access.may_show(request, number):
            return HttpResponseRedirect(reverse("portal:progress"))
        file = follow.followed(region_code=number[:6], number=number)
        if file.line.accepted_on is None:
            return HttpResponseRedirect(reverse("portal:case", args=[number]))
        proof = proof_of_file(file=file, now=moments.now(), public_url=settings.PUBLIC_URL)
        return answer(request, proof)

    return guarded


def _named(response: HttpResponse, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = header or "attachment"
    return response


@_shown
def show(request: HttpRequest, proof: ProofOfTime) -> HttpResponse:
    """Every day, counted or not and why, in plain words."""
    context = {"page": proof_page(proof), "active_nav": "progress"}
    return render_page(request, "portal/progress/proof.html", context)


@_shown
def paper(_request: HttpRequest, proof: ProofOfTime) -> HttpResponse:
    """The sheet as PDF, with the QR that leads to the progress page."""
    response = HttpResponse(proof.pdf(), content_type="application/pdf")
    return _named(response, f"{proof.name}.pdf")


@_shown
def data(_request: HttpRequest, proof: ProofOfTime) -> HttpResponse:
    """The sheet as data that anybody can recompute."""
    response = JsonResponse(proof.record, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _named(response, f"{proof.name}.json")
