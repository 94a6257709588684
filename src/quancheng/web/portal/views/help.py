"""Help: receipts, remedies, where the centres are, all pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quancheng.kernel import moments
from quancheng.web.portal.pages import help as pages
from quancheng.web.portal.reading import public_page
from quancheng.web.ui.pages import render_page


@public_page
def receipt(request: HttpRequest) -> HttpResponse:
    """How to check a receipt."""
    return render_page(request, "portal/help/receipt.html", {"active_nav": ""})


@public_page
def remedies(request: HttpRequest) -> HttpResponse:
    """What to do against a decision."""
    page = pages.remedies_page(region_code=settings.COUNTY)
    return render_page(request, "portal/help/remedies.html", {"page": page, "active_nav": ""})


@public_page
def centres(request: HttpRequest) -> HttpResponse:
    """The centre and the town centres, their counters and hours."""
    page = pages.centres_page(region_code=settings.COUNTY, now=moments.now())
    return render_page(request, "portal/help/centres.html", {"page": page, "active_nav": ""})


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page a person can open, in words."""
    page = pages.sitemap_page(region_code=settings.COUNTY, today=moments.day_of(moments.now()))
    return render_page(request, "portal/help/sitemap.html", {"page": page, "active_nav": ""})


@public_page
def robots(_request: HttpRequest) -> HttpResponse:
    """What search engines may read: guides, never cases."""
    return HttpResponse(pages.ROBOTS, content_type="text/plain; charset=utf-8")
