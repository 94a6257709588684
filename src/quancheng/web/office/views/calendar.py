"""The calendar: what is known, notices, closures, hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.clock import operations, queries
from quancheng.clock.engine import CLOSING_TIME
from quancheng.clock.operations.watch import trust_time
from quancheng.clock.rounds import Round
from quancheng.clock.rounds import rounds as latest_rounds
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.regions import queries as regions
from quancheng.web.office.forms.calendar import ClosureForm, HoursForm
from quancheng.web.office.pages import calendar as pages
from quancheng.web.office.pages import rounds
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.roles import EDITORS, READERS, check_edits, county_of, edits
from quancheng.web.ui.components import Table
from quancheng.web.ui.pages import render_page, render_part
from quancheng.web.ui.posts import DeskRequest, at_desk

PAGE = "office/calendar/show.html"
NOTICES_SHOWN = 8
ROUNDS_READ = 40
ROUNDS_SHOWN = 5
CLOSURES_DAYS = 60
"""A closure can be taken back for so long after its day."""


@require_safe
@at_desk(*READERS)
def show(request: DeskRequest) -> HttpResponse:
    """The years known, the special days of one, the documents, the hours."""
    return render_page(request, PAGE, calendar_context(request))


def places_of(request: DeskRequest) -> list[tuple[str, str]]:
    """The county and its towns, by code."""
    county = regions.region(county_of(request))
    return [(one.code, one.name) for one in (county, *regions.towns_of(county.code))]


def calendar_context(
    request: DeskRequest, closure: ClosureForm | None = None, hours: HoursForm | None = None
) -> dict[str, Any]:
    """What the page shows, with a form that was refused in place of a blank one."""
    today = moments.day_of(moments.now())
    known = queries.known_years()
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted in {str(one) for one in known} else today.year
    region, places, done = county_of(request), places_of(request), _rounds(request)
    records = queries.calendar_rows(
        first=date(year, 1, 1), last=date(year, 12, 31), region_code=region
    )
    codes = {"", *(code for code, _ in places)}
    notices = [row for row in queries.notices() if row.region_code in codes]
    return {
        "shell": office_shell(request, "calendar"),
        "banner": pages.banner(known=known, today=today),
        "differences": pages.differences_note(queries.package_differences()),
        "known": known,
        "year": year,
        "days": pages.days_table(pages.special(records), year=year),
        "notices": pages.notices_table(
            notices if "all" in request.GET else notices[:NOTICES_SHOWN], regions=dict(places)
        ),
        "older": 0 if "all" in request.GET else max(0, len(notices) - NOTICES_SHOWN),
        "hours": pages.hours_table(queries.hours_of(region_code=region), closing=CLOSING_TIME),
        "closure_form": closure or ClosureForm(regions=places, initial={"region": region}),
        "hours_form": hours or HoursForm(),
        "edits": edits(request),
        "closures": _closures(request, dict(places), since=today - timedelta(days=CLOSURES_DAYS)),
        "progress": rounds.progress_of(done),
        "rounds": rounds.rounds_table(done[:ROUNDS_SHOWN]),
    }


def _closures(request: DeskRequest, places: dict[str, str], *, since: date) -> Table | None:
    """The closures of the county and its towns, or nothing."""
    found = queries.closures(region_codes=tuple(places), since=since)
    rows = [
        (
            one.day,
            places[one.region_code],
            one.name,
            one.notice,
            rounds.lift_address(region_code=one.region_code, day=one.day),
        )
        for one in found
    ]
    return rounds.closures_table(rows, edits=edits(request)) if rows else None


@never_cache
@require_safe
@at_desk(*READERS)
def progress(request: DeskRequest) -> HttpResponse:
    """How far the round is, asked for every second; when it is over, the whole page again."""
    shown = rounds.progress_of(_rounds(request))
    if shown is not None:
        return render_part(request, PAGE, "round", {"progress": shown})
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("office:calendar")
    return response


def _rounds(request: DeskRequest) -> list[Round]:
    """The latest rounds that concern the county."""
    codes = {"", *(code for code, _ in places_of(request))}
    return [one for one in latest_rounds(limit=ROUNDS_READ) if one.region_code in codes]


@require_POST
@at_desk(*EDITORS)
def trust(request: DeskRequest) -> HttpResponse:
    """Say that the machine's time is right, though it was later before."""
    check_edits(request)
    actor = request.actor
    done = trust_time(now=moments.now(), by=actor.name, actor=actor.account_id, post=actor.post_id)
    words = "已确认，时限继续检查。" if done else "系统时间没有问题，不用确认。"
    messages.success(request, words)
    return HttpResponseRedirect(reverse("office:home"))


@require_POST
@at_desk(*EDITORS)
def hours(request: DeskRequest) -> HttpResponse:
    """Set the hours of the county's centre on a weekday."""
    check_edits(request)
    form = HoursForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.set_hours(
                region_code=county_of(request),
                weekday=int(given["weekday"]),
                opens=given["opens"],
                closes=given["closes"],
            )
        except UnableTo as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "办公时间已改。")
            return HttpResponseRedirect(reverse("office:calendar"))
    return render_page(request, PAGE, calendar_context(request, hours=form), status=422)
