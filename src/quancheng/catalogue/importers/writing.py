"""Writing: the empty template, the report of problems, and the list itself as CSV or workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from quancheng.catalogue.rules.columns import Column, Table
from quancheng.catalogue.rules.conflicts import Conflict
from quancheng.catalogue.rules.rows import Problem
from quancheng.catalogue.rules.subtables import TABLES
from quancheng.kernel.errors import UnableTo

_LAST_ROW: Final = 5_000
_LONGEST_LIST: Final = 255
_HEADER: Final = {"bold": True, "bg_color": "#1f5aa6", "font_color": "#ffffff", "border": 1}
_NEEDED: Final = {**_HEADER, "bg_color": "#b3261e"}
_REPORT: Final = (("工作表", 14), ("行", 6), ("列", 18), ("值", 36), ("问题和改法", 70))
_CONFLICTS: Final = (
    ("实施编码", 40),
    ("事项", 36),
    ("环节", 14),
    ("种类", 20),
    ("哪里不一致", 60),
    ("要改什么", 50),
)
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


class UnableToWriteFile(UnableTo):
    """A file cannot be written where it was asked for."""


def template(*, path: Path) -> Path:
    """Write the empty workbook that a county fills in, and answer its path.

    A red header must be filled, closed lists are offered as drop-downs, and a sheet explains
    every column. Raises ``UnableToWriteFile``.
    """
    book = _book(path)
    header, needed = book.add_format(_HEADER), book.add_format(_NEEDED)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    _explain(book, header, wrap)
    for table in _in_reading_order():
        sheet = book.add_worksheet(table.sheet)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.title, needed if column.needed else header)
            sheet.set_column(place, place, max(10, len(column.title) * 2 + 2))
            if column.choices and len(",".join(column.choices)) < _LONGEST_LIST:
                sheet.data_validation(
                    1, place, _LAST_ROW, place, {"validate": "list", "source": list(column.choices)}
                )
    _close(book, path)
    return path


def problems_workbook(
    *, problems: Iterable[Problem], path: Path, conflicts: Iterable[Conflict] = ()
) -> Path:
    """Write the report of an import: sheet, row, column, value, what is wrong and what to do.

    ``conflicts`` with the law stand on a sheet of their own, by item and step.
    """
    book = _book(path)
    header = book.add_format(_HEADER)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("问题清单")
    sheet.freeze_panes(1, 0)
    for place, (title, width) in enumerate(_REPORT):
        sheet.write_string(0, place, title, header)
        sheet.set_column(place, place, width)
    count = 0
    for count, problem in enumerate(problems, start=1):
        sheet.write_string(count, 0, problem.sheet)
        sheet.write_number(count, 1, problem.row)
        sheet.write_string(count, 2, problem.column)
        sheet.write_string(count, 3, problem.value, wrap)
        sheet.write_string(count, 4, problem.sentence, wrap)
    sheet.autofilter(0, 0, max(count, 1), len(_REPORT) - 1)
    _write_conflicts(book, tuple(conflicts), header, wrap)
    _close(book, path)
    return path


def _write_conflicts(book: Any, conflicts: Sequence[Conflict], header: Any, wrap: Any) -> None:
    sheet = book.add_worksheet("与法律不一致")
    sheet.freeze_panes(1, 0)
    for place, (title, width) in enumerate(_CONFLICTS):
        sheet.write_string(0, place, title, header)
        sheet.set_column(place, place, width)
    for number, one in enumerate(conflicts, start=1):
        cells = (one.code, one.item, one.step, one.kind.label, one.sentence, one.change)
        for place, words in enumerate(cells):
            sheet.write_string(number, place, words, wrap)
    sheet.autofilter(0, 0, max(len(conflicts), 1), len(_CONFLICTS) - 1)


def write_csv(
    *, folder: Path, table: Table, columns: Sequence[str], rows: Iterable[Mapping[str, str]]
) -> Path:
    """Write one table as UTF-8 CSV with LF ends, as the county's folder has it."""
    path = folder / f"{table.name}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([row.get(column, "") for column in columns] for row in rows)
    except OSError as error:
        raise UnableToWriteFile(f"不能写入“{path.name}”，请检查文件夹和权限。") from error
    return path


def write_workbook(
    *, path: Path, tables: Iterable[tuple[Table, Sequence[str], Iterable[Mapping[str, str]]]]
) -> Path:
    """Write tables as one workbook with the Chinese headers of the template."""
    book = _book(path)
    header = book.add_format(_HEADER)
    for table, columns, rows in tables:
        sheet = book.add_worksheet(table.sheet)
        sheet.freeze_panes(1, 0)
        for place, key in enumerate(columns):
            column = table.by_key.get(key)
            sheet.write_string(0, place, column.title if column else key, header)
        for number, row in enumerate(rows, start=1):
            for place, key in enumerate(columns):
                sheet.write_string(number, place, row.get(key, ""))
    _close(book, path)
    return path


def _in_reading_order() -> tuple[Table, ...]:
    """The items first, then what belongs to them."""
    return tuple(sorted(TABLES, key=lambda table: not table.compulsory))


def _explain(book: Any, header: Any, wrap: Any) -> None:
    sheet = book.add_worksheet("填写说明")
    titles = (("工作表", 12), ("列", 18), ("必填", 6), ("说明", 60), ("也认得的列名", 50))
    for place, (title, width) in enumerate(titles):
        sheet.write_string(0, place, title, header)
        sheet.set_column(place, place, width)
    number = 0
    for table in _in_reading_order():
        for column in table.columns:
            number += 1
            sheet.write_string(number, 0, table.sheet)
            sheet.write_string(number, 1, column.title)
            sheet.write_string(number, 2, "是" if column.needed else "")
            sheet.write_string(number, 3, _explanation(column), wrap)
            sheet.write_string(number, 4, "、".join((column.key, *column.names)), wrap)
    sheet.freeze_panes(1, 0)


def _explanation(column: Column) -> str:
    parts = [column.hint] if column.hint else []
    if column.choices:
        parts.append("可填：" + "、".join(column.choices))
    return "；".join(parts)


def _book(path: Path) -> Any:
    return xlsxwriter.Workbook(str(path), _OPTIONS)


def _close(book: Any, path: Path) -> None:
    try:
        book.close()
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise UnableToWriteFile(f"不能写入“{path.name}”，请检查文件夹和权限。") from error
