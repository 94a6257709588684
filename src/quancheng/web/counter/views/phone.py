"""A phone that has scanned the QR picture adds photographs to one material; it sees nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quancheng.journeys.prepare import drafts as journey
from quancheng.journeys.prepare import files as journey_files
from quancheng.journeys.prepare.drafts import Prepared
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.web.counter import phone_ticket
from quancheng.web.counter.shelf import incoming_of, shelf
from quancheng.web.ui.pages import render_page

TEMPLATE = "counter/phone.html"
GONE, REFUSED = 410, 422


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePage:
    """What the phone shows: item, material, how many files it has; or why it cannot go on."""

    item: str = ""
    material: str = ""
    files: int = 0
    minutes: int = phone_ticket.MINUTES
    trouble: str = ""
    closed: bool = False


def _page(found: Prepared, ticket: phone_ticket.Ticket, trouble: str = "") -> PhonePage:
    names = {line.code: line.name for line in found.guide.materials}
    mine = [file for file in found.files if file["material_code"] == ticket.material]
    return PhonePage(
        item=found.guide.name,
        material=names.get(ticket.material, ""),
        files=len(mine),
        trouble=trouble,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, ticket: str) -> HttpResponse:
    """Take photographs in."""
    try:
        read = phone_ticket.read(ticket)
        found = journey.prepared(actor=phone_ticket.holder(read), token=read.draft)
    except UnableTo as error:
        page = PhonePage(trouble=error.sentence, closed=True)
        return render_page(request, TEMPLATE, {"page": page}, status=GONE)
    if request.method != "POST":
        return render_page(request, TEMPLATE, {"page": _page(found, read)})
    try:
        _take(request, read)
    except UnableTo as error:
        page = _page(found, read, error.sentence)
        return render_page(request, TEMPLATE, {"page": page}, status=REFUSED)
    return HttpResponseRedirect(request.path)


def _take(request: HttpRequest, ticket: phone_ticket.Ticket) -> None:
    actor = phone_ticket.holder(ticket)
    for incoming in incoming_of(request):
        journey_files.add_file(
            actor=actor,
            token=ticket.draft,
            material_code=ticket.material,
            incoming=incoming,
            shelf=shelf(),
            now=moments.now(),
        )
