"""The calendar: what is known, notices, closures, hours."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.clock import operations, queries
from quancheng.clock.engine import CLOSING_TIME
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.regions import queries as regions
from quancheng.web.office.forms.calendar import (
    ClosureForm,
    HoursForm,
    NoticeForm,
    lines_from_rows,
)
from quancheng.web.office.once import act_once
from quancheng.web.office.pages import calendar as pages
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.roles import EDITORS, READERS, check_edits, county_of, edits
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

PAGE = "office/calendar/show.html"
NOTICES_SHOWN = 8


@require_safe
@at_desk(*READERS)
def show(request: DeskRequest) -> HttpResponse:
    """The years known, the special days of one, the documents, the hours."""
    return render_page(request, PAGE, _context(request))


def _places(request: DeskRequest) -> list[tuple[str, str]]:
    county = regions.region(county_of(request))
    return [(one.code, one.name) for one in (county, *regions.towns_of(county.code))]


def _context(
    request: DeskRequest, closure: ClosureForm | None = None, hours: HoursForm | None = None
) -> dict[str, Any]:
    today = moments.day_of(moments.now())
    known = queries.known_years()
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted in {str(one) for one in known} else today.year
    region, places = county_of(request), _places(request)
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
    }


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(*EDITORS)
def notice(request: DeskRequest) -> HttpResponse:
    """Enter a notice: first what it would change, then the import."""
    check_edits(request)
    today = moments.day_of(moments.now())
    form = NoticeForm(initial={"year": today.year + 1})
    preview = None
    if request.method == "POST":
        form = NoticeForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                if request.POST.get("do") == "import":
                    return HttpResponseRedirect(act_once(request, lambda: _import(request, form)))
                preview = operations.preview_notice(**_settles(form))
                form = _reread(form)
            except UnableTo as error:
                form.add_error(None, error.sentence)
    context = {
        "shell": office_shell(request, "calendar"),
        "form": form,
        "preview": pages.preview_table(preview) if preview else None,
        "words": pages.preview_words(preview) if preview else "",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render_page(request, "office/calendar/notice.html", context, status=status)


def _settles(form: NoticeForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {"rows": given["rows"], "years": [given["year"]]}


def _reread(form: NoticeForm) -> NoticeForm:
    """The same form with the days of the file typed in, so that they can be seen and changed."""
    given = form.cleaned_data
    names = ("title", "number", "issued_on", "year")
    data = {name: given[name] or "" for name in names}
    return NoticeForm(initial=data | {"days": lines_from_rows(given["rows"])})


def _import(request: DeskRequest, form: NoticeForm) -> str:
    given = form.cleaned_data
    done = operations.import_notice(
        number=given["number"],
        title=given["title"],
        issued_on=given["issued_on"],
        by=request.actor.name,
        now=moments.now(),
        actor=request.actor.account_id,
        post=request.actor.post_id,
        **_settles(form),
    )
    words = (
        f"已导入，{len(done.changed)} 天有变化。"
        if done.changed
        else "日历里已经是这样，没有变化。"
    )
    messages.success(request, words)
    return f"{reverse('office:calendar')}?year={given['year']}"


@require_POST
@at_desk(*EDITORS)
def closure(request: DeskRequest) -> HttpResponse:
    """Close a centre on a working day."""
    check_edits(request)
    form = ClosureForm(request.POST, regions=_places(request))
    if form.is_valid():
        try:
            return HttpResponseRedirect(act_once(request, lambda: _close(request, form)))
        except UnableTo as error:
            form.add_error(None, error.sentence)
    return render_page(request, PAGE, _context(request, closure=form), status=422)


def _close(request: DeskRequest, form: ClosureForm) -> str:
    given = form.cleaned_data
    operations.declare_closure(
        region_code=given["region"],
        day=given["day"],
        reason=given["reason"],
        number=given["number"],
        by=request.actor.name,
        now=moments.now(),
        actor=request.actor.account_id,
        post=request.actor.post_id,
    )
    messages.success(request, "已登记停办，这一天不再算工作日。")
    return reverse("office:calendar")


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
    return render_page(request, PAGE, _context(request, hours=form), status=422)
