"""空、进度、提示: nothing to do, long work, and what a person should know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from quancheng.web.ui.components.component import Component, Link


@dataclass(frozen=True, kw_only=True, slots=True)
class Empty(Component):
    """A list with nothing in it: says how many and how old, and offers the next act."""

    template_name: ClassVar[str] = "ui/components/empty.html"

    title: str
    text: str = ""
    action: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress(Component):
    """Long work with a count. ``done`` of ``total``; the figures are whole numbers."""

    template_name: ClassVar[str] = "ui/components/progress.html"

    label: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        """Whole percent, 0–100; 100 for an empty job."""
        if self.total <= 0:
            return 100
        return max(0, min(100, self.done * 100 // self.total))


@dataclass(frozen=True, kw_only=True, slots=True)
class Note(Component):
    """A notice. Tone: today (amber), over (red), done (green), else blue."""

    template_name: ClassVar[str] = "ui/components/note.html"

    text: str
    tone: Literal["", "today", "over", "done"] = ""
    title: str = ""
    link: Link | None = None
    live: bool = False
