"""The import on the site as it runs: several processes, the real clock, a login with a password."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def administrator(site_county):
    """The employee number of the administrator."""
    from quancheng.identity import queries
    from quancheng.identity.rules import Role
    from tests.factories.county import COUNTY

    posts = queries.posts_in(region_code=COUNTY, role=Role.ADMINISTRATOR, today=site_county.today)
    return posts[0].username


@pytest.fixture
def page_of_the_desk(site, administrator, page):
    """The administrator logs in and chooses his post at the centre."""
    from tests.factories.county import PASSWORD

    page.goto(f"{site.url}/accounts/login/?next=/office/")
    page.get_by_label("工号").fill(administrator)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/office/**")
    if page.locator("h1").inner_text() != "今天":
        page.locator("details.q-me > summary").click()
        page.get_by_role("button", name="管理员").click()
        page.goto(f"{site.url}/office/")
    return page


def test_a_list_is_exported_and_imported_again_without_a_change(
    site, page_of_the_desk, look, tmp_path
):
    page = page_of_the_desk
    # Given the list in force as the centre hands it out
    page.goto(f"{site.url}/office/imports/")
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="工作簿").click()
    path = tmp_path / "清单.xlsx"
    downloaded.value.save_as(path)
    # When it is sent back as it is
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("heading", name="确认导入").wait_for(timeout=60_000)
    look(page, "office-import-same")
    page.get_by_role("button", name="全部导入").click()
    page.get_by_role("link", name="看导入报告").click(timeout=60_000)
    # Then nothing of the list has changed, and the run is on the record
    assert "清单.xlsx" in page.locator("#main").inner_text()
    page.goto(f"{site.url}/office/imports/")
    assert "全部导入" in page.locator("#main").inner_text()
    assert site.process.poll() is None
