"""The desk's first page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from quancheng.cases.queries.deemed import count_open_deemed
from quancheng.cases.queries.open_cases import count_provisional
from quancheng.catalogue import queries
from quancheng.catalogue.queries import ItemFilters, ItemScope
from quancheng.clock.queries import known_years
from quancheng.clock.rounds import watch
from quancheng.hall.queries import counters_of
from quancheng.identity.queries import offices_of
from quancheng.kernel import moments
from quancheng.notices.queries import failed_messages
from quancheng.web.office.inbox import folders
from quancheng.web.office.pages import home as pages
from quancheng.web.office.pages.calendar import banner
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.pages.rounds import time_note
from quancheng.web.office.reading import items_with_warnings
from quancheng.web.office.roles import READERS, county_of, edits
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


@require_safe
@at_desk(*READERS)
def home(request: DeskRequest) -> HttpResponse:
    """What needs attention, and what the centre has."""
    region, today = county_of(request), moments.day_of(moments.now())
    years = known_years()
    counters = counters_of(region_code=region)
    runs = queries.import_runs(region_code=region, limit=1)
    run = runs[0] if runs else None
    found = pages.matters(
        drafts=_count(region, "draft"),
        warned=len(items_with_warnings(region_code=region, on=today)),
        failed=len(failed_messages(scope=request.scope)),
        uploads=folders.latest(region_code=region) if edits(request) else (),
        run=run,
        deemed=count_open_deemed(scope=request.scope),
    )
    context = {
        "shell": office_shell(request, "home"),
        "banner": banner(
            known=years,
            today=today,
            provisional=count_provisional(region_codes=(region,)),
        ),
        "time_note": time_note(watch()),
        "matters": pages.matters_table(found),
        "count": len(found),
        "stats": pages.home_stats(
            items=_count(region, "in_force"),
            offices=len(offices_of(region)),
            counters=(sum(1 for one in counters if one.is_open), len(counters)),
            years=years,
        ),
        "run_words": pages.run_words(run),
        "edits": edits(request),
    }
    return render_page(request, "office/home/home.html", context)


def _count(region: str, status: str) -> int:
    """How many items have this status."""
    return queries.list_items(
        scope=ItemScope(region_codes=(region,)),
        filters=ItemFilters(status=status),
        on=moments.day_of(moments.now()),
        size=1,
    ).total
