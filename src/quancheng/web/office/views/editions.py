"""Editions: the flow as BPMN, and the differences of any two."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from quancheng.catalogue import queries
from quancheng.kernel import moments
from quancheng.web.office.pages.differences import differences_page
from quancheng.web.office.pages.editions import period_of, state_of
from quancheng.web.office.pages.flow import flow_definition
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.roles import READERS, county_of
from quancheng.web.office.views.items import edition_named, in_force
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

BPMN = "application/xml; charset=utf-8"


@require_safe
@at_desk(*READERS)
def flow(request: DeskRequest, code: str) -> HttpResponse:
    """The BPMN 2.0 definition of an edition: the one named, or the one in force."""
    today = moments.day_of(moments.now())
    editions = queries.editions_of(region_code=county_of(request), item_code=code)
    edition = edition_named(request.GET.get("edition", ""), editions) or in_force(editions, today)
    content = queries.edition_fields(edition_id=edition.id)
    return HttpResponse(flow_definition(content["steps"]), content_type=BPMN)


@require_safe
@at_desk(*READERS)
def diff(request: DeskRequest, code: str) -> HttpResponse:
    """What differs between two editions of the item, in the words of the list."""
    today = moments.day_of(moments.now())
    editions = queries.editions_of(region_code=county_of(request), item_code=code)
    after = edition_named(request.GET.get("to", ""), editions) or editions[0]
    before = edition_named(request.GET.get("from", ""), editions) or editions[-1]
    found = queries.diff_editions(before_id=before.id, after_id=after.id)
    choices = [
        (line, f"第 {line.number} 版 · {state_of(line, today=today)[0]}") for line in editions
    ]
    context = {
        "shell": office_shell(request, "items"),
        "code": code,
        "name": after.name,
        "before": before,
        "after": after,
        "periods": (period_of(before), period_of(after)),
        "choices": choices,
        "groups": differences_page(asdict(change) for change in found.changes),
        "count": len(found.changes),
    }
    return render_page(request, "office/editions/diff.html", context)
