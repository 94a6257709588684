"""The frames of the two parts: one's own account, and the staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from quancheng.identity.rules import Role
from quancheng.web.ui.posts import desk_home, post_of
from quancheng.web.ui.shells import DeskShell, NavTab

READERS_OF_STAFF = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.HEAD, Role.APPROVER)


def own_shell(request: HttpRequest, active: str) -> DeskShell:
    """The frame around a person's own pages."""
    tabs = [
        NavTab(key="desk", label="工作台", url=desk_home(request)),
        NavTab(key="post", label="岗位", url=reverse("account:post")),
    ]
    if post_of(request) is not None:
        tabs.append(NavTab(key="absence", label="请假", url=reverse("account:absence")))
    tabs.append(NavTab(key="security", label="登录安全", url=reverse("account:security")))
    return DeskShell(desk="账号", home=desk_home(request), tabs=tuple(tabs), active=active)


def staff_shell(request: HttpRequest, active: str) -> DeskShell:
    """The frame around the pages on the staff."""
    tabs = [
        NavTab(key="desk", label="工作台", url=desk_home(request)),
        NavTab(key="list", label="人员岗位", url=reverse("staff:list")),
    ]
    post = post_of(request)
    if post is not None and post.role is Role.ADMINISTRATOR:
        tabs.append(NavTab(key="appoint", label="任命岗位", url=reverse("staff:appoint")))
        tabs.append(NavTab(key="register", label="登记人员", url=reverse("staff:register")))
    return DeskShell(desk="人员", home=desk_home(request), tabs=tuple(tabs), active=active)
