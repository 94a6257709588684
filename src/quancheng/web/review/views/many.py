"""The same act on several like cases."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from quancheng.cases.queries.review import tasks_chosen
from quancheng.cases.rules.views import CaseLine
from quancheng.journeys import many_at_once
from quancheng.journeys.decide import GRANTED
from quancheng.kernel import moments
from quancheng.web.review.forms.many import tasks_in
from quancheng.web.review.pages import many as pages
from quancheng.web.review.pages.shell import OFFICE, shell
from quancheng.web.review.views.showing import doing_of
from quancheng.web.review.views.verdict import signs
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


def _ask(request: DeskRequest, page: pages.ManyPage, *, status: int = 200) -> HttpResponse:
    context = {"shell": shell("tasks"), "page": page}
    return render_page(request, "review/many/ask.html", context, status=status)


def _told(request: DeskRequest, page: pages.ToldPage) -> HttpResponse:
    return render_page(request, "review/many/told.html", {"shell": shell("tasks"), "page": page})


@never_cache
@require_safe
@at_desk(*OFFICE)
def ask(request: DeskRequest) -> HttpResponse:
    """Show the ticked cases and ask for the opinion, or for the colleague."""
    lines = tasks_chosen(actor=request.actor, task_ids=tasks_in(request.GET))
    many_at_once.check_alike(lines)
    today = moments.day_of(moments.now())
    if request.GET.get("do") == "transfer":
        handing = pages.transfer_form(actor=request.actor, lines=lines, today=today, data=None)
        page = pages.transfer_page(actor=request.actor, lines=lines, form=handing, today=today)
    else:
        many_at_once.check_opinion_alike(lines)
        form = pages.opinion_form(actor=request.actor, lines=lines, data=None)
        page = pages.opinion_page(actor=request.actor, lines=lines, form=form, today=today)
    return _ask(request, page)


@never_cache
@require_POST
@sensitive_post_parameters("signature")
@at_desk(*OFFICE)
@reauthentication_required(enabled=signs)  # type: ignore[untyped-decorator]
def opinion(request: DeskRequest) -> HttpResponse:
    """The same opinion on every chosen case, each by itself."""
    lines = tasks_chosen(actor=request.actor, task_ids=tasks_in(request.POST))
    many_at_once.check_opinion_alike(lines)
    form = pages.opinion_form(actor=request.actor, lines=lines, data=request.POST)
    doing = doing_of(request)
    if not form.is_valid():
        page = pages.opinion_page(actor=request.actor, lines=lines, form=form, today=doing.today)
        return _ask(request, page, status=422)
    given = form.cleaned_data
    if given["verdict"] == GRANTED:
        told = many_at_once.grant(
            doing=doing, lines=lines, reason=given["reason"], signature=given["signature"]
        )
        return _told(request, pages.told_page(told, done="已准予"))
    told = many_at_once.give_opinions(
        doing=doing, lines=lines, opinion=given["verdict"], reason=given["reason"]
    )
    return _told(request, pages.told_page(told, done="意见已提交"))


@never_cache
@require_POST
@at_desk(*OFFICE)
def transfer(request: DeskRequest) -> HttpResponse:
    """Every chosen task to the same colleague."""
    lines: tuple[CaseLine, ...] = tasks_chosen(actor=request.actor, task_ids=tasks_in(request.POST))
    many_at_once.check_alike(lines)
    doing = doing_of(request)
    form = pages.transfer_form(
        actor=request.actor, lines=lines, today=doing.today, data=request.POST
    )
    if not form.is_valid():
        page = pages.transfer_page(actor=request.actor, lines=lines, form=form, today=doing.today)
        return _ask(request, page, status=422)
    told = many_at_once.transfer(
        doing=doing,
        lines=lines,
        to_post=int(form.cleaned_data["to_post"]),
        reason=form.cleaned_data["reason"],
    )
    return _told(request, pages.told_page(told, done="已转走"))
