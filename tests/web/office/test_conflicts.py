"""What contradicts the law on time is named wherever the office reads its list."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from openpyxl import load_workbook

from quancheng.catalogue import importers, operations, queries
from quancheng.kernel import moments
from quancheng.ops import cli
from quancheng.web.office.inbox import folders
from quancheng.web.office.inbox.folders import State
from quancheng.web.office.inbox.report import conflicts_in, report_from
from tests.factories.cases import FLOOD, guide_named
from tests.factories.county import COUNTY, FOLDER

DESIGN = "建设工程设计方案审定"
SEVEN = {
    DESIGN,
    "河道采砂许可",
    "农村村民宅基地审批",
    "农村宅基地使用权及房屋所有权首次登记",
    "住宅专项维修资金使用备案",
    "建设项目使用林地审核初审",
    "设立歌舞娱乐场所《娱乐经营许可证》核发",
}
TWO = {"特种设备作业人员资格认定取证", "拖拉机/联合收割机驾驶证初次申领"}


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def text_of(response):
    return response.content.decode()


def rows_of(response):
    book = load_workbook(io.BytesIO(response.content))
    return list(book["与法律不一致"].iter_rows(min_row=2, values_only=True))


@pytest.fixture
def previewed(county):
    """An upload of the county's own list that has been read."""
    admin = county.in_role("administrator")
    upload = folders.begin(
        region_code=COUNTY,
        name="清单.xlsx",
        by=admin.name,
        account_id=admin.account_id,
        post_id=admin.post_id,
        now=moments.now(),
    )
    plan = importers.preview(source=FOLDER, region_code=COUNTY, on=moments.day_of(moments.now()))
    folders.keep_report(upload, report_from(plan))
    return folders.save(upload, state=State.READ)


def test_a_preview_names_the_conflicts_and_what_to_change_but_blocks_nothing(admin, previewed):
    page = text_of(admin.get(f"/office/imports/{previewed.token}/"))
    said = words(page)
    assert "与法律不一致的地方 不影响导入" in said
    for name in SEVEN | TWO:
        assert name in said
    assert "请改为计入承诺时限" in said
    assert folders.report_of(previewed)["counts"]["conflicts"] == 9
    assert folders.report_of(previewed)["problems"] == []


def test_the_workbook_of_a_preview_has_a_sheet_of_conflicts(admin, previewed):
    rows = rows_of(admin.get(f"/office/imports/{previewed.token}/problems.xlsx"))
    assert Counter(row[2] for row in rows) == {"公示": 7, "考试": 2}
    assert {row[1] for row in rows if row[2] == "公示"} == SEVEN
    assert {row[1] for row in rows if row[2] == "考试"} == TWO
    assert all(row[3] == "不计时没有依据" and row[5].startswith("请改为") for row in rows)


def test_the_report_of_an_import_keeps_the_conflicts(admin):
    run = queries.import_runs(region_code=COUNTY)[0]
    assert {one.item for one in run.conflicts if one.step == "公示"} == SEVEN
    assert {one.item for one in run.conflicts if one.step == "考试"} == TWO
    page = text_of(admin.get(f"/office/imports/runs/{run.id}/"))
    code = guide_named(DESIGN).item_code
    assert f'href="/office/items/{code}/"' in page
    rows = rows_of(admin.get(f"/office/imports/runs/{run.id}/problems.xlsx"))
    assert len(rows) == 9


def test_a_report_of_before_there_were_any_has_none():
    assert conflicts_in({"problems": []}) == ()


def test_an_item_shows_its_conflict_and_one_without_shows_none(admin):
    page = words(text_of(admin.get(f"/office/items/{guide_named(DESIGN).item_code}/")))
    assert "不计时没有依据" in page
    assert "环节“公示”写了不计时" in page
    assert "请改为计入承诺时限" in page
    other = words(text_of(admin.get(f"/office/items/{guide_named(FLOOD).item_code}/")))
    assert "与法律或自身不一致的地方" not in other


def test_a_draft_says_its_conflicts_before_publishing_and_can_be_published(admin, county):
    guide = guide_named(FLOOD)
    actor = county.in_role("administrator")
    draft = operations.draft_edition(
        item_id=guide.item_id,
        changes={"promised_limit": 5, "extension_value": 15, "correction_value": 7},
        now=moments.now(),
        account_id=actor.account_id,
        post_id=actor.post_id,
    )
    said = words(text_of(admin.get(f"/office/items/{guide.item_code}/draft/check/")))
    for expected in (
        "环节合计超过承诺",
        "合计8天，超过承诺时限5天。请缩短环节时限",
        "延长与法律不同",
        "请改为可延长1次、每次不超过10天",
        "补正期限与法律不同",
        "请改为5个工作日内告知",
    ):
        assert expected in said
    operations.publish(
        edition_id=draft.id,
        valid_from=moments.day_of(moments.now()),
        now=moments.now(),
        account_id=actor.account_id,
        post_id=actor.post_id,
    )
    assert guide_named(FLOOD, on=moments.day_of(moments.now())).edition_id == draft.id


@pytest.mark.parametrize(("name", "step"), [(DESIGN, "公示"), (min(TWO), "考试")])
def test_a_draft_names_the_step_without_a_ground_before_publishing(admin, county, name, step):
    guide = guide_named(name)
    actor = county.in_role("administrator")
    operations.draft_edition(
        item_id=guide.item_id,
        changes={"promised_limit": guide.promised.value},
        now=moments.now(),
        account_id=actor.account_id,
        post_id=actor.post_id,
    )
    said = words(text_of(admin.get(f"/office/items/{guide.item_code}/draft/check/")))
    assert f"环节“{step}”写了不计时" in said
    assert "法定时限照常计算" in said


def test_the_command_prints_the_conflicts_with_their_counts(capsys, tmp_path):
    report = tmp_path / "report.xlsx"
    assert cli.main(["catalogue", "check", str(FOLDER), "--report", str(report)]) == 0
    said = capsys.readouterr().out
    assert "与法律不一致 9 处（不计时没有依据 9 处）" in said
    for name in SEVEN:
        assert f"{name}：环节“公示”写了不计时" in said
    for name in TWO:
        assert f"{name}：环节“考试”写了不计时" in said
    assert "没有发现问题" in said
    assert load_workbook(report)["与法律不一致"].max_row == 10
