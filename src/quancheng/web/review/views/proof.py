"""时限计算书 for staff: page, paper, data."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.journeys.papers.proof_sheet import ProofOfTime, proof_of_time
from quancheng.kernel import moments
from quancheng.web.review.pages.proof import proof_page
from quancheng.web.review.pages.shell import READERS
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


def _proof(request: DeskRequest, number: str) -> ProofOfTime:
    return proof_of_time(
        scope=request.scope, number=number, now=moments.now(), public_url=settings.PUBLIC_URL
    )


def _named(response: HttpResponse, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=False, filename=name)
    response["Content-Disposition"] = header or "inline"
    return response


@never_cache
@require_safe
@at_desk(*READERS)
def show(request: DeskRequest, number: str) -> HttpResponse:
    """Every day, counted or not and why, with both clocks."""
    page = proof_page(_proof(request, number))
    return render_page(request, "review/proof/sheet.html", {"page": page})


@never_cache
@require_safe
@at_desk(*READERS)
def paper(request: DeskRequest, number: str) -> HttpResponse:
    """The sheet as PDF."""
    proof = _proof(request, number)
    response = HttpResponse(proof.pdf(), content_type="application/pdf")
    return _named(response, f"{proof.name}.pdf")


@never_cache
@require_safe
@at_desk(*READERS)
def data(request: DeskRequest, number: str) -> HttpResponse:
    """The sheet as data that anybody can recompute."""
    proof = _proof(request, number)
    response = JsonResponse(proof.record, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _named(response, f"{proof.name}.json")
