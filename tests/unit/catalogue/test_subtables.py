"""The columns of the tables beside the items."""

from __future__ import annotations

import pytest

from quancheng.catalogue.rules.columns import ITEMS
from quancheng.catalogue.rules.subtables import (
    ELEMENTS,
    ITEM_MATERIALS,
    MATERIALS,
    STEPS,
    TABLES,
    THEMES,
)
from quancheng.kernel.errors import UnableTo


@pytest.mark.parametrize(
    ("cell", "days"), [("", "0"), ("3", "3"), ("0.5", "0.5"), ("２０", "20"), (10.0, "10")]
)
def test_a_step_may_take_half_a_day(cell: object, days: str) -> None:
    assert STEPS.by_key["limit_days"].read(cell) == days


@pytest.mark.parametrize("cell", ["-1", "0.3", "三天", "NaN", "99999"])
def test_other_days_of_a_step_are_refused(cell: str) -> None:
    with pytest.raises(UnableTo, match="不是天数"):
        STEPS.by_key["limit_days"].read(cell)


def test_a_step_counts_and_is_the_countys_unless_it_says_otherwise() -> None:
    assert STEPS.by_key["counts_toward_limit"].read("") is True
    assert STEPS.by_key["counts_toward_limit"].read("0") is False
    assert STEPS.by_key["executor_level"].read("") == "county"
    assert STEPS.by_key["executor_level"].read("镇级") == "town"


def test_the_questions_of_a_bundle_are_json() -> None:
    read = THEMES.by_key["guide_questions"].read
    assert read("") == []
    assert read('[{"id": "q"}]') == [{"id": "q"}]


@pytest.mark.parametrize("cell", ["{", "{}", "[1]", "[" * 20_000])
def test_other_questions_are_refused(cell: str) -> None:
    with pytest.raises(UnableTo, match="JSON"):
        THEMES.by_key["guide_questions"].read(cell)


def test_an_element_has_one_of_the_datatypes() -> None:
    assert ELEMENTS.by_key["datatype"].read("Date") == "date"
    with pytest.raises(UnableTo, match="不认识"):
        ELEMENTS.by_key["datatype"].read("颜色")


def test_choices_and_lengths_may_be_absent() -> None:
    assert ELEMENTS.by_key["choices"].read("男;女;") == ("男", "女")
    assert ELEMENTS.by_key["max_length"].read("") is None
    assert ELEMENTS.by_key["max_length"].read("50") == 50


def test_materials_are_read_in_the_words_of_the_list() -> None:
    assert MATERIALS.by_key["format"].read("纸质；电子") == "both"
    assert MATERIALS.by_key["issued_by"].read("第三方机构") == "third_party"
    assert ITEM_MATERIALS.by_key["required"].read("容缺") == "deferrable"
    assert ITEM_MATERIALS.by_key["originals"].read("") == 0
    assert ITEM_MATERIALS.by_key["copies"].read("2份") == 2
    assert THEMES.by_key["kind"].read("life") == "life"
    assert THEMES.by_key["item_codes"].read("a1;b2") == ("A1", "B2")


def test_the_optional_columns_may_be_empty() -> None:
    empty = {column.key: column.read(None) for column in ITEMS.columns if column.optional}
    assert empty["silence_accepts"] is None
    assert empty["extension_value"] is None
    assert empty["valid_from"] == empty["uscc"] == ""


def test_the_optional_columns_are_read() -> None:
    read = {column.key: column.read for column in ITEMS.columns}
    assert read["silence_accepts"]("否") is False
    assert read["extension_value"]("10") == 10
    assert read["valid_from"]("2026年3月1日") == "2026-03-01"
    assert read["uscc"]("11610924dm0000013q") == "11610924DM0000013Q"
    assert read["starts_on"]("收到申请") == "received"


def test_no_two_columns_of_a_table_share_a_name() -> None:
    for table in TABLES:
        names = [name for column in table.columns for name in {column.key, column.title}]
        assert len(names) == len(set(names))


def test_a_limit_that_is_no_limit_is_refused() -> None:
    with pytest.raises(UnableTo, match="不是时限"):
        ITEMS.by_key["promised_limit"].read("约二十天")
