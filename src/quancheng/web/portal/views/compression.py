"""How much faster than the law, for everybody: the county, and a department with its items."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quancheng.kernel import moments
from quancheng.web.portal.pages import compression as pages
from quancheng.web.portal.pages.compression import CompressionPage
from quancheng.web.portal.reading import public_page
from quancheng.web.ui.pages import render_page


@public_page
def county(request: HttpRequest) -> HttpResponse:
    """The county and its departments."""
    today = moments.day_of(moments.now())
    return _answer(request, pages.county_page(region_code=settings.COUNTY, today=today), "")


@public_page
def office(request: HttpRequest, code: str) -> HttpResponse:
    """One department and its items."""
    today = moments.day_of(moments.now())
    page = pages.office_page(region_code=settings.COUNTY, code=code, today=today)
    return _answer(request, page, code)


def _answer(request: HttpRequest, page: CompressionPage, code: str) -> HttpResponse:
    context = {"page": page, "office": code, "active_nav": "figures"}
    return render_page(request, "portal/home/compression.html", context)
