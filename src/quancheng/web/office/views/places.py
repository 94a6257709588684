"""Counters, offices and bundles."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quancheng.catalogue import queries
from quancheng.hall import operations as hall_operations
from quancheng.hall import queries as hall
from quancheng.identity.queries import offices_of
from quancheng.kernel import moments
from quancheng.web.office.once import act_once
from quancheng.web.office.pages import places as pages
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.roles import EDITORS, READERS, check_edits, county_of, edits
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


@require_safe
@at_desk(*READERS)
def counters(request: DeskRequest) -> HttpResponse:
    """The counters of the centre and of the towns."""
    region = county_of(request)
    offices = {office.code: office.short_name or office.name for office in offices_of(region)}
    lines = pages.counter_lines(hall.counters_of(region_code=region), offices=offices)
    context = {
        "shell": office_shell(request, "places"),
        "tabs": pages.place_tabs("counters"),
        "lines": lines,
        "open": sum(1 for line in lines if line.is_open),
        "edits": edits(request),
    }
    return render_page(request, "office/places/counters.html", context)


@require_POST
@at_desk(*EDITORS)
def set_open(request: DeskRequest, number: str) -> HttpResponse:
    """Open or close a counter."""
    check_edits(request)
    is_open = request.POST.get("open") == "1"

    def act() -> str:
        hall_operations.set_open(
            region_code=county_of(request),
            number=number[:12],
            is_open=is_open,
            now=moments.now(),
            actor=request.actor.account_id,
            post=request.actor.post_id,
        )
        messages.success(request, f"{number} {'已开放' if is_open else '已关闭'}。")
        return reverse("office:counters")

    return HttpResponseRedirect(act_once(request, act))


@require_safe
@at_desk(*READERS)
def offices(request: DeskRequest) -> HttpResponse:
    """The offices with their items."""
    region, today = county_of(request), moments.day_of(moments.now())
    departments = queries.items_by_department(region_code=region, on=today)
    found = offices_of(region)
    items = {department.code: len(department.items) for department in departments}
    context = {
        "shell": office_shell(request, "places"),
        "tabs": pages.place_tabs("offices"),
        "table": pages.offices_table(found, items=items),
        "count": len(found),
    }
    return render_page(request, "office/places/offices.html", context)


@require_safe
@at_desk(*READERS)
def bundles(request: DeskRequest) -> HttpResponse:
    """The bundles as they are stored."""
    found = queries.bundles(region_code=county_of(request))
    context = {
        "shell": office_shell(request, "bundles"),
        "table": pages.bundles_table(found),
        "count": len(found),
    }
    return render_page(request, "office/places/bundles.html", context)


@require_safe
@at_desk(*READERS)
def bundle(request: DeskRequest, code: str) -> HttpResponse:
    """One bundle: its items and its guiding questions."""
    found = queries.bundle(region_code=county_of(request), code=code)
    if found is None:
        raise Http404
    context = {
        "shell": office_shell(request, "bundles"),
        "bundle": found,
        "table": pages.bundle_items(found),
        "questions": pages.questions_of(found),
    }
    return render_page(request, "office/places/bundle.html", context)
