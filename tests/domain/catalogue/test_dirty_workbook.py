"""A workbook with the dirt of real lists: what is only dirty comes in, what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from quancheng.catalogue import importers, queries
from quancheng.catalogue.importers import Problem, UnableToImport
from quancheng.catalogue.rules.compose import Composed
from tests.domain.catalogue.dirt import DAYS, HOW_MANY, chosen, dirty_workbook
from tests.domain.catalogue.lists import COUNTY, DEMO, NOW, TODAY


def contents_of(plan: importers.Plan) -> dict[str, dict[str, object]]:
    made: list[Composed] = plan.new
    return {one.code: {**one.content, "extra": {}} for one in made}


def test_dirt_alone_is_cleaned_to_the_same_editions(county: str, tmp_path: Path) -> None:
    book = tmp_path / "清单.xlsx"
    dirty_workbook(book, faults=False)
    dirty = importers.preview(source=book, region_code=county, on=TODAY)
    assert dirty.problems == []
    clean = contents_of(importers.preview(source=DEMO, region_code=county, on=TODAY))
    found = contents_of(dirty)
    assert len(found) == HOW_MANY
    assert found == {code: clean[code] for code in found}


def test_days_in_every_shape_are_one_day(county: str, tmp_path: Path) -> None:
    book = tmp_path / "清单.xlsx"
    dirty_workbook(book, faults=False)
    plan = importers.preview(source=book, region_code=county, on=TODAY)
    assert len(DAYS) == 6
    assert {made.valid_from for made in plan.new} == {"2026-01-05"}


def test_headings_notes_and_footers_are_left_out(county: str, tmp_path: Path) -> None:
    book = tmp_path / "清单.xlsx"
    dirty_workbook(book, faults=False)
    assert importers.preview(source=book, region_code=county, on=TODAY).left_out >= 3


def test_unknown_columns_are_kept(county: str, tmp_path: Path) -> None:
    book = tmp_path / "清单.xlsx"
    dirty_workbook(book, faults=False)
    plan = importers.preview(source=book, region_code=county, on=TODAY)
    assert {made.content["extra"]["事项咨询电话"] for made in plan.new} == {"12345"}
    assert [match.header for match in plan.unmapped] == ["事项咨询电话"]
    assert all("序号" not in made.content["extra"] for made in plan.new)


def test_a_list_with_faults_is_refused_as_a_whole(county: str, tmp_path: Path) -> None:
    book = tmp_path / "清单.xlsx"
    dirty_workbook(book, faults=True)
    with pytest.raises(UnableToImport) as refused:
        importers.apply(source=book, region_code=county, on=TODAY, now=NOW)
    assert "全部没有导入" in refused.value.sentence
    assert queries.lines_in_force(region_code=county, on=TODAY) == []
    run = queries.import_run(region_code=county, run_id=refused.value.run_id)
    assert not run.applied
    assert run.problems == refused.value.problems


@pytest.fixture
def quarantined(county: str, tmp_path: Path) -> tuple[importers.Outcome, set[str]]:
    book = tmp_path / "清单.xlsx"
    faults = dirty_workbook(book, faults=True)
    assert faults is not None
    outcome = importers.apply(source=book, region_code=county, on=TODAY, now=NOW, quarantine=True)
    return outcome, faults.codes


def test_quarantine_lets_the_good_items_in(
    quarantined: tuple[importers.Outcome, set[str]],
) -> None:
    outcome, wrong = quarantined
    lines = queries.lines_in_force(region_code=COUNTY, on=TODAY)
    assert {line.code for line in lines} == {row["code"] for row in chosen()} - wrong
    assert outcome.counts["new"] == HOW_MANY - len(wrong)
    assert outcome.counts["held"] == len(wrong)


SAID = [
    ("责任单位", "紫阳县不存在的局", "没有“紫阳县不存在的局”这个部门"),
    ("事项实施编码", "DN", "统一社会信用代码"),
    ("事项名称*", "", "重复"),
    ("实施主体统一社会信用代码", "11610924DM0000021X", "统一社会信用代码"),
    ("办理时限承诺", "99 个工作日", "大于法定时限"),
    ("启用日期", "2026年2月30日", "不存在"),
    ("办理时限法定", "约二十天", "不是时限"),
    ("basis", "紫阳县物价局通知", "不能设定收费"),
    ("department_code", "D99", "没有“D99”这个部门"),
    ("item_code", "DM", "不在事项表里"),
]


def test_each_fault_is_named_by_sheet_row_column_value(
    quarantined: tuple[importers.Outcome, set[str]],
) -> None:
    outcome, _ = quarantined
    # The parts of the item whose code is wrong belong to no item: three sheets say so.
    found = [(one.column, one.value, one.sentence) for one in outcome.problems]
    assert len(found) == len(SAID) + 2
    for column, value, said in SAID:
        assert any(column == one and value in two and said in three for one, two, three in found), (
            column
        )
    assert all(one.row > 1 for one in outcome.problems)
    assert {one.sheet for one in outcome.problems} == {
        "政务服务事项",
        "事项表单",
        "事项材料",
        "收费项目",
        "办理流程",
    }


def test_the_report_names_every_problem(
    quarantined: tuple[importers.Outcome, set[str]], tmp_path: Path
) -> None:
    outcome, _ = quarantined
    path = importers.problems_workbook(problems=outcome.problems, path=tmp_path / "问题.xlsx")
    rows = list(load_workbook(path).active.iter_rows(min_row=2, values_only=True))  # type: ignore[union-attr]
    assert [Problem(a, b, c, d or "", e) for a, b, c, d, e in rows] == list(outcome.problems)  # type: ignore[arg-type]


def test_the_corrected_list_brings_the_held_items_in(
    quarantined: tuple[importers.Outcome, set[str]], tmp_path: Path
) -> None:
    _, wrong = quarantined
    book = tmp_path / "改正.xlsx"
    dirty_workbook(book, faults=False)
    outcome = importers.apply(source=book, region_code=COUNTY, on=TODAY, now=NOW)
    assert outcome.counts["new"] == len(wrong)
    assert outcome.counts["unchanged"] == HOW_MANY - len(wrong)
