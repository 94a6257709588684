"""A day at the counter in a real browser: by keyboard alone, with files, corrections and letters."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
AT_ONCE = "客货运输车辆年度审验"
MOST_INTERACTIONS = 12


class Keyboard:
    """Hands on the keyboard: every text typed or key pressed is one interaction."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def types(self, text):
        self.page.keyboard.type(text)
        self.count += 1

    def presses(self, key):
        self.page.keyboard.press(key)
        self.count += 1


@pytest.fixture
def desk(own_county, monkeypatch, settings, tmp_path):
    """A server of the county on the morning of the mock-ups."""
    from quancheng.kernel import moments
    from tests.factories.county import moment

    monkeypatch.setattr(moments, "now", lambda: moment(10, 24, on=date(2026, 2, 24)))
    settings.FILES_FOLDER, settings.HOME = tmp_path / "files", tmp_path
    caches["process"].clear()
    server = LiveServer("localhost")
    settings.PUBLIC_URL = server.url
    yield server.url
    server.stop()
    caches["process"].clear()


@pytest.fixture
def sit_down(desk, own_county):
    """Logs a page's browser in as somebody at a counter or in a role."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    def sit(page, *, counter="", role=""):
        actor = own_county.at_counter(counter) if counter else own_county.in_role(role)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=actor.account_id))
        session = client.session
        session["post"] = actor.post_id
        session.save()
        page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": desk}])
        return actor

    return sit


@pytest.fixture
def cases():
    from tests.factories import cases

    return cases


def received_before(own_county, cases, guide, *, seed):
    """A person who was here yesterday."""
    from tests.factories.county import moment
    from tests.web.counter.intakes import person

    who = person(seed=seed)
    cases.received(
        own_county, guide, counter="W43", applicant=who, now=moment(9, on=date(2026, 2, 13))
    )
    return who


def test_a_known_applicant_s_case_is_decided_in_twelve_interactions(
    *, desk, own_county, sit_down, cases, page, check_accessible, shot
):
    guide = cases.guide_named(AT_ONCE, on=date(2026, 2, 24))
    who = received_before(own_county, cases, guide, seed=5)
    sit_down(page, counter="W43")
    page.goto(f"{desk}/counter/")
    shot(page, "04-counter-home")
    check_accessible(page)
    hands = Keyboard(page)
    hands.types("ysclndsy")
    hands.presses("Enter")
    page.wait_for_url("**/counter/draft/**")
    check_accessible(page)
    hands.types(who.id_number)
    hands.presses("Enter")
    page.locator("#id_applicant_name").and_(page.locator(".is-auto")).wait_for()
    page.wait_for_function("document.activeElement.type === 'checkbox'")
    shot(page, "04-counter-recalled")
    hands.presses("Space")
    hands.presses("Enter")
    for _ in range(2):
        hands.presses("Enter")
    page.get_by_text("材料齐了").wait_for()
    shot(page, "04-counter-at-once")
    hands.presses("F9")
    page.wait_for_url("**/counter/case/**")
    hands.presses("F9")
    page.get_by_text("办理结果").first.wait_for()
    with page.context.expect_page() as printed:
        hands.presses("F10")
    assert "/result/" in printed.value.url
    assert hands.count <= MOST_INTERACTIONS
    check_accessible(page)
    shot(page, "04-counter-closed")


@pytest.mark.parametrize("width", [1440, 360])
def test_the_intake_stands_beside_its_mock_up(
    *, desk, own_county, sit_down, cases, new_page, check_accessible, shot, width
):
    from tests.web.counter.intakes import person, typed

    page = new_page(width=width)
    sit_down(page, counter="W06")
    guide = cases.guide_named(cases.FOOD, on=date(2026, 2, 24))
    page.goto(f"{desk}/counter/?q=食品经营许可")
    shot(page, "04-counter-find")
    check_accessible(page)
    page.locator(f'button[value="{guide.item_code}"]').click()
    page.wait_for_url("**/counter/draft/**")
    who = person("organisation")
    form = typed(guide, who)
    page.get_by_label("法人或其他组织").check()
    page.locator("#id_applicant_id_kind").locator("option[value=uscc]").wait_for(state="attached")
    fill(page, form)
    page.get_by_text("已保存").wait_for()
    shot(page, "04-counter-intake")
    check_accessible(page)
    page.keyboard.press("F7")
    page.wait_for_url("**/counter/case/**")
    shot(page, "04-counter-correct")
    check_accessible(page)
    page.get_by_label("问题").first.fill("营业执照副本看不清")
    page.get_by_label("材料或内容").first.fill("营业执照")
    page.locator(".c-panel-acts").get_by_role("button", name="告知补正").click()
    page.get_by_text("等申请人补正").first.wait_for()
    shot(page, "04-counter-correcting")
    check_accessible(page)


def fill(page, form):
    """Type a form into the screen, as it would be typed by hand."""
    for name, value in form.items():
        field = page.locator(f'#intake [name="{name}"]').first
        if name == "applicant_kind" or not field.count() or not field.is_visible():
            continue
        kind = field.evaluate("one => one.type")
        if kind == "checkbox":
            field.check()
        elif kind.startswith("select"):
            field.select_option(value if value != "" else None)
        else:
            field.fill(value)


def test_files_come_by_drop_by_scanner_and_by_phone(
    *, desk, own_county, sit_down, cases, page, phone, tmp_path, check_accessible, shot
):
    from tests.web.counter.pictures import PNG

    sit_down(page, counter="W06")
    guide = cases.guide_named(cases.FOOD, on=date(2026, 2, 24))
    page.goto(f"{desk}/counter/?q={guide.item_code}")
    page.locator("[data-open-first]").click()
    page.wait_for_url("**/counter/draft/**")
    folder = tmp_path / "scan" / "W06"
    folder.mkdir(parents=True)
    (folder / "20260224-001.png").write_bytes(PNG)
    lines = page.locator("#materials li")
    page.locator("#upload [name=material]").evaluate(
        "(one, code) => { one.value = code; }", guide.materials[0].code
    )
    page.locator("#upload input[type=file]").set_input_files(
        {"name": "平面图𠮷.png", "mimeType": "image/png", "buffer": PNG}
    )
    page.get_by_role("link", name="平面图𠮷.png").wait_for()
    lines.nth(1).locator("input.bx").focus()
    page.keyboard.press("s")
    page.get_by_role("button", name="收入").wait_for()
    shot(page, "04-counter-scan")
    page.get_by_role("button", name="收入").click()
    page.get_by_role("link", name="20260224-001.png").wait_for()
    assert not list(folder.iterdir())
    lines.nth(2).get_by_role("button", name="手机拍").click()
    page.locator("#tray svg").wait_for()
    check_accessible(page)
    shot(page, "04-counter-phone-qr")
    ticket = phone_address(own_county, page, guide.materials[2].code)
    phone.goto(desk + ticket)
    check_accessible(phone)
    phone.locator("#files").set_input_files(
        {"name": "IMG_0001.png", "mimeType": "image/png", "buffer": PNG}
    )
    phone.get_by_role("button", name="上传给窗口").click()
    phone.get_by_text("窗口已收到").wait_for()
    shot(phone, "04-counter-phone")
    page.get_by_role("link", name="IMG_0001.png").wait_for()
    assert page.locator("#materials li.ok").count() == 3


def phone_address(own_county, page, material):
    """What the QR picture on the screen says."""
    from django.urls import reverse

    from quancheng.web.counter import phone_ticket

    token = page.url.rstrip("/").split("/")[-1]
    actor = own_county.at_counter("W06")
    ticket = phone_ticket.issue(actor=actor, token=token, material=material)
    return reverse("counter:phone", args=[ticket])


def test_nothing_is_lost_when_the_connection_breaks(desk, sit_down, cases, own_county, page):
    sit_down(page, counter="W06")
    page.goto(f"{desk}/counter/?q=食品经营许可")
    page.locator("[data-open-first]").click()
    page.wait_for_url("**/counter/draft/**")
    page.context.set_offline(True)
    page.locator("#id_applicant_name").fill("紫阳县半山茶饭馆")
    page.get_by_text("内容存在本机").wait_for()
    page.context.set_offline(False)
    page.get_by_text("已保存").wait_for()
    page.reload()
    assert page.locator("#id_applicant_name").input_value() == "紫阳县半山茶饭馆"


def test_a_session_that_ran_out_keeps_what_was_typed(desk, sit_down, page):
    sit_down(page, counter="W06")
    page.goto(f"{desk}/counter/?q=食品经营许可")
    page.locator("[data-open-first]").click()
    page.wait_for_url("**/counter/draft/**")
    address = page.url
    page.context.clear_cookies()
    page.locator("#id_applicant_name").fill("柏青禾")
    page.get_by_text("登录已过期").wait_for()
    sit_down(page, counter="W06")
    page.goto(address)
    assert page.locator("#id_applicant_name").input_value() == "柏青禾"
    page.get_by_text("已保存").wait_for()


def test_a_session_that_ran_out_never_puts_a_login_into_the_form(desk, sit_down, page):
    from tests.web.counter.intakes import person

    sit_down(page, counter="W06")
    page.goto(f"{desk}/counter/?q=食品经营许可")
    page.locator("[data-open-first]").click()
    page.wait_for_url("**/counter/draft/**")
    page.context.clear_cookies(name="sessionid")
    page.locator("#id_applicant_id_number").fill(person(seed=5).id_number)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="重新登录后补存").wait_for()
    assert page.locator("#form #id_applicant_name").count() == 1
    assert page.locator("#form input[type=password]").count() == 0


def test_leaving_saves_the_draft_and_leaves_nothing_in_the_browser(desk, sit_down, page):
    sit_down(page, counter="W06")
    page.goto(f"{desk}/counter/?q=食品经营许可")
    page.locator("[data-open-first]").click()
    page.wait_for_url("**/counter/draft/**")
    address = page.url
    page.locator("#id_applicant_name").fill("柏青禾")
    page.locator(".q-me > summary").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(lambda url: "/counter/" not in url)
    kept = "Object.keys(localStorage).filter(key => key.startsWith('quancheng:'))"
    assert page.evaluate(kept) == []
    sit_down(page, counter="W06")
    page.goto(address)
    assert page.locator("#id_applicant_name").input_value() == "柏青禾"


def test_a_wrong_number_is_told_before_it_is_sent(desk, sit_down, page):
    sit_down(page, counter="W06")
    page.goto(f"{desk}/counter/?q=食品经营许可")
    page.locator("[data-open-first]").click()
    page.wait_for_url("**/counter/draft/**")
    page.locator("#id_applicant_id_number").fill("610924199001010012")
    page.locator("#id_applicant_name").focus()
    assert "校验不通过" in page.locator("#id_applicant_id_number_client").inner_text()


def test_the_delivery_window_hands_a_result_over(
    *, desk, own_county, sit_down, cases, page, check_accessible, shot
):
    from quancheng.cases.states import State
    from tests.factories.county import moment

    now = moment(9, on=date(2026, 2, 13))
    guide = cases.guide_named(cases.FOOD, on=date(2026, 2, 13))
    case = cases.accepted(own_county, guide, now=now)
    case = cases.decided(own_county, cases.examined(own_county, case, now=now), now=now)
    sit_down(page, role="delivery")
    page.goto(f"{desk}/counter/deliveries/")
    shot(page, "04-counter-deliveries")
    check_accessible(page)
    page.get_by_role("link", name=case.item_name).first.click()
    page.get_by_label("代领").check()
    from tests.web.counter.intakes import person

    page.get_by_label("领取人证件号码").fill(person(seed=9).id_number)
    page.keyboard.press("Enter")
    page.locator("#match .q-note").wait_for()
    page.get_by_label("姓名").fill("𠮷䶮㛃")
    sign(page)
    shot(page, "04-counter-delivery")
    check_accessible(page)
    page.keyboard.press("F9")
    page.get_by_role("heading", name="已送达").wait_for()
    shot(page, "04-counter-delivered")
    check_accessible(page)
    assert cases.read(case.number).state is State.CLOSED


def sign(page):
    """Draw a name on the pad."""
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 40 + 20 * step, box["y"] + 60 + (30 if step % 2 else 0))
    page.mouse.up()


@pytest.mark.parametrize("width", [1440, 360])
def test_the_lists_are_readable_at_every_width(
    *, desk, own_county, sit_down, cases, new_page, check_accessible, shot, width
):
    from quancheng.journeys import accept
    from tests.factories.county import COUNTY, doing, moment

    guide = cases.guide_named(cases.FOOD, on=date(2026, 2, 13))
    for seed in range(2, 6):
        now = moment(9, seed, on=date(2026, 2, 13) if seed % 2 else date(2026, 2, 24))
        made = cases.received(own_county, guide, now=now, seed=seed)
        if seed > 3:
            accept.tell_correction(
                doing=doing(own_county.at_counter("W06"), now=now),
                region_code=COUNTY,
                number=made.number,
                defects=[{"subject": "营业执照", "problem": "看不清"}],
            )
    page = new_page(width=width)
    sit_down(page, counter="W06")
    for name in ("received", "correcting", "today", "drafts", "search", "messages"):
        query = "?q=食品" if name == "search" else ""
        page.goto(f"{desk}/counter/{name}/{query}")
        shot(page, f"04-counter-{name}")
        check_accessible(page)


@pytest.mark.parametrize("width", [1440, 360])
def test_the_clock_of_a_case_is_drawn_day_by_day_with_what_an_extension_adds(
    *, desk, own_county, sit_down, cases, new_page, check_accessible, shot, width
):
    from quancheng.journeys import extend
    from tests.factories.county import COUNTY, doing, moment

    guide = cases.guide_named(cases.FOOD, on=date(2026, 2, 13))
    case = cases.accepted(own_county, guide, now=moment(9, on=date(2026, 2, 13)))
    extend.extend(
        doing=doing(own_county.of_office("D01", "head"), now=moment(9, on=date(2026, 2, 14))),
        region_code=COUNTY,
        number=case.number,
        days=5,
        reason="案情复杂，需要补充核查。",
    )
    page = new_page(width=width)
    sit_down(page, counter="W06")
    page.goto(f"{desk}/counter/case/{case.number}/")
    assert page.locator(".q-rib li.ext").count() == 7
    assert "3月6日—12日是延长的" in page.locator(".q-rib").get_attribute("aria-label")
    assert "延长 5 天" in page.locator(".q-rib-key").inner_text()
    shot(page, "04-counter-case")
    check_accessible(page)
