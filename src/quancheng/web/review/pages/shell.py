"""The frame of the desk, and who sits there."""

from __future__ import annotations

from django.urls import reverse

from quancheng.identity.rules import Role
from quancheng.web.ui.shells import DeskShell, NavTab

OFFICE = (Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.HEAD)
"""Who works here."""
READERS = (*OFFICE, Role.SUPERVISOR, Role.ADMINISTRATOR)
"""Who may read a case here, within his scope."""


def shell(active: str, *, waiting: int | None = None) -> DeskShell:
    """The frame with the tab ``active``; ``waiting`` tasks are told on the first tab."""
    tabs = (
        NavTab(key="tasks", label="待办", url=reverse("review:home"), count=waiting),
        NavTab(key="reception", label="待受理", url=reverse("review:reception")),
        NavTab(key="above", label="上报", url=reverse("review:above")),
        NavTab(key="done", label="已办", url=reverse("review:done")),
        NavTab(key="absence", label="委托代办", url=reverse("account:absence")),
    )
    return DeskShell(desk="审批", home=reverse("review:home"), tabs=tabs, active=active)
