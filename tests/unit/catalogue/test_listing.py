"""Contents as rows of the list, and the editing screen's cells as contents again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from quancheng.catalogue.rules import contents, listing
from quancheng.catalogue.rules.columns import ITEMS
from quancheng.catalogue.rules.editing import cells_of, content_from
from tests.unit.catalogue.samples import CODE, FEE, OFFICES, REGION, content

ELEMENT = {
    "code": "E001",
    "name": "apl_name",
    "label": "申请人姓名",
    "datatype": "text",
    "choices": [],
    "max_length": 50,
    "required_default": True,
    "group": "申请人信息",
    "help": "",
    "extra": {},
}
MATERIAL = {
    "code": "M001",
    "name": "申请书",
    "kind": "申请表",
    "format": "both",
    "issued_by": "applicant",
    "derivable_from_result": "",
    "sample_note": "",
    "basis": "",
    "extra": {},
}
LICENCE: dict[str, Any] = {
    "extension_value": 10,
    "extension_times": 1,
    "extension_approver": "organ_head",
}


def back(cells: dict[str, list[dict[str, str]]]) -> tuple[dict[str, Any] | None, list[str]]:
    made, problems = content_from(
        cells, elements=[ELEMENT], materials=[MATERIAL], offices=OFFICES, region_code=REGION
    )
    return made, [problem.sentence for problem in problems]


@pytest.mark.parametrize(
    "changes",
    [
        LICENCE,
        {"starts_on": "received", "silence_accepts": False},
        LICENCE | {"fee_yes": True, "fees": [FEE], "extra": {"咨询": "12345"}},
        LICENCE | {"basis_text_date": "2019-04-23", "correction_value": 3},
        LICENCE | {"special_procedures": [{"name": "专家评审", "days": 20}]},
        LICENCE | {"extra": {"uscc": "11610924DM0000013Q"}},
    ],
)
def test_an_edition_as_cells_is_the_same_edition(changes: dict[str, Any]) -> None:
    before = content(**changes)
    cells = cells_of(code=CODE, base_code="610131001001", content=before)
    after, problems = back(cells)
    assert problems == []
    assert after is not None
    assert contents.digest_of(after) == contents.digest_of(before)


def test_no_edition_has_no_cells() -> None:
    assert cells_of(code=CODE, base_code="", content=None)["items"] == []


def test_without_the_items_own_row_nothing_can_be_read() -> None:
    assert back({"items": []}) == (None, ["没有事项的基本信息，请刷新页面后重新填写。"])


def test_a_wrong_cell_of_the_editing_screen_is_named() -> None:
    cells = cells_of(code=CODE, base_code="610131001001", content=content())
    cells["items"][0]["handling_type"] = "快办件"
    made, problems = back(cells)
    assert made is None
    assert "不在可填的范围内" in problems[0]


def test_a_wrong_row_of_a_part_is_named_and_left_out() -> None:
    cells = cells_of(code=CODE, base_code="610131001001", content=content())
    cells["steps"][1]["limit_days"] = "三天"
    made, problems = back(cells)
    assert made is not None
    assert len(made["steps"]) == 3
    assert "不是天数" in problems[0]


def test_optional_and_unknown_columns_are_written_where_they_are_used() -> None:
    rows = [{"code": "1", "starts_on": "受理", "咨询": ""}, {"code": "2", "地点": "一楼"}]
    columns = listing.columns_of(ITEMS, rows)
    assert columns[-2:] == ("starts_on", "地点")
    assert "uscc" not in columns


def test_cells_are_written_as_the_list_writes_them() -> None:
    assert listing.cell(None) == ""
    assert listing.cell(True) == "1"
    assert listing.cell(["D01", "D02"]) == "D01;D02"


def test_a_bundle_without_questions_has_an_empty_cell() -> None:
    record = {
        "code": "T1",
        "name": "开店",
        "kind": "life",
        "item_codes": ["A"],
        "guide_questions": [],
        "extra": {},
    }
    assert listing.bundle_row(record)["guide_questions"] == ""
    record["guide_questions"] = [{"question": "?", "id": "q", "note": "n"}]
    assert listing.bundle_row(record)["guide_questions"] == (
        '[{"id": "q", "question": "?", "note": "n"}]'
    )


def test_materials_and_elements_are_written_in_the_words_of_the_list() -> None:
    row = listing.master_material_row(MATERIAL)
    assert (row["format"], row["issued_by"]) == ("both", "申请人自备")
    assert listing.element_row(ELEMENT)["max_length"] == "50"


def test_the_options_of_a_question_keep_their_order() -> None:
    option = {"remove": [], "answer": "是", "add": ["A"]}
    record = {
        "code": "T1",
        "name": "开店",
        "kind": "life",
        "item_codes": ["A"],
        "guide_questions": [{"options": [option], "id": "q"}],
        "extra": {},
    }
    assert listing.bundle_row(record)["guide_questions"] == (
        '[{"id": "q", "options": [{"answer": "是", "add": ["A"], "remove": []}]}]'
    )


def test_a_content_is_read_from_any_edition() -> None:
    made = content()
    assert contents.content_of(SimpleNamespace(**made)) == made


def test_a_content_is_complete_and_compared_by_its_digest() -> None:
    made = content()
    assert set(made) == set(contents.KEYS)
    assert contents.digest_of(made) == contents.digest_of({**made, "unknown": 1})
    assert contents.digest_of(made) != contents.digest_of({**made, "name": "别的"})
