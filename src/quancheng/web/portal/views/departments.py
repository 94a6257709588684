"""Finding an item by its department."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quancheng.kernel import moments
from quancheng.web.portal.pages import departments as pages
from quancheng.web.portal.reading import public_page
from quancheng.web.ui.pages import render_page


@public_page
def departments(request: HttpRequest) -> HttpResponse:
    """All departments with the number of their items."""
    today = moments.day_of(moments.now())
    page = pages.departments_page(region_code=settings.COUNTY, today=today)
    context = {"page": page, "active_nav": "items"}
    return render_page(request, "portal/departments/departments.html", context)


@public_page
def department(request: HttpRequest, code: str) -> HttpResponse:
    """One department: its counters and all its items."""
    today = moments.day_of(moments.now())
    page = pages.department_page(region_code=settings.COUNTY, code=code, today=today)
    context = {"page": page, "active_nav": "items"}
    return render_page(request, "portal/departments/department.html", context)
