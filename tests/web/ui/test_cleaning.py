"""What people type is brought into one shape, or refused with a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.web.ui.forms import cleaning


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("　张  三\u00a0", "张 三"),
        ("ＡＢｃ１２３", "ABc123"),
        ("山\u202e东", "山东"),
        ("𠮷野家 䶮 㛃", "𠮷野家 䶮 㛃"),
        ("（甲）", "（甲）"),
        ("a\tb\nc", "a b c"),
    ],
)
def test_a_line_is_brought_into_one_shape(typed: str, kept: str) -> None:
    assert cleaning.one_line(typed) == kept


@pytest.mark.parametrize("bad", ["a\x00b", "a\x1bb", "\ud840", "a\x85b\x9f"])
def test_what_no_record_can_keep_is_refused(bad: str) -> None:
    with pytest.raises(cleaning.UnableToReadText):
        cleaning.one_line(bad)


def test_lines_keep_their_breaks() -> None:
    assert cleaning.lines("　一 \r\n\r\n 二\r三 \n") == "一\n\n二\n三"


@pytest.mark.parametrize(
    "text",
    [
        "2026-3-1",
        "2026/03/01",
        "2026.3.1",
        "2026年3月1日",
        "20260301",
        "２０２６年３月１日",
        " 2026 - 3 - 1 ",
    ],
)
def test_a_day_is_read_in_every_usual_shape(text: str) -> None:
    assert cleaning.day(text) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["2026-2-30", "0000-1-1", "明天", "3/1/2026", "2026-13-1", ""])
def test_what_is_no_day_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(cleaning.UnableToReadDate) as error:
        cleaning.day(text)
    assert "请" in error.value.sentence


def test_a_figure_loses_its_marks() -> None:
    assert cleaning.figure(" ￥１，２３４．５０ 元") == "1234.50"


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing(text: str) -> None:
    try:
        once = cleaning.one_line(text)
    except cleaning.UnableToReadText:
        return
    assert cleaning.one_line(once) == once
    assert "\n" not in once
