"""What every component is: frozen data with the name of the partial that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import ClassVar


class Component:
    """Data for one partial of the design system; the template sees it as ``c``.

    Draw it with ``{% component x %}``. Subclasses are frozen dataclasses and set ``template_name``.
    ``recurs``: equal ones are drawn again and again, as the rows of a list are; the drawing is kept.
    """

    __slots__ = ()

    template_name: ClassVar[str]
    recurs: ClassVar[bool] = False


_UNCHANGING = frozenset({str, int, float, bool, type(None), date, datetime, Decimal})


def is_plain(value: object) -> bool:
    """Whether a component can share its drawing: nothing in it is marked as safe HTML, nothing can change.

    Text that is marked equals text that is not, yet is drawn otherwise.
    """
    kind = type(value)
    if kind in _UNCHANGING or isinstance(value, Enum):
        return True
    if isinstance(value, tuple):
        return all(map(is_plain, value))
    names = getattr(kind, "__dataclass_fields__", None)
    if names is None:
        return False
    for name in names:  # noqa: SIM110 - a generator takes twice as long, and a list has many cells
        if not is_plain(getattr(value, name)):
            return False
    return True


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
