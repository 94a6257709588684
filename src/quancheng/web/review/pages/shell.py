"""The frame of the desk, and who sits there."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from quancheng.identity.rules import Role
from quancheng.web.ui.shells import DeskShell, NavTab

OFFICE = (Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.HEAD)
"""Who works here."""
READERS = (*OFFICE, Role.SUPERVISOR, Role.ADMINISTRATOR)
"""Who may read a case here, within his scope."""


def shell(active: str, *, waiting: int | None = None, role: Role | None = None) -> DeskShell:
    """The frame with the tab ``active``; ``waiting`` tasks are told on the first tab.

    A head also finds how fast his office works.
    """
    tabs = (
        NavTab(key="tasks", label="待办", url=reverse("review:home"), count=waiting),
        NavTab(key="reception", label="待受理", url=reverse("review:reception")),
        NavTab(key="above", label="上报", url=reverse("review:above")),
        NavTab(key="done", label="已办", url=reverse("review:done")),
        NavTab(key="absence", label="委托代办", url=reverse("account:absence")),
        *(_heads_tabs() if role is Role.HEAD else ()),
    )
    return DeskShell(desk="审批", home=reverse("review:home"), tabs=tabs, active=active)


def _heads_tabs() -> tuple[NavTab, ...]:
    """The page of the office desk that a head may open; none where the site does not have it."""
    try:
        address = reverse("office:compression")
    except NoReverseMatch:
        return ()
    return (NavTab(key="compression", label="压缩率", url=address),)
