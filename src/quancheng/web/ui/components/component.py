"""What every component is: frozen data with the name of the partial that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Component:
    """Data for one partial of the design system; the template sees it as ``c``.

    Draw it with ``{% component x %}``. Subclasses are frozen dataclasses and set ``template_name``.
    """

    __slots__ = ()

    template_name: ClassVar[str]


class Pace(StrEnum):
    """How a case stands against its promise. Always shown with words, never by colour alone."""

    ON_TIME = "on_time"
    TODAY = "today"
    OVER = "over"
    HOLD = "hold"
    DONE = "done"

    @property
    def css(self) -> str:
        """The state class that an ancestor of the clocks carries."""
        return "" if self is Pace.ON_TIME else f"is-{self.value}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link(Component):
    """A link in words; ``icon`` is a name of :mod:`quancheng.web.ui.icons`."""

    template_name: ClassVar[str] = "ui/components/link.html"

    label: str
    url: str
    icon: str = ""
    download: bool = False
