"""Log-in safety: second factor, and the places where one is logged in."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.identity.rules import needs_second_factor
from quancheng.kernel import moments
from quancheng.web.account.pages import security as pages
from quancheng.web.account.pages.shell import own_shell
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import posts_of


@never_cache
@require_safe
@login_required
def show(request: HttpRequest) -> HttpResponse:
    """How this account is kept safe."""
    sessions = UserSession.objects.purge_and_list(request.user)
    sessions.sort(key=lambda session: session.created_at, reverse=True)
    page = pages.security_page(
        username=request.user.get_username(),
        name=str(getattr(request.user, "name", "")),
        has_second_factor=is_mfa_enabled(request.user),
        must_have=any(needs_second_factor(post.role) for post in posts_of(request)),
        sessions=sessions,
        this_key=request.session.session_key or "",
        now=moments.now(),
    )
    context = {"shell": own_shell(request, "security"), "page": page}
    return render_page(request, "account/security/show.html", context)


@require_POST
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Log out everywhere else, or at one place that is named."""
    named = request.POST.get("session", "")
    others = UserSession.objects.filter(user_id=request.user.pk)
    others = others.exclude(session_key=request.session.session_key)
    if named.isascii() and named.isdigit():
        others = others.filter(pk=int(named[:18]))
    count = 0
    for session in others:
        session.end()
        count += 1
    messages.success(request, f"已退出 {count} 处登录。" if count else "没有其他登录需要退出。")
    return HttpResponseRedirect(reverse("account:security"))
