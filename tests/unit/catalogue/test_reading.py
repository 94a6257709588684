"""Reading sheets: tables found, rows read, notes left out, problems named."""

from __future__ import annotations

from collections.abc import Sequence

from quancheng.catalogue.rules.columns import ITEMS
from quancheng.catalogue.rules.reading import ReadList, read_list
from quancheng.catalogue.rules.rows import Problem, Sheet, is_blank, shown
from tests.unit.catalogue.samples import CODE, ITEM_CELLS

HEADER = list(ITEM_CELLS)
CELLS = list(ITEM_CELLS.values())


def read(*rows: Sequence[object], name: str = "items.csv") -> ReadList:
    return read_list([Sheet(name, rows)], {}, merged=False)


def test_a_row_is_read_by_its_columns() -> None:
    row = read(HEADER, CELLS).table("items")[0]
    assert row.values["code"] == CODE
    assert row.values["statutory_limit"] == (20, "")
    assert row.values["accept_channels"] == ("counter", "online")
    assert row.values["notes"] == ""
    assert (row.number, row.sound) == (2, True)


def test_a_list_without_items_is_a_problem() -> None:
    problems = read_list([], {}, merged=False).problems
    assert problems == [Problem("事项", 0, "", "", "没有找到“事项”表，请对照模板补上。")]


def test_a_missing_column_is_named_and_no_row_is_read() -> None:
    found = read([key for key in HEADER if key != "name"], CELLS)
    assert [problem.column for problem in found.problems] == ["事项名称"]
    assert found.table("items") == []


def test_a_sheet_whose_header_is_not_known_is_named() -> None:
    found = read_list(
        [Sheet("items.csv", [HEADER, CELLS]), Sheet("fees.csv", [["甲"], ["乙"]]), Sheet("空", [])],
        {},
        merged=False,
    )
    assert [problem.sheet for problem in found.problems] == ["fees.csv"]


def test_an_empty_sheet_of_a_known_name_is_no_problem() -> None:
    sheets = [Sheet("items.csv", [HEADER, CELLS]), Sheet("fees.csv", [["", None]])]
    assert read_list(sheets, {}, merged=False).problems == []


def test_the_items_are_found_on_a_sheet_of_any_name() -> None:
    found = read(HEADER, CELLS, name="Sheet1")
    assert len(found.table("items")) == 1


def test_a_sheet_with_few_of_the_columns_is_not_taken_for_the_items() -> None:
    found = read(["事项名称", "备注"], ["甲", "乙"], name="Sheet1")
    assert [problem.sentence for problem in found.problems] == [
        "没有找到“事项”表，请对照模板补上。"
    ]


def test_empty_rows_notes_and_repeated_headers_are_left_out() -> None:
    found = read(
        HEADER,
        ["一、市场监管局"],
        CELLS,
        ["", "　", None],
        HEADER,
        ["填表人：", "张三", "", "2026年"],
        ["合计", "1"],
    )
    assert len(found.table("items")) == 1
    assert found.left_out == 4
    assert found.problems == []


def test_a_cell_that_cannot_be_read_is_named_and_spoils_its_row() -> None:
    cells = [*CELLS]
    cells[HEADER.index("handling_type")] = "快办件"
    cells[HEADER.index("name")] = ""
    found = read(HEADER, cells)
    assert not found.table("items")[0].sound
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (2, "name"),
        (2, "handling_type"),
    ]


def test_unknown_columns_are_kept_and_checked_for_what_cannot_be_kept() -> None:
    found = read([*HEADER, "咨询电话", "序号"], [*CELLS, " 12345 ", "1"], [*CELLS, "a\x00"])
    first, second = found.table("items")
    assert first.extra == {"咨询电话": "12345"}
    assert not second.sound
    assert found.problems[0].value == "a␀"


def test_a_short_row_has_empty_cells_at_its_end() -> None:
    short = CELLS[: HEADER.index("accept_channels")]
    found = read([*HEADER[:-1], "statutory_unit", "咨询电话"], [*short])
    assert found.table("items")[0].values["accept_channels"] == ()


def test_limits_are_read_with_their_units() -> None:
    reads = ITEMS.by_key["promised_limit"].read
    assert reads("２０个工作日") == (20, "working_day")
    assert reads("30日") == (30, "natural_day")
    assert reads("2个月") == (2, "month")
    assert reads("当场办结") == (0, "instant")
    assert reads("无") == (0, "")
    assert reads(15.0) == (15, "")


def test_a_value_is_shown_in_one_short_line() -> None:
    assert shown(None) == ""
    assert shown("a\nb") == "a b"
    assert len(shown("长" * 200)) == 80


def test_a_blank_row_has_nothing_visible() -> None:
    assert is_blank([None, "", "\u3000\u00a0"])
    assert not is_blank([0])
