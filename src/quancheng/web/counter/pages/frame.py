"""The shell of the desk: its tabs with what waits behind each."""

from __future__ import annotations

from django.urls import reverse

from quancheng.cases.queries.counter import Waiting, waiting
from quancheng.identity.rules import Role
from quancheng.kernel import moments
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.shells import DeskShell, NavTab


def waiting_for(request: DeskRequest) -> Waiting:
    """What waits for this post, in one query."""
    actor = request.actor
    counter = actor.counter if actor.role is Role.COUNTER else ""
    today = moments.day_of(moments.now())
    return waiting(scope=request.scope, counter=counter, today=today)


def _hands_over(request: DeskRequest) -> bool:
    return request.actor.role is not Role.COUNTER or request.actor.town is not None


def desk_shell(request: DeskRequest, active: str, counts: Waiting | None = None) -> DeskShell:
    """Header of a page of this desk."""
    counts = counts or waiting_for(request)
    tabs = [
        NavTab(
            key="received", label="待受理", url=reverse("counter:received"), count=counts.received
        ),
        NavTab(
            key="correcting",
            label="待补正",
            url=reverse("counter:correcting"),
            count=counts.correcting,
        ),
        NavTab(key="today", label="我的今天", url=reverse("counter:today")),
    ]
    home = NavTab(key="home", label="收件", url=reverse("counter:home"))
    deliveries = NavTab(
        key="deliveries",
        label="待送达",
        url=reverse("counter:deliveries"),
        count=counts.delivering,
    )
    messages = NavTab(key="messages", label="未送达通知", url=reverse("counter:messages"))
    search = NavTab(key="search", label="查件", url=reverse("counter:search"))
    if request.actor.role is Role.DELIVERY:
        shown = [deliveries, search, messages]
        return DeskShell(desk="送达窗口", home=deliveries.url, tabs=tuple(shown), active=active)
    shown = [home, *tabs[:2], *([deliveries] if _hands_over(request) else []), tabs[2]]
    return DeskShell(desk="窗口", home=home.url, tabs=(*shown, search, messages), active=active)
