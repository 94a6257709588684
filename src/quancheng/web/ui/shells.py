"""The frame around the pages of a desk: its name, its tabs, and which is open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class NavTab:
    """One tab of a desk. ``count`` is the number of things that wait there."""

    key: str
    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskShell:
    """A desk: ``desk`` is its word (窗口, 审批, 管理, 送达), ``home`` where the logo leads."""

    desk: str
    home: str
    tabs: tuple[NavTab, ...]
    active: str = ""
