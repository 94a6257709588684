"""Files that are no list: each ends in one clear sentence, within bounded memory."""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from quancheng.catalogue import importers
from quancheng.catalogue.importers import UnableToReadSource, sources
from quancheng.catalogue.importers.writing import write_csv
from quancheng.catalogue.rules.columns import ITEMS
from tests.domain.catalogue.lists import DEMO, copy_of_the_list

SMALL = 32 * 1024 * 1024
ROWS = b'<row r="1"><c r="A1" t="str"><v>x</v></c></row>'


def workbook(path: Path) -> Path:
    book = Workbook()
    book.save(path)
    return path


def repacked(path: Path, name: str, content: bytes) -> Path:
    """The workbook at ``path`` with one part replaced."""
    with zipfile.ZipFile(path) as old:
        parts = {entry: old.read(entry) for entry in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry, part in (parts | {name: content}).items():
            new.writestr(entry, part)
    return path


def sheet_xml(rows: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet xmlns='
        b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )


def missing(folder: Path) -> Path:
    return folder / "没有.xlsx"


def text_named_xlsx(folder: Path) -> Path:
    path = folder / "假的.xlsx"
    path.write_text("不是工作簿")
    return path


def empty_file(folder: Path) -> Path:
    path = folder / "空.xlsx"
    path.write_bytes(b"")
    return path


def old_format(folder: Path) -> Path:
    path = folder / "旧.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    return path


def other_zip(folder: Path) -> Path:
    path = folder / "图片.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    return path


def broken_zip(folder: Path) -> Path:
    path = workbook(folder / "坏.xlsx")
    content = bytearray(path.read_bytes())
    content[200:400] = b"\0" * 200
    path.write_bytes(bytes(content))
    return path


def broken_sheet(folder: Path) -> Path:
    return repacked(workbook(folder / "乱.xlsx"), "xl/workbook.xml", b"<workbook")


def bomb(folder: Path) -> Path:
    path = workbook(folder / "炸弹.xlsx")
    return repacked(path, "xl/worksheets/sheet1.xml", b"\0" * (SMALL + 1))


def far_cell(folder: Path) -> Path:
    rows = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
    path = workbook(folder / "远.xlsx")
    return repacked(path, "xl/worksheets/sheet1.xml", sheet_xml(ROWS + rows))


def many_parts(folder: Path) -> Path:
    path = workbook(folder / "多.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(sources.MOST_ENTRIES + 1):
            archive.writestr(f"x/{number}", b"")
    return path


def with_password(folder: Path) -> Path:
    path = workbook(folder / "密.xlsx")
    content = bytearray(path.read_bytes())
    # The first bit of the flags says that a part is encrypted, here and in the directory.
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 1)
    path.write_bytes(bytes(content))
    return path


def one_csv(folder: Path) -> Path:
    return copy_of_the_list(folder) / "items.csv"


def no_items(folder: Path) -> Path:
    (folder / "steps.csv").write_text("a\n")
    return folder


def csv_that_is_excel(folder: Path) -> Path:
    workbook(folder / "items.csv")
    return folder


def csv_of_no_encoding(folder: Path) -> Path:
    (folder / "items.csv").write_bytes(b"\xff\xfe\xfd\x80\xff")
    return folder


def csv_with_an_endless_cell(folder: Path) -> Path:
    (folder / "items.csv").write_text('code,name\n"' + "长" * 200_000)
    return folder


def csv_too_wide(folder: Path) -> Path:
    (folder / "items.csv").write_text("," * (sources.MOST_COLUMNS + 1))
    return folder


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (missing, "没有找到“没有.xlsx”"),
        (text_named_xlsx, "不是xlsx工作簿"),
        (empty_file, "不是xlsx工作簿"),
        (old_format, "旧版xls文件或者加了密码"),
        (other_zip, "不是xlsx工作簿"),
        (broken_zip, "已损坏"),
        (broken_sheet, "不是有效的工作簿"),
        (bomb, "展开后超过32MB"),
        (far_cell, "第1048576行、第16384列"),
        (many_parts, "部件太多"),
        (with_password, "加了密码"),
        (one_csv, "单个CSV文件不能导入"),
        (no_items, "没有items.csv"),
        (csv_that_is_excel, "其实是Excel文件"),
        (csv_of_no_encoding, "文字编码认不出来"),
        (csv_with_an_endless_cell, "第2行附近的格式不对"),
        (csv_too_wide, "超过500000行或者400列"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(
    make: Callable[[Path], Path], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST_UNPACKED", SMALL)
    path = make(tmp_path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnableToReadSource) as refused:
        importers.read_source(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert said in refused.value.sentence
    assert refused.value.sentence.endswith("。")
    assert grown < 100 * 1024


@pytest.mark.parametrize("name", ["大.xlsx", "items.csv"])
def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(sources.LARGEST_FILE + 1)
    with pytest.raises(UnableToReadSource, match="超过64MB"):
        importers.read_source(tmp_path if name.endswith("csv") else path)


def test_a_formatted_but_empty_cell_far_away_does_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path / "格式.xlsx")
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    repacked(path, "xl/worksheets/sheet1.xml", sheet_xml(ROWS + far))
    assert importers.read_source(path).sheets[0].rows[0][0] == "x"


def test_a_list_in_the_encoding_of_older_programs_is_read(tmp_path: Path) -> None:
    copy_of_the_list(tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert importers.check(source=tmp_path) == ()


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    copy_of_the_list(tmp_path)
    path = tmp_path / "items.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert importers.check(source=tmp_path) == ()


def test_the_demonstration_list_has_no_problem() -> None:
    assert importers.check(source=DEMO) == ()


def test_the_empty_template_names_what_is_needed(tmp_path: Path) -> None:
    path = importers.template(path=tmp_path / "模板.xlsx")
    source = importers.read_source(path)
    assert [sheet.name for sheet in source.sheets] == [
        "填写说明",
        "事项",
        "数据元",
        "材料",
        "事项表单",
        "事项材料",
        "收费",
        "流程",
        "一件事",
    ]
    assert importers.check(source=path) == ()


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(importers.UnableToWriteFile, match="不能写入"):
        importers.template(path=tmp_path / "没有" / "模板.xlsx")
    (tmp_path / "文件").write_text("x")
    with pytest.raises(importers.UnableToWriteFile, match="不能写入"):
        write_csv(folder=tmp_path / "文件", table=ITEMS, columns=["code"], rows=[])
