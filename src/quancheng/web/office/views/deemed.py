"""The cases that silence accepted, for those who look after the counters."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from quancheng.cases.queries.deemed import deemed
from quancheng.web.office.pages import deemed as pages
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.reading import page_number
from quancheng.web.office.roles import READERS, county_of
from quancheng.web.ui.components import Pager
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


@require_safe
@at_desk(*READERS)
def listing(request: DeskRequest) -> HttpResponse:
    """Every case accepted by silence, the latest first, with the counter that was responsible."""
    found = deemed(scope=request.scope, number=page_number(request), size=pages.PAGE)
    context = {
        "shell": office_shell(request, "home"),
        "table": pages.deemed_table(found.lines, region_code=county_of(request)),
        "pager": Pager.of(request, number=found.number, size=found.size, total=found.total),
        "total": found.total,
    }
    return render_page(request, "office/deemed/list.html", context)
