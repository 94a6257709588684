"""Cells: spaces, full-width characters, numbers, days, credit codes."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.catalogue.rules import cleaning
from quancheng.catalogue.rules.cleaning import UnableToReadCell


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        (None, ""),
        ("　 紫阳县\u00a0 水利局\u200b ", "紫阳县 水利局"),
        ("ＡＢ１２－３", "AB12-3"),
        ("（一）；：、", "（一）；：、"),
        ("一行\r\n 二行 ", "一行\n二行"),
        (20.0, "20"),
        (10.5, "10.5"),
        (7, "7"),
        (True, "1"),
        (False, "0"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 12), "2026-03-01"),  # noqa: DTZ001 - as a workbook gives it
        ("𠮷䶮㛃", "𠮷䶮㛃"),
    ],
)
def test_a_cell_becomes_one_clean_text(cell: object, clean: str) -> None:
    assert cleaning.text(cell) == clean


@pytest.mark.parametrize("cell", ["a\x00b", "x\x07", "\ud800", "长" * 32_768])
def test_what_cannot_be_kept_is_refused_in_a_sentence(cell: str) -> None:
    with pytest.raises(UnableToReadCell) as refused:
        cleaning.text(cell)
    assert refused.value.sentence.endswith("。")


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(cell: str) -> None:
    try:
        once = cleaning.text(cell)
    except UnableToReadCell:
        return
    assert cleaning.text(once) == once


def test_a_code_has_no_spaces_and_capital_letters() -> None:
    assert cleaning.code(" ６１ 01—dm ") == "6101-DM"


@pytest.mark.parametrize(
    ("cell", "number"),
    [("0", 0), ("２０", 20), ("20个", 20), ("1,200", 1200), ("3.0", 3), (5.0, 5), ("2份", 2)],
)
def test_whole_numbers_are_read_as_people_write_them(cell: object, number: int) -> None:
    assert cleaning.whole_number(cell) == number


@pytest.mark.parametrize("cell", ["", "-1", "1.5", "二十", "1e3"])
def test_what_is_no_whole_number_is_refused(cell: str) -> None:
    with pytest.raises(UnableToReadCell, match="整数"):
        cleaning.whole_number(cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("1", True), ("是", True), ("√", True), ("0", False), ("", False), ("否", False)],
)
def test_yes_and_no_are_read_as_people_write_them(cell: str, answer: bool) -> None:
    assert cleaning.yes_no(cell) is answer


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(UnableToReadCell, match="看不出"):
        cleaning.yes_no("也许")


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-01",
        "2026/3/1",
        "2026.3.1",
        "2026年3月1日",
        "20260301",
        "２０２６－３－１",
        "46082",
        46082.0,
        "2026-03-01 00:00:00",
        date(2026, 3, 1),
        datetime(2026, 3, 1),  # noqa: DTZ001 - as a workbook gives it
    ],
)
def test_a_day_is_read_in_every_shape(cell: object) -> None:
    assert cleaning.day(cell) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("cell", "said"),
    [("2026-02-30", "不存在"), ("20261301", "不存在"), ("明天", "不是日期"), ("", "不是日期")],
)
def test_what_is_no_day_is_refused(cell: str, said: str) -> None:
    with pytest.raises(UnableToReadCell, match=said):
        cleaning.day(cell)


def test_a_cell_of_several_values_is_split() -> None:
    assert cleaning.pieces("D01；D02;\nD03 ; ") == ("D01", "D02", "D03")


def test_a_credit_code_is_checked() -> None:
    assert cleaning.check_credit_code("11610924DM0000013Q") == "11610924DM0000013Q"
    with pytest.raises(UnableToReadCell, match="校验码"):
        cleaning.check_credit_code("11610924DM00000139")
