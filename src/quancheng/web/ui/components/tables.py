"""Tables and their pager: every list says how many and which part is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from django.http import HttpRequest

from quancheng.web.ui.components.component import Component
from quancheng.web.ui.components.notes import Empty


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column. ``numeric`` aligns right with tabular figures; ``hide_on_phone`` drops it at 760 px."""

    label: str
    numeric: bool = False
    hide_on_phone: bool = False
    hidden_label: bool = False

    @property
    def css(self) -> str:
        """Classes of the column's cells."""
        names = ("n" if self.numeric else "", "q-hide-m" if self.hide_on_phone else "")
        return " ".join(name for name in names if name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell: words, an optional link, a second line, or a component."""

    text: str = ""
    url: str = ""
    sub: str = ""
    tone: Literal["", "red", "amber", "dim", "strong"] = ""
    mono: bool = False
    component: Component | None = None

    @property
    def css(self) -> str:
        """Classes of the words."""
        tones = {"red": "q-red q-b", "amber": "q-amb q-b", "dim": "q-dim", "strong": "q-b"}
        names = (tones.get(self.tone, ""), "q-mono" if self.mono else "")
        return " ".join(name for name in names if name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row, as many cells as there are columns."""

    cells: tuple[Cell, ...]
    is_current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TableLine(Component):
    """A row with the columns of its table."""

    template_name: ClassVar[str] = "ui/components/table_line.html"
    recurs: ClassVar[bool] = True

    columns: tuple[Column, ...]
    row: Row

    @property
    def cells(self) -> list[tuple[Column, Cell]]:
        """The cells beside their columns."""
        return list(zip(self.columns, self.row.cells, strict=True))


@dataclass(frozen=True, kw_only=True, slots=True)
class Table(Component):
    """A plain table with a caption; on the phone each row becomes a block with its labels."""

    template_name: ClassVar[str] = "ui/components/table.html"

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Empty | None = None
    show_caption: bool = False

    @property
    def lines(self) -> list[TableLine]:
        """Each row with the columns."""
        return [TableLine(columns=self.columns, row=row) for row in self.rows]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pager(Component):
    """How much is shown of how many, with the pages before and after in the address."""

    template_name: ClassVar[str] = "ui/components/pager.html"

    shown: int
    total: int
    previous: str = ""
    next: str = ""
    noun: str = "件"
    first: int = 1

    @classmethod
    def of(
        cls,
        request: HttpRequest,
        *,
        number: int,
        size: int,
        total: int,
        noun: str = "件",
        field: str = "page",
    ) -> Pager:
        """The pager of page ``number`` (from 1) with ``size`` rows each; other filters stay in the address."""
        first = (number - 1) * size + 1
        shown = max(0, min(size, total - first + 1))

        def address(page: int) -> str:
            query = request.GET.copy()
            query[field] = str(page)
            return f"?{query.urlencode()}"

        return cls(
            shown=shown,
            total=total,
            first=first,
            previous=address(number - 1) if number > 1 else "",
            next=address(number + 1) if number * size < total else "",
            noun=noun,
        )

    @property
    def words(self) -> str:
        """``显示 1–7，共 14 件``."""
        if self.total == 0 or self.shown == 0:
            return f"共 {self.total} {self.noun}"
        last = self.first + self.shown - 1
        if self.first == 1 and last == self.total:
            return f"共 {self.total} {self.noun}"
        return f"显示 {self.first}–{last}，共 {self.total} {self.noun}"
