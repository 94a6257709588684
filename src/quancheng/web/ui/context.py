"""What the shells know without being told: ``ui`` in every template, read only when a page uses it."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from quancheng.clock import queries as clock
from quancheng.clock.engine import DayKind
from quancheng.clock.engine.calendar import UnableToBuildCalendar
from quancheng.identity.queries import PostView
from quancheng.kernel import moments
from quancheng.web.ui import posts
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.site import Site, site

LARGE_PRINT = "large"
INVENTED = "（演示）"
_DAY_WORDS = {
    DayKind.WORKING: "工作日",
    DayKind.MAKEUP: "调休上班",
    DayKind.REST: "休息日",
    DayKind.UNKNOWN: "放假安排未公布",
}
PORTAL_NAV = (
    ("home", "首页", "portal:home"),
    ("items", "找事项", "portal:items"),
    ("progress", "我的办件", "portal:progress"),
    ("book", "预约取号", "portal:book"),
    ("verify", "查验真伪", "portal:verify"),
    ("figures", "公示统计", "portal:figures"),
)


class PageFrame:
    """Site, day, person and reading preferences of one request; each part is read when it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        """Keep the request; nothing is read yet."""
        self._request = request

    @cached_property
    def site(self) -> Site:
        """Names and hours."""
        return site()

    @cached_property
    def now(self) -> datetime:
        """The moment at which the page was made."""
        return moments.now()

    @cached_property
    def today_words(self) -> str:
        """``2026年2月24日（周二）``."""
        return dates.cn_date(self.now)

    @cached_property
    def time_words(self) -> str:
        """``10:24``."""
        return dates.clock_time(self.now)

    @cached_property
    def day_words(self) -> str:
        """``工作日``, ``调休上班``, ``休息日``; empty before a calendar was imported."""
        post = self.post
        region = post.region_code if post else ""
        try:
            calendar = clock.calendar_for(region_code=region)
            return _DAY_WORDS[calendar.kind(moments.day_of(self.now))]
        except UnableToBuildCalendar:
            return ""

    @cached_property
    def is_large(self) -> bool:
        """长者模式: large print, kept in a cookie so that it works without a script."""
        return self._request.COOKIES.get(LARGE_PRINT) == "1"

    @cached_property
    def post(self) -> PostView | None:
        """The post in use."""
        return posts.post_of(self._request)

    @cached_property
    def post_words(self) -> str:
        """Where and as what the person sits, short enough for the bar: ``W06 · A 岗``."""
        post = self.post
        if post is None:
            return ""
        if post.counter:
            return f"{post.counter} · {post.rank} 岗"
        return f"{post.label} · B 岗" if post.rank == "B" else post.label

    @cached_property
    def other_posts(self) -> tuple[PostView, ...]:
        """The other posts that the person can use today."""
        return tuple(each for each in posts.posts_of(self._request) if each != self.post)

    @cached_property
    def person(self) -> str:
        """The name of the person; empty for a visitor. The bar says once that the data are invented."""
        user = self._request.user
        if not user.is_authenticated:
            return ""
        return str(getattr(user, "name", "") or user.get_username()).removesuffix(INVENTED)

    @cached_property
    def initial(self) -> str:
        """The first character of the name, for the round mark."""
        return self.person[:1]

    @cached_property
    def nav(self) -> tuple[tuple[str, str, str], ...]:
        """The tabs of the portal that exist: key, label, address."""
        found = ((key, label, _address(name)) for key, label, name in PORTAL_NAV)
        return tuple((key, label, address) for key, label, address in found if address)

    @cached_property
    def path(self) -> str:
        """The address of this page, to come back to."""
        return self._request.get_full_path()


def frame(request: HttpRequest) -> dict[str, PageFrame]:
    """The context processor: ``ui``."""
    return {"ui": PageFrame(request)}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
