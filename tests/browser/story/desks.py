"""The main job desk by desk, as the people who sit there would do it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from tests.browser.story.hands import fill_in, sign
from tests.factories.county import PASSWORD

Read = Callable[[Page, str], str]
A_DAY = re.compile(r"\d+月\d+日（周.）")
BOTH_CODES = re.compile(r"收件码 查询码 办件编号 ([0-9A-Z]{4}-[0-9A-Z]{4}) ([0-9A-Z]{6}) ")


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on the receipt that the applicant takes home."""

    number: str
    receipt_code: str
    check_code: str
    last_day: str


def log_in(page: Page, *, site: str, username: str, post: str) -> None:
    """Log in with number and password, and take the seat named ``post``."""
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("工号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda address: "/login/" not in address)
    me = page.locator("details.q-me")
    me.locator("summary").click()
    if other := me.get_by_role("button", name=post).all():
        other[0].click()


def upload_list(page: Page, files: Sequence[Path], *, site: str) -> None:
    """Upload the county's list and wait for the preview."""
    page.goto(f"{site}/office/imports/")
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("heading", name="与在用版本的差别").wait_for(timeout=60_000)


def number_on(page: Page, label: str) -> int:
    """A figure among the tiles."""
    tile = page.locator(".q-stat").filter(has=page.get_by_text(label, exact=True))
    return int(tile.locator(".v").inner_text())


def import_list(page: Page) -> None:
    """Import what the preview shows and open the report."""
    page.get_by_role("region", name="确认导入").get_by_role("button").click()
    page.get_by_role("link", name="看导入报告").click(timeout=60_000)
    page.get_by_role("heading", name="导入报告").wait_for()


def find_guide(page: Page, *, site: str, words: str, name: str, read: Read) -> str:
    """An applicant looks for a matter and reads its guide."""
    page.goto(f"{site}/")
    read(page, "portal-home")
    page.get_by_label("搜索事项").fill(words)
    page.get_by_role("button", name="找事项").click()
    read(page, "portal-items")
    page.get_by_role("link", name=name).first.click()
    return read(page, "portal-guide")


def open_intake(page: Page, *, words: str, name: str, read: Read) -> None:
    """Counter staff type some letters of the item and press Enter."""
    read(page, "counter-home")
    page.keyboard.type(words)
    page.get_by_role("button", name=name).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/counter/draft/**")


def take_in(page: Page, form: dict[str, object], read: Read) -> None:
    """Type the form and tick the materials with the keyboard alone, then receive."""
    fill_in(page, form)
    page.get_by_text("材料齐了").wait_for()
    read(page, "counter-intake")
    page.keyboard.press("F9")
    page.locator("[data-errors], form#accept").first.wait_for(state="attached")
    wrong = [said for said in page.locator("[data-errors]").all_inner_texts() if said.strip()]
    assert wrong == [], wrong
    page.wait_for_url("**/counter/case/**")


def accept_with_receipt(page: Page, read: Read) -> Slip:
    """Accept with F9; the receipt on the screen and on paper says the same."""
    before = receipt(page).inner_text()
    assert "受理后最迟" in before
    page.keyboard.press("F9")
    page.get_by_text("已受理，正在审批部门办理").wait_for()
    shown = receipt(page).inner_text()
    assert page.get_by_role("img", name="收件凭证二维码").is_visible()
    read(page, "counter-accepted")
    paper = letter_text(page, "收件凭证")
    codes = BOTH_CODES.search(paper)
    assert codes is not None, paper
    assert codes[1] in shown
    last_day = A_DAY.search(shown)
    assert last_day is not None, shown
    number = page.url.rstrip("/").split("/")[-1].split("?")[0]
    assert last_day[0] in letter_text(page, "受理通知书")
    return Slip(number, codes[1], codes[2], last_day[0])


def receipt(page: Page) -> Locator:
    """The receipt beside the work."""
    return page.locator(".q-rcpt")


def letter_text(page: Page, name: str) -> str:
    """Download a letter as PDF, as the print button does, and read it; white space is one blank."""
    form = page.locator(".c-print li").filter(has_text=name).first.locator("form")
    answer = page.request.post(
        form.evaluate("one => one.action"),
        form={
            "csrfmiddlewaretoken": form.locator("[name=csrfmiddlewaretoken]").input_value(),
            "paper": "a4",
        },
        headers={"Referer": page.url},
    )
    assert answer.headers["content-type"] == "application/pdf", answer.status
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in pages).split())


def open_task(page: Page, *, number: str, site: str, name: str, read: Read) -> str:
    """Somebody of the office finds the case in his list and opens it."""
    page.goto(f"{site}/review/")
    read(page, f"{name}-list")
    page.get_by_label("找办件").fill(number)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/cases/{number}/**")
    return read(page, f"{name}-case")


def give_opinion(page: Page, words: str) -> None:
    """The examiner agrees, with a reason."""
    page.get_by_label("意见", exact=True).fill(words)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: "/cases/" not in address)


def sign_and_grant(page: Page, read: Read) -> None:
    """The approver signs by hand, shows again who he is, and the decision stands."""
    page.get_by_text("准予", exact=True).click()
    sign(page, page.locator("[data-signature] canvas"))
    page.get_by_role("button", name="签批准予").click()
    page.get_by_label("密码").wait_for()
    read(page, "approver-again")
    page.get_by_label("密码").fill("不是这个密码")
    page.get_by_role("button", name="确认").click()
    page.get_by_text("密码不对，请重新输入").wait_for()
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.get_by_text("已准予").first.wait_for()
    read(page, "approver-done")


def hand_over(
    page: Page, *, slip: Slip, id_number: str, name: str, relation: str, read: Read
) -> None:
    """The delivery window scans the receipt, compares the document, lets sign and hands over."""
    page.goto(page.url.split("/counter/")[0] + "/counter/deliveries/")
    read(page, "delivery-list")
    page.keyboard.type(slip.receipt_code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/deliveries/{slip.number}/**")
    page.get_by_label(relation, exact=True).check()
    page.get_by_label("领取人证件号码").fill(id_number)
    page.keyboard.press("Enter")
    page.locator("#match .q-note").wait_for()
    page.get_by_label("姓名").fill(name)
    sign(page, page.locator("[data-signature] canvas"))
    read(page, "delivery-signed")
    page.keyboard.press("F9")
    page.get_by_role("heading", name="已送达").wait_for()
    read(page, "delivery-done")


def follow(page: Page, *, slip: Slip, site: str, name: str, read: Read) -> str:
    """The applicant asks with number and check code and reads where the matter stands."""
    page.goto(f"{site}/progress/")
    page.get_by_label("收件码或办件编号").fill(slip.receipt_code)
    page.get_by_label("查询码").fill(slip.check_code)
    page.get_by_role("button", name="查进度").click()
    page.wait_for_url("**/progress/*/")
    assert slip.check_code not in page.url
    return read(page, name)
