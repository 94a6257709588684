"""Reading a list from a folder of CSV files or from one workbook, within bounds.

Whatever is handed in ends in rows of raw cells or in one sentence: a file that is not a
workbook, a workbook that unpacks into a flood, a sheet with a cell in its last corner.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import python_calamine

from quancheng.catalogue.rules.rows import Sheet
from quancheng.catalogue.rules.subtables import TABLES
from quancheng.kernel.errors import UnableTo

_MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 64 * _MEGABYTE
LARGEST_UNPACKED: Final = 512 * _MEGABYTE
MOST_ENTRIES: Final = 2_000
MOST_ROWS: Final = 500_000
MOST_COLUMNS: Final = 400
MOST_CELLS: Final = 12_000_000
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
# A cell that holds something: an empty formatted cell closes itself and is not read.
_CELL: Final = re.compile(rb'<(?:x:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_OVERLAP: Final = 256


class UnableToReadSource(UnableTo):
    """A list cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Source:
    """A list as raw sheets; ``merged`` where headers may take two rows."""

    name: str
    sheets: tuple[Sheet, ...]
    merged: bool


def read_source(path: Path) -> Source:
    """The sheets of the folder or workbook at ``path``.

    Raises ``UnableToReadSource`` with one sentence that says what the thing is and what to do.
    """
    if not path.exists():
        raise UnableToReadSource(f"没有找到“{path.name}”，请核对路径。")
    if path.is_dir():
        return Source(path.name, _read_folder(path), merged=False)
    if path.suffix.lower() == ".csv":
        raise UnableToReadSource("单个CSV文件不能导入，请选择装有全部CSV的文件夹，或者一个xlsx。")
    return Source(path.name, _read_workbook(path), merged=True)


def _read_folder(folder: Path) -> tuple[Sheet, ...]:
    found = {path.name.lower(): path for path in sorted(folder.iterdir()) if path.is_file()}
    if "items.csv" not in found:
        raise UnableToReadSource(f"文件夹“{folder.name}”里没有items.csv，请对照模板补上。")
    names = [f"{table.name}.csv" for table in TABLES]
    return tuple(_read_csv(found[name]) for name in names if name in found)


def _read_csv(path: Path) -> Sheet:
    if path.stat().st_size > LARGEST_FILE:
        raise UnableToReadSource(
            f"“{path.name}”超过{LARGEST_FILE // _MEGABYTE}MB，请拆分后分次导入。"
        )
    content = path.read_bytes()
    if content.startswith((b"PK\x03\x04", _OLD_FORMAT)):
        raise UnableToReadSource(f"“{path.name}”其实是Excel文件，请另存为CSV，或者直接导入xlsx。")
    text = _decoded(path.name, content)
    rows: list[Sequence[object]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise UnableToReadSource(
                    f"“{path.name}”超过{MOST_ROWS}行或者{MOST_COLUMNS}列，请拆分后分次导入。"
                )
            rows.append(row)
    except csv.Error as error:
        raise UnableToReadSource(
            f"“{path.name}”第{len(rows) + 1}行附近的格式不对（引号或者单元格过长），"
            "请用表格软件另存后再导入。"
        ) from error
    return Sheet(path.name, rows)


def _decoded(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnableToReadSource(f"“{name}”的文字编码认不出来，请另存为UTF-8编码的CSV。")


def _read_workbook(path: Path) -> tuple[Sheet, ...]:
    _check_archive(path)
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            return tuple(_read_sheet(workbook, name) for name in workbook.sheet_names)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnableToReadSource(
            f"“{path.name}”里的内容不是有效的工作簿，请用表格软件打开后另存为xlsx。"
        ) from error


def _check_archive(path: Path) -> None:
    """Refuse what is no workbook, and what would unpack into more than can be held."""
    if path.stat().st_size > LARGEST_FILE:
        raise UnableToReadSource(
            f"“{path.name}”超过{LARGEST_FILE // _MEGABYTE}MB，请拆分后分次导入。"
        )
    with path.open("rb") as file:
        head = file.read(4)
    if head == _OLD_FORMAT:
        raise UnableToReadSource(
            f"“{path.name}”是旧版xls文件或者加了密码，请另存为不加密的xlsx后再导入。"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if not any(entry.filename == "xl/workbook.xml" for entry in entries):
                raise UnableToReadSource(f"“{path.name}”不是xlsx工作簿，请选择xlsx文件。")
            if len(entries) > MOST_ENTRIES:
                raise UnableToReadSource(f"“{path.name}”里的部件太多，不是正常的工作簿。")
            left = LARGEST_UNPACKED
            for entry in entries:
                left = _check_entry(archive, entry, left)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise UnableToReadSource(
            f"“{path.name}”不是xlsx工作簿或者文件已损坏，请重新保存后再导入。"
        ) from error
    except RuntimeError as error:
        raise UnableToReadSource(f"“{path.name}”加了密码，请去掉密码后再导入。") from error


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """Unpack one part, keeping none of it; answers how many bytes the rest may have."""
    is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
    tail = b""
    rows = columns = 0
    with archive.open(entry) as part:
        while block := part.read(_MEGABYTE):
            left -= len(block)
            if left < 0:
                raise UnableToReadSource(
                    f"工作簿展开后超过{LARGEST_UNPACKED // _MEGABYTE}MB，"
                    "已停止读取，请检查文件来源。"
                )
            if is_sheet:
                for letters, digits in _CELL.findall(tail + block):
                    rows = max(rows, int(digits))
                    columns = max(columns, _column_number(letters))
                tail = block[-_OVERLAP:]
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise UnableToReadSource(
            f"有一张表用到第{rows}行、第{columns}列，超出可以导入的范围，请删除多余的行列后再导入。"
        )
    return left


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _read_sheet(workbook: python_calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    rows = [list(cells) for cells in sheet.to_python(skip_empty_area=False)]
    grid = cast("list[list[object]]", rows)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < len(grid) and left < len(grid[top]):
            for row in grid[top + 1 : bottom + 1]:
                row[left] = grid[top][left]
    return Sheet(name, cast("list[Sequence[object]]", grid))
