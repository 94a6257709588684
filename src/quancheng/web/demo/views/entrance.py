"""The list of demonstration accounts, and stepping up to a desk with one click."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import load_backend, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from quancheng.identity.queries import account_by_username, posts_of
from quancheng.kernel.moments import day_of, now
from quancheng.web.demo.pages.entrance import may_enter, page
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import choose_post, desk_home

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _only_in_the_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The accounts of the demonstration by desk."""
    _only_in_the_demonstration()
    return render_page(
        request, "demo/entrance/show.html", {"page": page(today=day_of(now())), "active_nav": ""}
    )


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Log in as one of the listed people and go to his desk."""
    _only_in_the_demonstration()
    username = request.POST.get("username", "")[:40]
    today = day_of(now())
    if not may_enter(username=username, today=today):
        raise Http404
    account = account_by_username(username)
    user = load_backend(BACKEND).get_user(account.id)
    login(request, user, backend=BACKEND)
    posts = posts_of(account_id=account.id, today=today)
    wanted = request.POST.get("post", "")
    if any(str(post.id) == wanted and post.usable for post in posts):
        choose_post(request, int(wanted))
    return redirect(desk_home(request))
