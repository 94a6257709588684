"""The guide of an item."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quancheng.kernel import moments
from quancheng.web.portal.pages import guide as pages
from quancheng.web.portal.reading import public_page
from quancheng.web.ui.pages import render_page


@public_page
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Everything an applicant must be told, from the edition in force today."""
    today = moments.day_of(moments.now())
    page = pages.guide_page(region_code=settings.COUNTY, code=code, today=today)
    return render_page(request, "portal/guide/guide.html", {"page": page, "active_nav": "items"})
