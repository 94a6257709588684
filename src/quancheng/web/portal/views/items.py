"""Finding an item."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quancheng.kernel import moments
from quancheng.web.portal.forms.items import wanted
from quancheng.web.portal.pages import items as pages
from quancheng.web.portal.reading import public_page
from quancheng.web.ui.pages import render_page


@public_page
def items(request: HttpRequest) -> HttpResponse:
    """The list of items, or what a search found; every filter stands in the address."""
    today = moments.day_of(moments.now())
    page = pages.items_page(region_code=settings.COUNTY, wanted=wanted(request.GET), today=today)
    return render_page(request, "portal/items/items.html", {"page": page, "active_nav": "items"})
