"""The office desk in a real browser: the list imported, an item edited and published, the calendar kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
PAGES = {
    "office-home": "/office/",
    "office-items": "/office/items/",
    "office-items-found": "/office/items/?q=spjy&handling=promise",
    "office-items-none": "/office/items/?q=qqqqzz",
    "office-warnings": "/office/items/warnings/",
    "office-item": "/office/items/{food}/",
    "office-item-joint": "/office/items/{flood}/",
    "office-imports": "/office/imports/",
    "office-calendar": "/office/calendar/",
    "office-notice": "/office/calendar/notice/",
    "office-counters": "/office/counters/",
    "office-offices": "/office/offices/",
    "office-bundles": "/office/bundles/",
    "office-bundle": "/office/bundles/T02/",
    "office-compression-empty": "/office/compression/",
    "office-item-conflict": "/office/items/{design}/",
    "office-item-new": "/office/items/new/",
}


@pytest.fixture
def desk(own_county, monkeypatch, settings, tmp_path):
    """A server of the county on an October morning, before the notice for next year is out."""
    from quancheng.kernel import moments
    from tests.factories.county import moment

    monkeypatch.setattr(moments, "now", lambda: moment(10, 24, on=date(2026, 10, 12)))
    settings.FILES_FOLDER, settings.HOME, settings.DEMO = tmp_path / "files", tmp_path, True
    caches["process"].clear()
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    caches["process"].clear()


@pytest.fixture
def sit_down(desk, own_county, new_page):
    """Opens a browser in which the administrator has logged in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    def sit(width=1440, role="administrator"):
        actor = own_county.in_role(role)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=actor.account_id))
        session = client.session
        session["post"] = actor.post_id
        session.save()
        page = new_page(width=width)
        page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": desk}])
        page.goto(f"{desk}/office/")
        return page

    return sit


@pytest.fixture
def codes(own_county):
    """The codes of two items."""
    from tests.factories.cases import FLOOD, FOOD, guide_named

    return {
        "food": guide_named(FOOD).item_code,
        "flood": guide_named(FLOOD).item_code,
        "design": guide_named("建设工程设计方案审定").item_code,
    }


@pytest.mark.parametrize("width", [1440, 360])
def test_every_page_can_be_read_by_everyone(desk, sit_down, codes, look, width):
    page = sit_down(width)
    for name, address in PAGES.items():
        page.goto(desk + address.format(**codes))
        look(page, name)


@pytest.fixture
def year_of_cases(own_county):
    """Cases of two items decided in three months, one of them suspended on the way."""
    from tests.factories import cases, review
    from tests.factories.county import moment

    for seed, (month, days) in enumerate(((6, 3), (7, 5), (7, 1), (9, 2), (9, 8)), start=1):
        start = date(2026, month, 13 if month == 7 else 8)
        made = cases.accepted(
            own_county, cases.guide_named(cases.FOOD), now=moment(on=start), seed=seed
        )
        end = moment(on=date(2026, month, start.day + days))
        cases.decided(own_county, cases.examined(own_county, made, now=end), now=end)
    review.due_today(own_county, cases.guide_named(cases.FLOOD))


@pytest.mark.parametrize("width", [1440, 360])
def test_the_figure_of_the_county_is_drilled_down_to_a_proof_sheet(
    *, desk, year_of_cases, sit_down, look, width
):
    page = sit_down(width)
    page.goto(f"{desk}/office/compression/")
    page.locator(".q-months svg").wait_for()
    look(page, "office-compression")
    page.get_by_role("link", name="紫阳县市场监督管理局").click()
    look(page, "office-compression-office")
    page.get_by_role("link", name="食品(含保健食品)经营许可核发").click()
    look(page, "office-compression-item")
    page.get_by_role("link", name="时限计算书").first.click()
    assert page.locator("h1").inner_text() == "时限计算书"


@pytest.fixture
def dirty_list(own_county, tmp_path):
    """The county's list as a workbook from the table of a department: renamed headers, dirt, a title."""
    from openpyxl import load_workbook

    from quancheng.catalogue import importers

    path = importers.export_workbook(
        region_code="610924", path=tmp_path / "水利局清单.xlsx", on=date(2026, 10, 12)
    )
    book = load_workbook(path)
    sheet = book["事项"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(1, titles["承诺时限"]).value = "对外承诺的天数"
    sheet.cell(1, titles["受理条件"]).value = "申请所需条件"
    row = next(
        row
        for row in range(2, 420)
        if sheet.cell(row, titles["事项名称"]).value == "洪水影响评价审批"
    )
    sheet.cell(row, titles["承诺时限"]).value = "　７ "
    sheet.cell(2, titles["实施部门"]).value = "不存在的局"
    sheet.insert_rows(1)
    sheet.cell(1, 1).value = "紫阳县政务服务事项清单（2026年修订）"
    book.save(path)
    return path


def test_the_administrator_imports_a_list_with_dirt_in_it(desk, sit_down, dirty_list, codes, look):
    page = sit_down()
    # Given a workbook whose headers were renamed and one of whose offices does not exist
    page.get_by_role("link", name="导入清单").click()
    page.locator("input[type=file]").set_input_files(dirty_list)
    page.get_by_role("button", name="上传并预览").click()
    # When he says which column the promise stands in
    page.get_by_role("heading", name="列名对照").wait_for(timeout=30_000)
    look(page, "office-import-preview")
    page.get_by_label("“对外承诺的天数”对应的列").select_option(label="承诺时限")
    page.get_by_label("“申请所需条件”对应的列").select_option(label="受理条件")
    page.get_by_role("button", name="按这个对照重新读取").click()
    page.get_by_role("heading", name="与在用版本的差别").wait_for(timeout=30_000)
    look(page, "office-import-problems")
    page.get_by_role("link", name="洪水影响评价审批").click()
    look(page, "office-import-change")
    page.get_by_role("link", name="导入预览").click()
    # Then the sound rows come in, and the report names the row that did not
    page.get_by_label("有问题的行不导入").check()
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_role("link", name="看导入报告").click(timeout=30_000)
    look(page, "office-import-report")
    assert "不存在的局" in page.locator("#main").inner_text()
    page.goto(f"{desk}/office/items/{codes['flood']}/")
    assert "7 个工作日" in page.locator(".q-stats").inner_text()
    page.get_by_role("link", name="与第 1 版的差别").click()
    look(page, "office-diff")


def test_the_administrator_changes_an_item_and_publishes_it(desk, sit_down, codes, look):
    page = sit_down()
    page.goto(f"{desk}/office/items/{codes['flood']}/")
    page.get_by_text("BPMN 视图").click()
    page.locator(".djs-container").wait_for()
    look(page, "office-item-bpmn")
    page.get_by_role("button", name="建新版本草稿").click()
    look(page, "office-draft-basic")
    # When the promise is set longer than the law allows, the field says so
    page.get_by_role("link", name="时限").click()
    page.get_by_label("承诺时限", exact=True).fill("30")
    page.get_by_role("button", name="保存草稿").click()
    look(page, "office-draft-limits")
    assert "大于法定时限" in page.locator("#draft").inner_text()
    page.get_by_label("承诺时限", exact=True).fill("6")
    page.locator("[data-autosave-state]").get_by_text("已保存 ").wait_for()
    # and a step is moved, another added
    page.get_by_role("link", name="流程", exact=True).click()
    look(page, "office-draft-steps")
    page.get_by_label("环节时限").nth(1).fill("4")
    page.get_by_label("把第 2 个环节下移").click()
    page.locator(".o-row").nth(2).get_by_label("环节时限").and_(
        page.locator("[value='4']")
    ).wait_for()
    page.get_by_label("把第 3 个环节上移").click()
    page.locator(".o-row").nth(1).get_by_label("环节时限").and_(
        page.locator("[value='4']")
    ).wait_for()
    page.get_by_role("link", name="材料", exact=True).click()
    page.get_by_label("从库里找材料").fill("身份证")
    page.get_by_role("button", name="找", exact=True).click()
    page.locator(".o-found").wait_for()
    look(page, "office-draft-materials")
    page.locator(".o-found button").first.click()
    page.locator(".o-row").nth(5).wait_for()
    # Then the check finds nothing, and the edition is in force
    page.get_by_role("link", name="核对并发布").first.click()
    look(page, "office-draft-check")
    page.get_by_role("button", name="发布").click()
    page.get_by_text("第 2 版已发布").wait_for()
    assert "6 个工作日" in page.locator(".q-stats").inner_text()


@pytest.mark.parametrize(
    "section", ["basic", "limits", "ways", "materials", "form", "fees", "steps"]
)
def test_a_draft_fits_the_phone(desk, sit_down, codes, look, section):
    page = sit_down(360)
    page.goto(f"{desk}/office/items/{codes['food']}/")
    page.get_by_role("button", name="建新版本草稿").click()
    page.goto(f"{desk}/office/items/{codes['food']}/draft/{section}/")
    look(page, f"office-draft-{section}")


def test_the_notice_for_next_year_is_typed_in(desk, sit_down, look):
    page = sit_down()
    page.get_by_role("link", name="导入通知").click()
    page.get_by_label("标题").fill("国务院办公厅关于2027年部分节假日安排的通知")
    page.get_by_label("文号").fill("国办发明电〔2026〕9号")
    page.get_by_label("放假和上班的日子").fill(
        "2027-01-01至2027-01-03 放假 元旦\n2027-02-05至2027-02-11 放假 春节\n"
        "2027-04-03至2027-04-05 放假 清明节\n2027-05-01至2027-05-05 放假 劳动节\n"
        "2027-06-09 放假 端午节\n2027-09-15 放假 中秋节\n2027-10-01至2027-10-07 放假 国庆节\n"
        "2027-05-08 上班 劳动节"
    )
    page.get_by_role("button", name="先看会变什么").click()
    look(page, "office-notice-preview")
    page.get_by_role("button", name="确认导入").click()
    look(page, "office-calendar-2027")
    page.goto(f"{desk}/office/")
    assert "该导入明年的日历了" not in page.locator("#main").inner_text()
