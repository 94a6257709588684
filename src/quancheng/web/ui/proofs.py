"""时限计算书 for staff: page, paper, data, at whichever desk they sit."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header

from quancheng.journeys.papers.proof_sheet import ProofOfTime, proof_of_time
from quancheng.kernel import moments
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.presenters.proof_sheet import proof_page


def _proof(request: DeskRequest, number: str) -> ProofOfTime:
    return proof_of_time(
        scope=request.scope, number=number, now=moments.now(), public_url=settings.PUBLIC_URL
    )


def _named(response: HttpResponse, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=False, filename=name)
    response["Content-Disposition"] = header or "inline"
    return response


def sheet_shown(request: DeskRequest, number: str, *, desk: str) -> HttpResponse:
    """Every day, counted or not and why, with both clocks; links stay at the ``desk``."""
    page = proof_page(_proof(request, number), desk=desk)
    return render_page(request, "ui/proof_sheet.html", {"page": page})


def sheet_paper(request: DeskRequest, number: str) -> HttpResponse:
    """The sheet as PDF."""
    proof = _proof(request, number)
    response = HttpResponse(proof.pdf(), content_type="application/pdf")
    return _named(response, f"{proof.name}.pdf")


def sheet_data(request: DeskRequest, number: str) -> HttpResponse:
    """The sheet as data that anybody can recompute."""
    proof = _proof(request, number)
    response = JsonResponse(proof.record, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _named(response, f"{proof.name}.json")
