"""Absences: one's own, and those of the colleagues one answers for."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.identity import operations, queries
from quancheng.identity.queries import PostView
from quancheng.identity.rules import Role
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.web.account.forms.absence import AbsenceForm
from quancheng.web.account.pages import absence as pages
from quancheng.web.account.pages.shell import own_shell
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk
from quancheng.web.ui.presenters import dates

DIGITS_OF_A_POST = 18


def _posts(request: DeskRequest) -> list[PostView]:
    """The A posts for which the person may enter an absence, his own first."""
    today = moments.day_of(moments.now())
    own = queries.posts_of(account_id=request.actor.account_id, today=today)
    posts = {post.id: post for post in own if post.rank == "A"}
    if request.actor.role in {Role.HEAD, Role.APPROVER}:
        office = queries.staff_of(request.scope, today=today, rank="A")
        posts |= {post.id: post for post in office if post.id not in posts}
    wanted = request.GET.get("post", "")
    if request.actor.role is Role.ADMINISTRATOR and _is_number(wanted):
        post = queries.post_by_id(post_id=int(wanted), scope=request.scope, today=today)
        posts |= {post.id: post} if post.rank == "A" else {}
    return list(posts.values())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS_OF_A_POST


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk()
def show(request: DeskRequest) -> HttpResponse:
    """The absences that are not over, and the form for another."""
    posts = _posts(request)
    form = AbsenceForm(
        request.POST or None, posts=posts, initial={"post": request.GET.get("post", "")}
    )
    if request.method == "POST" and form.is_valid() and _enter(request, form):
        return HttpResponseRedirect(request.get_full_path())
    today = moments.day_of(moments.now())
    absences = queries.absences_of(post_ids=[post.id for post in posts], today=today)
    deputies = queries.deputies_by_post(
        post_ids=[absence.post_id for absence in absences], today=today
    )
    page = pages.absence_page(absences=absences, deputies=deputies, today=today)
    context = {"shell": own_shell(request, "absence"), "page": page, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "account/absence/list.html", context, status=status)


def _enter(request: DeskRequest, form: AbsenceForm) -> bool:
    given, now = form.cleaned_data, moments.now()
    try:
        operations.enter_absence(
            actor=request.actor,
            post_id=int(given["post"]),
            from_day=given["from_day"],
            to_day=given["to_day"],
            reason=given["reason"],
            now=now,
        )
    except UnableTo as error:
        form.add_error(None, error.sentence)
        return False
    deputies = queries.deputies_of(post_id=int(given["post"]), today=moments.day_of(now))
    sentence, covered = pages.entered_sentence(
        days=dates.period(given["from_day"], given["to_day"]), deputies=deputies
    )
    (messages.success if covered else messages.warning)(request, sentence)
    return True


@require_POST
@at_desk()
def end(request: DeskRequest, absence_id: int) -> HttpResponse:
    """The person is back: yesterday was the last day; one that has not begun is taken back."""
    now = moments.now()
    operations.end_absence(
        actor=request.actor,
        absence_id=absence_id,
        last_day=moments.day_of(now) - timedelta(days=1),
        now=now,
    )
    messages.success(request, "已结束请假，待办回到本人。")
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    post = request.POST.get("from_post", "")
    return (
        reverse("staff:post", args=[int(post)]) if _is_number(post) else reverse("account:absence")
    )
