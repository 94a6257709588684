"""The demonstration telephone."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.web.portal.pages import phone as pages
from quancheng.web.ui.pages import render_page


@require_safe
@never_cache
def phone(request: HttpRequest) -> HttpResponse:
    """The messages that applicants would get; there is no such page outside the demonstration."""
    if not settings.DEMO:
        raise Http404
    page = pages.phone_page(region_code=settings.COUNTY, number=request.GET.get("to", ""))
    return render_page(request, "portal/phone/phone.html", {"page": page, "active_nav": ""})
