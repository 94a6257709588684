"""The lists of the desk."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.kernel import moments
from quancheng.web.review.forms.filters import asked, page_in
from quancheng.web.review.pages import tasks as pages
from quancheng.web.review.pages.above import awaited_page
from quancheng.web.review.pages.asked import asked_of
from quancheng.web.review.pages.shell import OFFICE, shell
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


@never_cache
@require_safe
@at_desk(*OFFICE)
def listing(request: DeskRequest) -> HttpResponse:
    """待办 in order of urgency; a scanned number opens its case."""
    now = moments.now()
    wanted = asked(request.GET, today=moments.day_of(now))
    page = pages.tasks_page(
        request, actor=request.actor, scope=request.scope, asked=wanted, now=now
    )
    if page.scanned:
        return HttpResponseRedirect(reverse("review:case", args=[page.scanned]))
    context = {
        "shell": shell("tasks", waiting=page.total, role=request.actor.role),
        "page": page,
        "asked": asked_of(actor=request.actor, scope=request.scope),
    }
    return render_page(request, "review/tasks/list.html", context)


@never_cache
@require_safe
@at_desk(*OFFICE)
def reception(request: DeskRequest) -> HttpResponse:
    """待受理: received cases of the office that wait at the counter."""
    now = moments.now()
    wanted = asked(request.GET, today=moments.day_of(now))
    page = pages.reception_page(request, scope=request.scope, asked=wanted, now=now)
    context = {"shell": shell("reception", role=request.actor.role), "page": page}
    return render_page(request, "review/tasks/plain.html", context)


@never_cache
@require_safe
@at_desk(*OFFICE)
def above(request: DeskRequest) -> HttpResponse:
    """上报待回复: what superior organs have, the longest awaited first."""
    now = moments.now()
    wanted = asked(request.GET, today=moments.day_of(now))
    page = awaited_page(scope=request.scope, words=wanted.filters.words, now=now)
    context = {"shell": shell("above"), "page": page}
    return render_page(request, "review/tasks/above.html", context)


@never_cache
@require_safe
@at_desk(*OFFICE)
def done(request: DeskRequest) -> HttpResponse:
    """已办, latest first."""
    page = pages.done_page(
        request, actor=request.actor, number=page_in(request.GET), now=moments.now()
    )
    return render_page(
        request,
        "review/tasks/plain.html",
        {"shell": shell("done", role=request.actor.role), "page": page},
    )
