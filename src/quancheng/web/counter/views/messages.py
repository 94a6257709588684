"""Notices that reached nobody."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel import moments
from quancheng.notices import outbox
from quancheng.web.counter.pages.messages import messages_page
from quancheng.web.counter.roles import DELIVERY, READERS
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


@at_desk(*READERS)
@never_cache
@require_safe
def failed(request: DeskRequest) -> HttpResponse:
    """The list."""
    page = messages_page(request)
    return render_page(request, "counter/messages.html", {"page": page, "shell": page.shell})


def _back(request: DeskRequest, *, done: bool, words: str) -> HttpResponse:
    if done:
        flash.success(request, words)
    elif request.method == "POST":
        flash.warning(request, "这条通知已经有人处理了。")
    return HttpResponseRedirect(reverse("counter:messages"))


@at_desk(*DELIVERY)
@require_http_methods(["GET", "POST"])
def again(request: DeskRequest, message_id: int) -> HttpResponse:
    """Put a notice back into the outbox."""
    done = request.method == "POST" and outbox.try_again(
        message_id=message_id,
        region_codes=request.scope.counties,
        town=request.scope.town,
        now=moments.now(),
    )
    return _back(request, done=done, words="已放回发送队列，马上重发。")


@at_desk(*DELIVERY)
@require_http_methods(["GET", "POST"])
def told(request: DeskRequest, message_id: int) -> HttpResponse:
    """Take a notice off the list: the applicant was told in another way."""
    how = request.POST.get("how", "").replace("\x00", "").strip()[:100] or "电话或当面"
    done = request.method == "POST" and outbox.drop(
        message_id=message_id,
        region_codes=request.scope.counties,
        town=request.scope.town,
        reason=f"已另行告知：{how}（{request.actor.name}）",
    )
    return _back(request, done=done, words="已记下另行告知。")
