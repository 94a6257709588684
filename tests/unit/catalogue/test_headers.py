"""Headers: exact, renamed, merged, misspelt, saved, unknown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quancheng.catalogue.rules.columns import ITEMS
from quancheng.catalogue.rules.headers import HeaderRow, find_header, plain
from quancheng.catalogue.rules.rows import Sheet
from quancheng.catalogue.rules.subtables import FEES


def header(*rows: Sequence[object], saved: dict[str, str] | None = None) -> HeaderRow:
    found = find_header(Sheet("事项", rows), ITEMS, saved or {})
    assert found is not None
    return found


def kinds(found: HeaderRow) -> dict[str, tuple[str, str]]:
    return {match.header: (match.column, match.how) for match in found.matches}


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (" 事项 名称* ", "事项名称"),
        ("承诺时限（工作日）", "承诺时限"),
        ("1.事项名称", "事项名称"),
        ("（一）", "（一）"),
        (None, ""),
    ],
)
def test_a_header_is_compared_without_its_ornaments(raw: object, clean: str) -> None:
    assert plain(raw) == clean


def test_keys_titles_and_other_names_are_known() -> None:
    found = kinds(header(["code", "事项名称", "责任单位", "设定依据"]))
    assert found["code"] == ("code", "exact")
    assert found["事项名称"] == ("name", "exact")
    assert found["责任单位"] == ("department_code", "name")
    assert found["设定依据"] == ("legal_basis", "name")


def test_a_misspelt_header_is_matched_by_likeness() -> None:
    assert kinds(header(["实施编码", "基本编码", "事项的名称", "受理的条件"]))["受理的条件"] == (
        "conditions",
        "similar",
    )


def test_a_header_like_two_columns_is_left_unknown() -> None:
    for name in ("时限", "承诺时限单元"):
        assert kinds(header(["实施编码", "事项名称", name]))[name] == ("", "unknown")


def test_a_column_is_taken_once() -> None:
    found = header(["实施编码", "事项名称", "名称"])
    assert [match.column for match in found.matches] == ["code", "name", ""]


def test_a_running_number_is_not_kept() -> None:
    assert kinds(header(["序号", "实施编码", "事项名称"]))["序号"] == ("", "number")


def test_a_saved_header_wins() -> None:
    saved = {"事项!内部叫法": "name", "不要这列": "-", "事项名称": "parent_name", "坏的": "no_such"}
    found = kinds(header(["实施编码", "内部叫法", "不要这列", "事项名称", "坏的"], saved=saved))
    assert found["内部叫法"] == ("name", "saved")
    assert found["不要这列"] == ("", "saved")
    assert found["事项名称"] == ("parent_name", "saved")
    assert found["坏的"] == ("", "unknown")


def test_a_title_and_empty_rows_above_the_header_are_passed_over() -> None:
    found = header(["紫阳县清单"], [None, ""], ["实施编码", "事项名称"], ["A", "B"])
    assert found.first_data_row == 3


def test_a_header_in_two_rows_is_read_as_one() -> None:
    found = header(
        ["实施编码", "事项名称", "办理时限", None, "实施部门"],
        ["实施编码", None, "法定时限", "承诺时限", None],
        ["A", "B", 1, 2, "D01"],
    )
    assert found.first_data_row == 2
    assert dict(found.columns) == {
        0: "code",
        1: "name",
        2: "statutory_limit",
        3: "promised_limit",
        4: "department_code",
    }


def test_a_lower_row_may_be_longer_than_the_upper() -> None:
    found = header(["实施编码", "时限"], [None, "法定", "承诺", "单位"], ["A"])
    assert found.columns[3] == "limit_unit" or found.columns[2] == "promised_limit"


def test_a_position_without_a_header_gets_its_number() -> None:
    assert "第3列" in kinds(header(["实施编码", "事项名称", ""]))


def test_headers_in_two_rows_are_not_looked_for_in_csv() -> None:
    sheet = Sheet("items.csv", [["实施编码", "甲"], ["", "法定"]])
    assert find_header(sheet, ITEMS, {}, merged=False) is None
    assert find_header(sheet, ITEMS, {}, merged=True) is not None


def test_a_sheet_without_a_header_is_not_this_table() -> None:
    assert find_header(Sheet("收费", [["甲", "乙"], ["丙", "丁"]]), FEES, {}) is None
    assert find_header(Sheet("收费", []), FEES, {}) is None


def test_a_title_above_the_header_is_not_part_of_its_names() -> None:
    found = header(["政务服务事项清单（2026年修订）"], ["实施编码", "事项名称", "对外承诺的天数"])
    assert found.first_data_row == 2
    assert [match.header for match in found.matches] == ["实施编码", "事项名称", "对外承诺的天数"]
