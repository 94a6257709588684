"""Rows and problems: what the readers of CSV and workbooks hand to the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quancheng.catalogue.rules.columns import Column, Table
from quancheng.kernel.errors import UnableTo

LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a list: where it stands, what stands there, what to do."""

    sheet: str
    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet or CSV file as it was read: a name and rows of raw cells."""

    name: str
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Row:
    """One clean row of a table.

    ``values`` holds what the columns' readers made of the cells, ``extra`` the cells of columns
    that no column of the table claims, by their header, ``cells`` what stood in the others, by
    column, for a report about them. ``sound`` is false where a cell could not be read; such a row
    must not be used.
    """

    table: Table
    sheet: str
    number: int
    values: Mapping[str, Any]
    extra: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    sound: bool = True
    cells: Mapping[str, object] = field(default_factory=dict)

    def problem(self, key: str, value: object, sentence: str) -> Problem:
        """A problem in the column ``key`` of this row."""
        column = self.headers.get(key) or self.table.by_key[key].title
        return Problem(self.sheet, self.number, column, shown(value), sentence)


def shown(value: object) -> str:
    """``value`` as it is shown in a report: one short line."""
    text = "" if value is None else str(value).replace("\n", " ").replace("\x00", "␀")
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def is_blank(cells: Sequence[object]) -> bool:
    """True for a row without any visible content."""
    return all(
        cell is None or not str(cell).strip("\u3000\u00a0\ufeff\u200b \t\r\n") for cell in cells
    )


def read_cell(column: Column, cell: object) -> tuple[Any, str]:
    """(value, sentence): what the column reads from the cell; a sentence where it cannot."""
    try:
        value = column.read(cell)
    except UnableTo as error:
        return None, error.sentence
    if column.needed and not column.blank and value in ("", ()):
        return None, f"“{column.title}”没有填写，请补上。"
    return value, ""
