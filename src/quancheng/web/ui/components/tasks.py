"""待办: the rows of every list that leads with time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from quancheng.web.ui.components.clocks import DaysLeft, TwoClocks
from quancheng.web.ui.components.component import Component, Pace
from quancheng.web.ui.components.notes import Empty
from quancheng.web.ui.components.signs import Signal


@dataclass(frozen=True, kw_only=True, slots=True)
class Choose:
    """The tick box of a row: field name and value for the act on many."""

    name: str
    value: str
    checked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow(Component):
    """Days, two clocks, what, who, where it waits, signal, one action."""

    template_name: ClassVar[str] = "ui/components/task_row.html"
    recurs: ClassVar[bool] = True

    left: DaysLeft
    clocks: TwoClocks | None
    title: str
    url: str
    who: str = ""
    tail: str = ""
    step: str = ""
    where: str = ""
    signal: Signal | None = None
    action: str = "看件"
    choose: Choose | None = None
    is_mine: bool = True

    @property
    def css(self) -> str:
        """Edge colour and selection."""
        names = [self.left.pace.css, "is-sel" if self.choose and self.choose.checked else ""]
        return " ".join(name for name in names if name)

    @property
    def spoken(self) -> str:
        """The pace in words for readers that see no colour."""
        return {
            Pace.OVER: "已超承诺",
            Pace.TODAY: "今天到期",
            Pace.HOLD: "停计时",
            Pace.DONE: "已办结",
        }.get(self.left.pace, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskList(Component):
    """Rows in order of urgency; says so when there is nothing to do."""

    template_name: ClassVar[str] = "ui/components/task_list.html"

    rows: tuple[TaskRow, ...]
    label: str = "待办列表"
    empty: Empty | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkAction:
    """A button of the bulk bar: a submit button with ``name`` and ``value`` of the form ``form``."""

    label: str
    name: str = "do"
    value: str = ""
    primary: bool = False
    formaction: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkBar(Component):
    """What can be done with the ticked rows, all of the same step. ``form`` is the id of their form."""

    template_name: ClassVar[str] = "ui/components/bulk_bar.html"

    text: str
    actions: tuple[BulkAction, ...]
    form: str = ""
    counted: int = 0
