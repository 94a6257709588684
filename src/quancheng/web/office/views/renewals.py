"""到期与延续."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from quancheng.delivery import queries as delivery
from quancheng.identity.queries import offices_of
from quancheng.kernel import moments
from quancheng.web.office.downloads import download
from quancheng.web.office.forms.renewals import asked_of
from quancheng.web.office.pages import renewals as pages
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.roles import READERS, county_of
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

CSV = "text/csv; charset=utf-8"


def _offices(region: str) -> dict[int, str]:
    return {office.id: office.short_name or office.name for office in offices_of(region)}


@require_safe
@at_desk(*READERS)
def listing(request: DeskRequest) -> HttpResponse:
    """The results that end in a year, and what is done to renew them."""
    region, today = county_of(request), moments.day_of(moments.now())
    asked = asked_of(request.GET, today=today)
    found = delivery.expiring(region_codes=(region,), year=asked.year, month=asked.month)
    page = pages.renewals_page(
        found,
        asked=asked,
        months=delivery.by_month(region_codes=(region,), year=asked.year),
        offices=_offices(region),
        today=today,
        request=request,
    )
    context = {"shell": office_shell(request, "renewals"), "page": page}
    return render_page(request, "office/renewals/list.html", context)


@require_safe
@at_desk(*READERS)
def export(request: DeskRequest) -> HttpResponse:
    """The list as a file."""
    region, today = county_of(request), moments.day_of(moments.now())
    asked = asked_of(request.GET, today=today)
    found = delivery.expiring(region_codes=(region,), year=asked.year, month=asked.month)
    body = pages.renewals_csv(found, asked=asked, offices=_offices(region), today=today)
    return download(body, name=f"到期与延续-{asked.year}.csv", media_type=CSV)
