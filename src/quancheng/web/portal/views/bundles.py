"""一件事: life events and green channels."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quancheng.kernel import moments
from quancheng.web.portal.pages import bundles as pages
from quancheng.web.portal.reading import public_page
from quancheng.web.ui.pages import render_page


@public_page
def bundles(request: HttpRequest) -> HttpResponse:
    """All bundles, by kind."""
    page = pages.bundles_page(region_code=settings.COUNTY)
    return render_page(
        request, "portal/bundles/bundles.html", {"page": page, "active_nav": "items"}
    )


@public_page
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """One bundle: its items, and the questions that add or drop some."""
    today = moments.day_of(moments.now())
    page = pages.bundle_page(region_code=settings.COUNTY, code=code, today=today)
    return render_page(request, "portal/bundles/bundle.html", {"page": page, "active_nav": "items"})
