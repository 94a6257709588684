"""页签 and 功能键: moving about, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from quancheng.web.ui.components.component import Component


@dataclass(frozen=True, kw_only=True, slots=True)
class Tab:
    """One tab: a link with an optional count."""

    label: str
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tabs(Component):
    """A segmented control of links; the state stays in the address."""

    template_name: ClassVar[str] = "ui/components/tabs.html"

    label: str
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """One function key. With ``url`` a link, else a button of ``form`` with ``name`` and ``value``.

    ``act`` is the value of ``data-act`` for the desk's own script. A key that cannot be used yet is greyed
    out (``aria-disabled``), never hidden.
    """

    key: str
    label: str
    url: str = ""
    form: str = ""
    name: str = ""
    value: str = ""
    act: str = ""
    primary: bool = False
    disabled: bool = False

    @property
    def kind(self) -> str:
        """Type of the button: submits when it belongs to a form."""
        return "submit" if self.form else "button"


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys(Component):
    """The function-key bar at the bottom of the counter."""

    template_name: ClassVar[str] = "ui/components/keys.html"

    keys: tuple[Key, ...]
    label: str = "功能键"
