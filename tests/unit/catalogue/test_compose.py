"""Items put together from their rows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quancheng.catalogue.rules.assembling import Assembled, assemble
from quancheng.catalogue.rules.compose import Offices
from quancheng.catalogue.rules.reading import read_list
from quancheng.catalogue.rules.rows import Sheet
from tests.unit.catalogue.samples import CODE, ITEM_CELLS, OFFICES, OTHER_CODE, REGION

ELEMENT = {
    "code": "E001",
    "name": "apl_name",
    "label": "申请人姓名",
    "datatype": "text",
    "max_length": "50",
    "required_default": "1",
    "group": "申请人信息",
}
MATERIAL = {"code": "M001", "name": "申请书", "format": "both", "issued_by": "申请人自备"}
FORM = {"item_code": CODE, "element_code": "E001", "required": "1", "order": "1"}
PAPER = {"item_code": CODE, "material_code": "M001", "required": "必要", "order": "1"}
STEP = {
    "item_code": CODE,
    "order": "1",
    "step": "受理",
    "role": "窗口人员",
    "department_code": "D01",
    "limit_days": "0",
}
DECISION = STEP | {"order": "2", "step": "决定", "role": "部门负责人", "limit_days": "8"}
THEME = {"code": "T01", "name": "开店", "kind": "life", "item_codes": CODE}
Rows = list[dict[str, str]]


def sheet(name: str, rows: Rows) -> Sheet:
    keys = sorted({key for row in rows for key in row})
    return Sheet(f"{name}.csv", [keys, *[[row.get(key, "") for key in keys] for row in rows]])


def put_together(*, codes: set[str] | None = None, **tables: Rows) -> Assembled:
    whole: dict[str, Rows] = {
        "items": [dict(ITEM_CELLS)],
        "elements": [ELEMENT],
        "item_elements": [FORM],
        "materials": [MATERIAL],
        "item_materials": [PAPER],
        "steps": [STEP, DECISION],
    }
    sheets = [sheet(name, rows) for name, rows in (whole | tables).items() if rows]
    return assemble(
        read_list(sheets, {}, merged=False),
        offices=OFFICES,
        region_code=REGION,
        item_codes=codes or (),
    )


def item(**changes: str) -> dict[str, str]:
    return ITEM_CELLS | changes


def said(found: Assembled) -> list[str]:
    return [problem.sentence for problem in found.problems]


def test_an_item_is_put_together_with_its_parts() -> None:
    found = put_together()
    assert said(found) == []
    content = found.items[0].content
    assert content["promised_limit"] == 8
    assert content["form"][0]["label"] == "申请人姓名"
    assert content["materials"][0]["need"] == "required"
    assert [step["step"] for step in content["steps"]] == ["受理", "决定"]
    assert content["extension_value"] == 10


def test_the_office_may_be_named_by_its_name_or_short_name() -> None:
    for name in ("D01", "d01", "紫阳县市场监督管理局", "县市场监管局"):
        found = put_together(items=[item(department_code=name)])
        assert found.items[0].office_code == "D01"


def test_a_name_that_two_offices_share_is_not_used() -> None:
    offices = Offices.of([("D01", "甲局", "局"), ("D02", "乙局", "局")])
    assert offices.code_of("局") == ""
    assert offices.code_of("甲局") == "D01"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"department_code": "无此局"}, "没有“无此局”这个部门"),
        ({"base_code": "61-0"}, "基本编码“61-0”应当"),
        ({"code": CODE.replace("DM", "DN")}, "统一社会信用代码"),
        ({"joint_departments": "D02;D77"}, "联办部门“D77”没有登记"),
        ({"special_procedures": "专家评审:很久"}, "名称:最长天数"),
        ({"promised_limit": "8个自然日"}, "单位与单位列不一致"),
        ({"statutory_unit": "", "statutory_limit": "20"}, "没有写单位"),
        ({"prerequisite_codes": "X-0000-1"}, "不在清单里"),
        ({"promised_limit": "21"}, "大于法定时限"),
        ({"legal_basis_certainty": "guess"}, "不在可填的范围内"),
    ],
)
def test_what_is_wrong_with_an_item_is_said(changes: dict[str, str], words: str) -> None:
    found = put_together(items=[item(**changes)])
    assert any(words in sentence for sentence in said(found))
    assert found.items == []
    assert len(found.held) == 1


def test_limits_may_carry_their_unit() -> None:
    cells = item(
        statutory_limit="20个工作日", promised_limit="8个工作日", statutory_unit="", limit_unit=""
    )
    content = put_together(items=[cells]).items[0].content
    assert (content["statutory_unit"], content["promised_unit"]) == ("working_day", "working_day")


def test_an_item_on_the_spot_has_no_days() -> None:
    cells = item(
        handling_type="即办件",
        promised_limit="当场",
        limit_unit="",
        statutory_limit="当场",
        statutory_unit="",
    )
    content = put_together(items=[cells], steps=[STEP]).items[0].content
    assert (content["promised_limit"], content["promised_unit"]) == (0, "instant")
    assert (content["statutory_limit"], content["statutory_unit"]) == (0, "working_day")


def test_a_list_may_state_the_limits_further_fields() -> None:
    cells = item(
        starts_on="收到申请",
        extension_value="5",
        silence_accepts="否",
        suspension_grounds="公告",
        basis_text_date="2019/4/23",
        valid_from="2026年3月1日",
        uscc="11610924DM0000013Q",
        咨询电话="12345",
    )
    made = put_together(items=[cells]).items[0]
    assert made.content["starts_on"] == "received"
    assert made.content["extension_value"] == 5
    assert made.content["silence_accepts"] is False
    assert "公告" in made.content["suspension_grounds"]
    assert made.content["basis_text_date"] == "2019-04-23"
    assert made.valid_from == "2026-03-01"
    assert made.content["extra"] == {
        "uscc": "11610924DM0000013Q",
        "valid_from": "2026-03-01",
        "咨询电话": "12345",
    }


def test_special_procedures_are_read_with_their_days() -> None:
    content = put_together(items=[item(special_procedures="专家评审：20;公示")]).items[0].content
    assert content["special_procedures"] == [
        {"name": "专家评审", "days": 20},
        {"name": "公示", "days": 0},
    ]


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"item_elements": [FORM | {"element_code": "E9"}]}, "数据元“E9”不存在"),
        ({"item_elements": [FORM, FORM]}, "在这个事项的表单里重复"),
        ({"item_materials": [PAPER | {"material_code": "M9"}]}, "材料“M9”不存在"),
        ({"item_materials": [PAPER, PAPER]}, "在这个事项里重复"),
        ({"steps": [STEP, DECISION | {"department_code": "D99"}]}, "没有“D99”这个部门"),
        ({"steps": [STEP, DECISION | {"limit_days": "三天"}]}, "不是天数"),
        ({"steps": []}, ""),
        ({"item_materials": [PAPER | {"item_code": "X-0000-1"}]}, "不在事项表里"),
        ({"elements": [ELEMENT, ELEMENT]}, "与第2行重复"),
        ({"elements": [ELEMENT | {"datatype": "颜色"}]}, "不认识"),
        ({"elements": [ELEMENT | {"datatype": "choice"}]}, "没有可选值"),
    ],
)
def test_what_is_wrong_with_a_part_is_said(tables: dict[str, Any], words: str) -> None:
    found = put_together(**tables)
    assert any(words in sentence for sentence in said(found))


def test_the_rows_of_an_item_that_is_not_listed_are_one_problem() -> None:
    strangers = [STEP | {"item_code": "X-0000-1"}, DECISION | {"item_code": "X-0000-1"}]
    found = put_together(steps=[STEP, DECISION, *strangers])
    assert said(found) == ["事项编码“X-0000-1”不在事项表里（共2行），请核对。"]
    assert len(found.items) == 1


def test_a_spoilt_part_holds_its_item_back() -> None:
    found = put_together(steps=[STEP, DECISION | {"limit_days": "三天"}])
    assert (found.items, found.held) == ([], [CODE])


def test_a_material_may_be_asked_for_in_two_cases() -> None:
    rows = [PAPER, PAPER | {"condition": "委托办理的", "order": "2"}]
    assert len(put_together(item_materials=rows).items[0].content["materials"]) == 2


def test_a_step_without_an_office_is_the_items_own() -> None:
    found = put_together(steps=[STEP | {"department_code": ""}, DECISION])
    assert found.items[0].content["steps"][0]["department_code"] == "D01"


def test_the_office_of_a_superior_is_not_ours() -> None:
    above = DECISION | {
        "step": "等待上级决定",
        "role": "市级主管部门",
        "department_code": "市局",
        "executor_level": "superior",
        "counts_toward_limit": "0",
    }
    cells = item(handling_type="上报件", superior_level="市级")
    found = put_together(items=[cells], steps=[STEP, above])
    assert said(found) == []
    assert found.items[0].content["steps"][1]["department_code"] == "市局"


def test_of_two_items_with_one_code_or_one_name_the_second_is_held() -> None:
    other = item(code=OTHER_CODE, base_code="610131001002")
    found = put_together(items=[item(), item(), other])
    assert [problem.row for problem in found.problems] == [3, 4]
    assert "实施编码与第2行重复" in said(found)[0]
    assert "事项名称与第2行重复" in said(found)[1]
    assert [made.code for made in found.items] == [CODE]
    assert found.held == [OTHER_CODE]


def test_the_same_name_at_two_offices_is_two_items() -> None:
    other = item(code=OTHER_CODE, base_code="610131001002", department_code="D02")
    rows = [row | {"item_code": OTHER_CODE} for row in (STEP, DECISION)]
    found = put_together(items=[item(), other], steps=[STEP, DECISION, *rows])
    assert len(found.items) == 2


def test_an_item_that_cannot_be_read_is_held_without_a_problem_at_its_parts() -> None:
    found = put_together(items=[item(handling_type="快办件")])
    assert len(found.problems) == 1
    assert found.held == [CODE]


def test_a_step_that_stops_the_clock_without_a_ground_is_a_conflict_that_holds_nothing_back() -> (
    None
):
    publicity = STEP | {"order": "2", "step": "公示", "counts_toward_limit": "0"}
    found = put_together(steps=[STEP, publicity, DECISION | {"order": "3"}])
    assert said(found) == []
    assert found.held == []
    assert found.warnings == []
    assert [(one.code, one.step) for one in found.conflicts] == [(CODE, "公示")]
    assert "第四十五条" in found.conflicts[0].sentence


def test_a_prerequisite_may_be_an_item_that_the_region_has_already() -> None:
    found = put_together(items=[item(prerequisite_codes="x-0000-1")], codes={"X-0000-1"})
    assert found.items[0].content["prerequisite_codes"] == ["X-0000-1"]


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        (THEME | {"item_codes": "X-0000-1"}, "引用的事项"),
        (
            THEME
            | {
                "guide_questions": '[{"id":"q","options":[{"answer":"a","add":["X"],"remove":[]}]}]'
            },
            "引用的事项“X”",
        ),
    ],
)
def test_a_bundle_names_items_that_exist(theme: dict[str, str], words: str) -> None:
    found = put_together(themes=[theme])
    assert words in said(found)[0]
    assert found.bundles == []


def test_a_sound_bundle_is_kept() -> None:
    questions = json.dumps([{"id": "q", "options": [{"answer": "a", "add": [CODE]}]}, {"id": "r"}])
    found = put_together(themes=[THEME | {"guide_questions": questions}])
    assert len(found.bundles) == 1
