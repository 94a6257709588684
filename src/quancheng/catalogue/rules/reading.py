"""From raw sheets to clean rows: headers found, footers left out, every cell read or reported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from quancheng.catalogue.rules import cleaning
from quancheng.catalogue.rules.columns import Table
from quancheng.catalogue.rules.headers import HeaderMatch, HeaderRow, find_header, plain
from quancheng.catalogue.rules.rows import Problem, Row, Sheet, is_blank, read_cell, shown
from quancheng.catalogue.rules.subtables import TABLES
from quancheng.kernel.errors import UnableTo

_FOOTER: Final = re.compile(
    r"^(注|备注|说明|合计|总计|小计|共计|填表|制表|审核|负责人|联系人|联系电话|填报|单位盖章)"
)
_FEWEST_NAMED: Final = 4


@dataclass(slots=True)
class ReadList:
    """A whole list as it was read: clean rows by table, problems, headers, what was left out."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    headers: list[HeaderMatch] = field(default_factory=list)
    left_out: int = 0
    """Rows that are headings, notes or totals."""

    def table(self, name: str) -> list[Row]:
        """The clean rows of a table, sound or not."""
        return self.rows.get(name, [])


def read_list(sheets: Sequence[Sheet], saved: Mapping[str, str], *, merged: bool) -> ReadList:
    """Read all ``sheets`` into clean rows.

    ``saved`` maps headers to columns (see ``headers.find_header``); ``merged`` allows for
    headers in two rows, as workbooks have them.
    """
    result = ReadList()
    found = _tables_of(sheets, saved, merged=merged)
    for table in TABLES:
        if table.name in found:
            sheet, header = found[table.name]
            _read_table(table, sheet, header, result)
        elif table.compulsory:
            result.problems.append(
                Problem(table.sheet, 0, "", "", f"没有找到“{table.sheet}”表，请对照模板补上。")
            )
    used = {sheet.name for sheet, _ in found.values()}
    names = _all_names()
    for sheet in sheets:
        known = plain(sheet.name.removesuffix(".csv")) in names
        if known and sheet.name not in used and not all(is_blank(row) for row in sheet.rows):
            result.problems.append(
                Problem(sheet.name, 1, "", "", "没有认出这张表的表头，请对照模板核对列名。")
            )
    return result


def _all_names() -> set[str]:
    return {plain(name) for table in TABLES for name in (table.name, table.sheet, *table.sheets)}


def _tables_of(
    sheets: Sequence[Sheet], saved: Mapping[str, str], *, merged: bool
) -> dict[str, tuple[Sheet, HeaderRow]]:
    """Each table with the sheet that holds it: by name, the items else by their header."""
    found: dict[str, tuple[Sheet, HeaderRow]] = {}
    for table in TABLES:
        names = {plain(name) for name in (table.name, table.sheet, *table.sheets)}
        for sheet in sheets:
            if plain(sheet.name.removesuffix(".csv")) in names:
                header = find_header(sheet, table, saved, merged=merged)
                if header is not None:
                    found[table.name] = (sheet, header)
                    break
    used = {sheet.name for sheet, _ in found.values()}
    for table in TABLES:
        if table.compulsory and table.name not in found:
            for sheet in sheets:
                header = find_header(sheet, table, saved, merged=merged)
                if sheet.name not in used and header and _is_likely(table, header):
                    found[table.name] = (sheet, header)
                    break
    return found


def _is_likely(table: Table, header: HeaderRow) -> bool:
    named = set(header.columns.values())
    needed = {column.key for column in table.columns if column.needed}
    return len(needed & named) * 2 > len(needed)


def _read_table(table: Table, sheet: Sheet, header: HeaderRow, result: ReadList) -> None:
    result.headers.extend(header.matches)
    titles = {match.column: match.header for match in header.matches if match.column}
    rows = result.rows.setdefault(table.name, [])
    missing = [column for column in table.columns if column.needed and column.key not in titles]
    for column in missing:
        result.problems.append(
            Problem(
                sheet.name,
                header.first_data_row,
                column.title,
                "",
                f"缺少“{column.title}”这一列，请补上，或者指明哪一列是它。",
            )
        )
    if missing:
        return
    for index in range(header.first_data_row, len(sheet.rows)):
        cells = sheet.rows[index]
        if is_blank(cells):
            continue
        if _is_note(table, header, cells):
            result.left_out += 1
            continue
        rows.append(_read_row(table, header, titles, (sheet.name, index + 1, cells), result))


def _is_note(table: Table, header: HeaderRow, cells: Sequence[object]) -> bool:
    """True for a heading, a note, a total or a header that is printed again."""
    filled = [cell for cell in cells if not is_blank([cell])]
    needed = [column.key for column in table.columns if column.needed]
    if len(filled) == 1 and len(needed) > 1:
        return True
    first = re.sub(r"\s+", "", str(filled[0]))
    blanks = sum(
        1
        for position, key in header.columns.items()
        if key in needed and is_blank([cells[position] if position < len(cells) else None])
    )
    if _FOOTER.match(first) and blanks * 2 >= len(needed):
        return True
    named = {plain(match.header) for match in header.matches if match.column}
    again = sum(1 for cell in filled if plain(cell) in named)
    return again == len(filled) and again >= min(_FEWEST_NAMED, len(named))


def _read_row(
    table: Table,
    header: HeaderRow,
    titles: Mapping[str, str],
    source: tuple[str, int, Sequence[object]],
    result: ReadList,
) -> Row:
    sheet, number, cells = source
    values: dict[str, Any] = {}
    extra: dict[str, str] = {}
    stood: dict[str, object] = {}
    sound = True
    for match in header.matches:
        cell = cells[match.position] if match.position < len(cells) else None
        if match.column:
            column = table.by_key[match.column]
            value, sentence = read_cell(column, cell)
            values[match.column], stood[match.column] = value, cell
        elif match.how == "number":
            continue
        else:
            sentence = _keep(extra, match.header, cell)
        if sentence:
            sound = False
            result.problems.append(Problem(sheet, number, match.header, shown(cell), sentence))
    for column in table.standard:
        if column.key not in values:
            values[column.key], _ = read_cell(column, None)
    return Row(table, sheet, number, values, extra, titles, sound, stood)


def _keep(extra: dict[str, str], header: str, cell: object) -> str:
    """Keep a cell of an unknown column; the sentence where it cannot be kept."""
    try:
        value = cleaning.text(cell)
    except UnableTo as error:
        return error.sentence
    if value:
        extra[header] = value
    return ""
