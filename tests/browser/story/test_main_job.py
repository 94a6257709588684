"""The main job, from the county's list of items to the result in the applicant's hand.

Five people, each in a browser of his own, on a site as it is really run: the administrator who
imports the list, the counter, the examiner, the approver, the delivery window; and the applicant.
"""

from __future__ import annotations

import io
from collections import Counter
from random import Random

import pytest
from openpyxl import load_workbook

from quancheng.cases.states import State
from quancheng.identity.queries import posts_in
from quancheng.identity.rules import Role
from quancheng.kernel import moments
from quancheng.ledger.queries import entries_of
from quancheng.ops.simulator.people import Inventor
from tests.browser.story import desks
from tests.domain.catalogue.dirt import chosen, dirty_workbook
from tests.factories import cases
from tests.factories.county import COUNTY, FOLDER
from tests.web.counter.intakes import person, typed

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EQUIPMENT = "特种设备使用登记"
ACTS = Counter(received=1, accepted=1, granted=1, handed_over=1)
HELD = "户口迁移审批"
SHEETS = ("政务服务事项\t", "事项表单\t", "事项材料\t", "收费项目\t", "办理流程\t")


@pytest.fixture
def people(new_site, sit_at, new_page, read):
    """Carries a case through the offices until it is decided."""

    def carry(slip, *, steps):
        for step in steps:
            examiner = sit_at("审批", does="审查")
            said = desks.open_task(
                examiner, number=slip.number, site=new_site.url, name=f"examiner-{step}", read=read
            )
            assert step in said
            desks.give_opinion(examiner, f"{step}：材料齐全，符合条件。")
        head = sit_at("审批", does="决定")
        said = desks.open_task(
            head, number=slip.number, site=new_site.url, name="approver", read=read
        )
        assert all(f"{step}：材料齐全，符合条件。" in said for step in steps)
        desks.sign_and_grant(head, read)

    return carry


def today():
    return moments.day_of(moments.now())


def kinds_of(number):
    """How often each kind of act stands in the record of a case."""
    case = cases.read(number)
    assert case.state is State.CLOSED
    return Counter(
        entry.kind for entry in entries_of(region_code=COUNTY, stream="case", subject=case.id)
    )


def test_an_item_from_the_county_s_csv_leads_to_a_licence(
    *, new_site, people, sit_at, new_page, read
):
    site = new_site.url
    # Given a county without items, and its folder of tables
    administrator = posts_in(region_code=COUNTY, role=Role.ADMINISTRATOR, today=today())[0]
    clerk = new_page()
    desks.log_in(clerk, site=site, username=administrator.username, post="管理员")
    desks.upload_list(clerk, sorted(FOLDER.glob("*.csv")), site=site)
    assert desks.number_on(clerk, "新增") == 418
    desks.import_list(clerk)
    assert "已导入" in read(clerk, "import-csv-report")
    # When an organisation finds the item and comes to the counter
    guide = desks.find_guide(
        new_page(width=360), site=site, words="spjy", name=cases.FOOD, read=read
    )
    assert "食品经营许可证" in guide
    assert "4个工作日" in guide.replace(" ", "")
    counter = sit_at("窗口", does="行业准入")
    desks.open_intake(counter, words="spjyxk", name=cases.FOOD, read=read)
    item = cases.guide_named(cases.FOOD, on=today())
    who = person("organisation", seed=11)
    choose_organisation(counter)
    desks.take_in(counter, typed(item, who, seed=11), read)
    slip = desks.accept_with_receipt(counter, read)
    applicant = new_page(width=360)
    said = desks.follow(applicant, slip=slip, site=site, name="portal-examined", read=read)
    assert "正在办" in said
    assert slip.last_day.split("（")[0] in said
    people(slip, steps=("审查", "现场勘验"))
    # Then the delivery window hands the licence to whoever comes for it
    messenger = Inventor(Random(7)).person()
    desks.hand_over(
        sit_at("送达", does="统一送达窗口"),
        slip=slip,
        id_number=messenger.id_number,
        name=messenger.name,
        relation="代领",
        read=read,
    )
    said = desks.follow(applicant, slip=slip, site=site, name="portal-closed", read=read)
    for word in ("收件", "受理", "审查", "现场勘验", "决定", "送达"):
        assert word in said
    assert kinds_of(slip.number) == ACTS + Counter(opinion=2)


def choose_organisation(page):
    """From the number back to the kind of applicant, one to the right."""
    page.locator("#id_applicant_id_number:focus").wait_for()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.name") == "applicant_kind":
            break
    page.keyboard.press("ArrowRight")
    page.locator("#id_applicant_id_kind option[value=uscc]").wait_for(state="attached")
    page.locator("#id_applicant_id_number").focus()


def test_an_item_from_a_dirty_workbook_leads_to_a_certificate(
    *, new_site, people, sit_at, new_page, read, tmp_path
):
    site = new_site.url
    # Given a workbook as a county really sends it, with mistakes in nine items
    path = tmp_path / "紫阳县政务服务事项清单（2026年版）.xlsx"
    faults = dirty_workbook(path, faults=True)
    clerk = sit_at("管理与监察", does="导入清单、发布事项")
    desks.upload_list(clerk, [path], site=site)
    said = read(clerk, "import-dirt-preview")
    assert "99 个工作日" in said
    assert "没有“紫阳县不存在的局”这个部门" in said
    assert desks.number_on(clerk, "搁置") == len(faults.codes)
    assert clerk.get_by_label("有问题的行不导入").is_checked()
    desks.import_list(clerk)
    said = read(clerk, "import-dirt-report")
    # When the sound rows are in, and the report of the others goes back to whoever wrote them
    assert desks.number_on(clerk, "新增") == len(chosen()) - len(faults.codes)
    assert rows_of_report(clerk) == [
        line.split("\t") for line in said.splitlines() if line.startswith(SHEETS)
    ]
    assert no_item(new_page(), site=site, words=HELD)
    guide = desks.find_guide(
        new_page(width=360), site=site, words="特种设备", name=EQUIPMENT, read=read
    )
    assert "5个工作日" in guide.replace(" ", "")
    counter = sit_at("窗口", does="行业准入")
    desks.open_intake(counter, words="tzsbsydj", name=EQUIPMENT, read=read)
    item = cases.guide_named(EQUIPMENT, on=today())
    who = person(seed=12)
    desks.take_in(counter, typed(item, who, seed=12), read)
    slip = desks.accept_with_receipt(counter, read)
    people(slip, steps=("审查",))
    # Then the applicant, told by a message, comes himself
    applicant = new_page(width=360)
    assert slip.receipt_code in messages_to(applicant, site=site, phone=who.phone)
    desks.hand_over(
        sit_at("送达", does="统一送达窗口"),
        slip=slip,
        id_number=who.id_number,
        name=who.name,
        relation="本人",
        read=read,
    )
    said = desks.follow(applicant, slip=slip, site=site, name="portal-dirt-closed", read=read)
    assert "办结" in said
    assert kinds_of(slip.number) == ACTS + Counter(opinion=1)


def rows_of_report(page):
    """The problems of the workbook that the report page hands out."""
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载问题清单").click()
    book = load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    rows = book.active.iter_rows(min_row=2, values_only=True)
    return [[str(cell or "") for cell in row] for row in rows]


def no_item(page, *, site, words):
    """Whether the portal has no item of this name."""
    page.goto(f"{site}/items/?q={words}")
    return page.get_by_role("link", name=words, exact=True).count() == 0


def messages_to(page, *, site, phone):
    """What the applicant's phone has received, as soon as the worker has sent the last message."""
    page.goto(f"{site}/phone/?to={phone}")
    for _ in range(20):
        if page.get_by_text("领取").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    return page.locator("#main").inner_text()
