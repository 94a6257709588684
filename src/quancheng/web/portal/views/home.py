"""The home page, and how its figures are counted."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quancheng.kernel import moments
from quancheng.web.portal.pages import home as pages
from quancheng.web.portal.reading import public_page
from quancheng.web.ui.pages import render_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Search first; then the hall of today, life events and departments."""
    page = pages.home_page(region_code=settings.COUNTY, now=moments.now())
    return render_page(request, "portal/home/home.html", {"page": page, "active_nav": "home"})


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    """The public figures, each with how it is counted."""
    page = pages.figures_page(region_code=settings.COUNTY, now=moments.now())
    return render_page(request, "portal/home/figures.html", {"page": page, "active_nav": "figures"})
