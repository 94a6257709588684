"""What every component is: frozen data with the name of the partial that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.utils.safestring import SafeData


class Component:
    """Data for one partial of the design system; the template sees it as ``c``.

    Draw it with ``{% component x %}``. Subclasses are frozen dataclasses and set ``template_name``.
    ``recurs``: equal ones are drawn again and again, as the rows of a list are; the drawing is kept.
    """

    __slots__ = ()

    template_name: ClassVar[str]
    recurs: ClassVar[bool] = False


def is_plain(value: object) -> bool:
    """Whether a component can share its drawing: nothing in it is marked as safe HTML, nothing can change.

    Text that is marked equals text that is not, yet is drawn otherwise.
    """
    if isinstance(value, SafeData | list | dict | set):
        return False
    if isinstance(value, tuple):
        return all(is_plain(each) for each in value)
    names = getattr(type(value), "__dataclass_fields__", ())
    return all(is_plain(getattr(value, name)) for name in names)


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
