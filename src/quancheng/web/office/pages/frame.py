"""The shell of the desk."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from quancheng.identity.rules import Role
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.shells import DeskShell, NavTab

_TABS = (
    ("home", "今天", "office:home"),
    ("items", "事项", "office:items"),
    ("imports", "导入导出", "office:imports"),
    ("calendar", "日历", "office:calendar"),
    ("places", "窗口部门", "office:counters"),
    ("bundles", "一件事", "office:bundles"),
    ("compression", "压缩率", "office:compression"),
    ("renewals", "到期延续", "office:renewals"),
)
_HEADS_TABS = (
    ("tasks", "待办", "review:home"),
    ("compression", "压缩率", "office:compression"),
)
_STAFF = ("staff", "人员", "staff:list")


def office_shell(request: DeskRequest, active: str) -> DeskShell:
    """Header of a page of this desk."""
    is_head = request.actor.role is Role.HEAD
    shown = [*(_HEADS_TABS if is_head else _TABS)]
    if request.actor.role not in (Role.CITY_VIEWER, Role.HEAD):
        shown.append(_STAFF)
    tabs = []
    for key, label, name in shown:
        try:
            tabs.append(NavTab(key=key, label=label, url=reverse(name)))
        except NoReverseMatch:
            continue
    home = tabs[0].url if is_head and tabs else reverse("office:home")
    return DeskShell(desk="管理", home=home, tabs=tuple(tabs), active=active)
