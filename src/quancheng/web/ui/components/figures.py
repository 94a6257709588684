"""数字块: a label, a figure, what it rests on; the whole tile is the drill-down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from quancheng.web.ui.components.component import Component


def share(percent: float) -> str:
    """A width for SVG: between ``0.0%`` and ``100.0%``."""
    return f"{min(100.0, max(0.0, percent)):.1f}%"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stat(Component):
    """One figure. ``value`` is already written (thin spaces between thousands)."""

    template_name: ClassVar[str] = "ui/components/stat.html"

    label: str
    value: str
    unit: str = ""
    note: str = ""
    url: str = ""
    tone: Literal["", "red", "amber"] = ""

    @property
    def css(self) -> str:
        """Class of the figure."""
        return {"red": "q-red", "amber": "q-amb"}.get(self.tone, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stats(Component):
    """A row of tiles in one panel."""

    template_name: ClassVar[str] = "ui/components/stats.html"

    tiles: tuple[Stat, ...]
    label: str = "总览"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar(Component):
    """A small decorative bar, 0–100 percent; the figure itself stands beside it in words."""

    template_name: ClassVar[str] = "ui/components/bar.html"

    percent: float

    @property
    def width(self) -> str:
        """Width of the bar, as ``40.0%``."""
        return share(self.percent)
