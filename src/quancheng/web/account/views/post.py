"""One's own posts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from quancheng.identity import queries as identity
from quancheng.kernel import moments
from quancheng.web.account.pages import post as pages
from quancheng.web.account.pages.shell import own_shell
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import post_of


@require_safe
@login_required
def show(request: HttpRequest) -> HttpResponse:
    """All posts of the person, also those that cannot be used today, and why."""
    today = moments.day_of(moments.now())
    current = post_of(request)
    page = pages.posts_page(
        posts=identity.posts_of(account_id=int(request.user.pk or 0), today=today),
        current=current.id if current else None,
        today=today,
    )
    context = {"shell": own_shell(request, "post"), "page": page}
    return render_page(request, "account/post/list.html", context)
