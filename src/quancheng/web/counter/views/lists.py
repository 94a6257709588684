"""The lists of the counter."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.journeys.prepare.items import scanned_case
from quancheng.kernel import moments
from quancheng.web.counter.pages import lists as pages
from quancheng.web.counter.pages.drafts import drafts_page
from quancheng.web.counter.pages.filters import words_of
from quancheng.web.counter.pages.lists import ListPage
from quancheng.web.counter.roles import COUNTER, READERS
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


def _answer(request: DeskRequest, page: ListPage) -> HttpResponse:
    return render_page(request, "counter/list.html", {"page": page, "shell": page.shell})


@at_desk(*READERS)
@never_cache
@require_safe
def received(request: DeskRequest) -> HttpResponse:
    """待受理."""
    return _answer(request, pages.received_page(request, now=moments.now()))


@at_desk(*READERS)
@never_cache
@require_safe
def correcting(request: DeskRequest) -> HttpResponse:
    """待补正."""
    return _answer(request, pages.correcting_page(request, now=moments.now()))


@at_desk(*READERS)
@never_cache
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    """我的今天."""
    return _answer(request, pages.today_page(request, now=moments.now()))


@at_desk(*COUNTER)
@never_cache
@require_safe
def drafts(request: DeskRequest) -> HttpResponse:
    """草稿."""
    return _answer(request, drafts_page(request, now=moments.now()))


@at_desk(*READERS)
@never_cache
@require_safe
def search(request: DeskRequest) -> HttpResponse:
    """查件; a whole code opens the case at once."""
    number = scanned_case(scope=request.scope, code=words_of(request))
    if number:
        return HttpResponseRedirect(reverse("counter:case", args=[number]))
    return _answer(request, pages.search_page(request, now=moments.now()))
