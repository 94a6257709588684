"""Changing the calendar: first what it would change and whom it concerns, then the change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.clock import operations
from quancheng.clock.queries import Supposed
from quancheng.journeys import change_calendar as journey
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.web.office.forms.calendar import ClosureForm, NoticeForm, lines_from_rows
from quancheng.web.office.once import act_once
from quancheng.web.office.pages import calendar as pages
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.pages.rounds import EffectsPage, effects_page, page_asked
from quancheng.web.office.roles import EDITORS, check_edits, county_of
from quancheng.web.office.views.calendar import PAGE, calendar_context, places_of
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

_RECOMPUTING = "在办件的期限正在后台重算。"


def _effects(request: DeskRequest, supposed: Supposed) -> EffectsPage:
    """What the change does to the open cases of the county."""
    found = journey.effects(
        supposed=supposed,
        region_codes=(county_of(request),),
        today=moments.day_of(moments.now()),
    )
    return effects_page(found, number=page_asked(request.POST.get("page", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(*EDITORS)
def notice(request: DeskRequest) -> HttpResponse:
    """Enter a notice: first what it would change, then the import."""
    check_edits(request)
    today = moments.day_of(moments.now())
    form = NoticeForm(initial={"year": today.year + 1})
    preview = shown = None
    if request.method == "POST":
        form = NoticeForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                if request.POST.get("do") == "import":
                    return HttpResponseRedirect(act_once(request, lambda: _import(request, form)))
                preview = operations.preview_notice(**_settles(form))
                shown = _effects(request, journey.notice_supposed(preview))
                form = _reread(form)
            except UnableTo as error:
                form.add_error(None, error.sentence)
    context = {
        "shell": office_shell(request, "calendar"),
        "form": form,
        "preview": pages.preview_table(preview) if preview else None,
        "words": pages.preview_words(preview) if preview else "",
        "effects": shown,
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
    done = journey.import_notice(
        actor=request.actor,
        now=moments.now(),
        number=given["number"],
        title=given["title"],
        issued_on=given["issued_on"],
        **_settles(form),
    )
    words = (
        f"已导入，{len(done.changed)} 天有变化。{_RECOMPUTING}"
        if done.changed
        else "日历里已经是这样，没有变化。"
    )
    messages.success(request, words)
    return f"{reverse('office:calendar')}?year={given['year']}"


Change = Callable[..., None]


def _place_and_day(form: ClosureForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {"region_code": given["region"], "day": given["day"]}


def _carry_out(request: DeskRequest, form: ClosureForm, *, change: Change, words: str) -> str:
    given = form.cleaned_data
    change(
        actor=request.actor,
        now=moments.now(),
        reason=given["reason"],
        number=given["number"],
        **_place_and_day(form),
    )
    messages.success(request, f"{words}{_RECOMPUTING}")
    return reverse("office:calendar")


def _asked(
    request: DeskRequest, form: ClosureForm, *, title: str, button: str, effects: EffectsPage | None
) -> HttpResponse:
    """The page that shows what follows before it is done."""
    context = {
        "shell": office_shell(request, "calendar"),
        "form": form,
        "title": title,
        "button": button,
        "effects": effects,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render_page(request, "office/calendar/change.html", context, status=status)


@require_POST
@at_desk(*EDITORS)
def closure(request: DeskRequest) -> HttpResponse:
    """Close a centre on a working day: first what follows, then the closure."""
    check_edits(request)
    form = ClosureForm(request.POST, regions=places_of(request))
    if form.is_valid():
        try:
            if request.POST.get("do") == "preview":
                shown = _effects(request, journey.closure_supposed(**_place_and_day(form)))
                return _asked(request, form, title="登记停办", button="确认停办", effects=shown)
            words = "已登记停办，这一天不再算工作日。"
            return HttpResponseRedirect(
                act_once(
                    request,
                    lambda: _carry_out(request, form, change=journey.declare_closure, words=words),
                )
            )
        except UnableTo as error:
            form.add_error(None, error.sentence)
    return render_page(request, PAGE, calendar_context(request, closure=form), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(*EDITORS)
def lift(request: DeskRequest) -> HttpResponse:
    """Take a closure back: first what follows, then the lifting."""
    check_edits(request)
    regions, shown = places_of(request), None
    initial = {name: request.GET.get(name, "").replace("\x00", "") for name in ("region", "day")}
    form = ClosureForm(initial=initial, regions=regions, lifting=True)
    if request.method == "POST":
        form = ClosureForm(request.POST, regions=regions, lifting=True)
        if form.is_valid():
            try:
                if request.POST.get("do") != "preview":
                    return HttpResponseRedirect(act_once(request, lambda: _lift(request, form)))
                shown = _effects(request, journey.lifting_supposed(**_place_and_day(form)))
            except UnableTo as error:
                form.add_error(None, error.sentence)
    return _asked(request, form, title="取消停办", button="确认取消停办", effects=shown)


def _lift(request: DeskRequest, form: ClosureForm) -> str:
    words = "已取消停办，这一天照日历办公。"
    return _carry_out(request, form, change=journey.lift_closure, words=words)
