"""The intake in one screen: found, typed, saved, recalled, received."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quancheng.cases.states import State
from tests.factories import cases
from tests.web.counter.intakes import draft_url, opened, person, taken_in, typed

AT_ONCE = "客货运输车辆年度审验"


@pytest.fixture
def food(county):
    return cases.guide_named(cases.FOOD)


def test_initials_find_the_items_of_this_counter_alone(clerk):
    page = clerk.get(reverse("counter:home"), {"q": "spjy"})
    assert page.status_code == 200
    assert "经营许可核发" in page.content.decode().replace("<mark>", "").replace("</mark>", "")
    elsewhere = clerk.get(reverse("counter:home"), {"q": "结婚登记"}).content.decode()
    assert "这个窗口没有" in elsewhere
    assert "其他窗口办理" in elsewhere


def test_a_scanned_receipt_code_opens_the_case(clerk, county, food):
    outcome = cases.received(county, food)
    answer = clerk.get(reverse("counter:home"), {"q": outcome.receipt_code})
    assert answer["Location"] == reverse("counter:case", args=[outcome.number])


def test_a_complete_form_becomes_a_case_with_a_receipt_code(clerk, food):
    number = taken_in(clerk, food, person("organisation"))
    case = cases.read(number)
    assert case.state is State.RECEIVED
    page = clerk.get(reverse("counter:case", args=[number])).content.decode()
    assert f"{case.receipt_code[:4]}-{case.receipt_code[4:]}" in page
    assert "受理后最迟" in page


def test_what_the_item_requires_of_the_applicant_is_marked_in_his_block(clerk, food):
    token = opened(clerk, food)
    form = {"applicant_kind": "organisation", "applicant_id_kind": "uscc"}
    page = clerk.post(draft_url(token), form | {"do": "receive"}).content.decode()
    for name in ("phone", "address"):
        tag = page.split(f'name="applicant_{name}"')[1].split(">")[0]
        assert " required" in tag, name


def test_a_double_sending_makes_one_case(clerk, food):
    token = opened(clerk, food)
    form = typed(food, person("organisation"))
    first = clerk.post(draft_url(token), form)
    second = clerk.post(draft_url(token), form)
    assert first["Location"] == second["Location"]


def test_a_draft_that_became_a_case_opens_the_case(clerk, food):
    token = opened(clerk, food)
    sent = clerk.post(draft_url(token), typed(food, person("organisation")))
    again = clerk.get(draft_url(token))
    assert again["Location"].split("?")[0] == sent["Location"].split("?")[0]


def test_every_error_is_told_at_once_and_nothing_is_lost(clerk, food):
    token = opened(clerk, food)
    form = typed(food, person("organisation")) | {
        "applicant_id_number": "91610924MA000",
        "applicant_name": "",
    }
    answer = clerk.post(draft_url(token), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "申请表有 2 处要改" in page
    assert "91610924MA000" in page
    kept = clerk.get(draft_url(token)).content.decode()
    assert "91610924MA000" in kept


def test_what_is_typed_is_saved_without_being_checked(clerk, food):
    token = opened(clerk, food)
    saved = clerk.post(
        reverse("counter:save", args=[token]), {"applicant_name": "𠮷野家", "E999": "x"}
    )
    assert saved.status_code == 204
    assert "𠮷野家" in clerk.get(draft_url(token)).content.decode()
    assert "𠮷野家" in clerk.get(reverse("counter:drafts")).content.decode()


def test_a_known_applicant_is_brought_back_masked_and_taken_in_in_full(clerk, food):
    who = person("organisation")
    taken_in(clerk, food, who)
    token = opened(clerk, food)
    clerk.post(
        reverse("counter:recall", args=[token]),
        {
            "applicant_kind": who.kind,
            "applicant_id_kind": "uscc",
            "applicant_id_number": who.id_number,
        },
    )
    page = clerk.get(draft_url(token)).content.decode()
    assert who.name in page
    assert who.phone not in page
    assert f"{who.phone[:3]}****{who.phone[-4:]}" in page
    assert "以前办过 1 件" in page
    assert "上次办件带出" in page
    form = typed(food, who) | {
        "applicant_phone": f"{who.phone[:3]}****{who.phone[-4:]}",
    }
    answer = clerk.post(draft_url(token), form)
    assert answer.status_code == 302
    case = clerk.get(answer["Location"]).content.decode()
    assert f"{who.phone[:3]}****{who.phone[-4:]}" in case


def test_birthday_and_sex_come_from_the_number(clerk, county, log_in):
    guide = cases.guide_named("个人参保证明查询打印")
    window = log_in(county.at_counter("W31"))
    token = opened(window, guide)
    window.post(reverse("counter:save", args=[token]), {"applicant_id_number": person().id_number})
    assert "岁" in window.get(draft_url(token)).content.decode()


def test_an_item_handled_at_once_is_accepted_with_the_same_key(county, log_in):
    guide = cases.guide_named(AT_ONCE)
    window = log_in(county.at_counter("W43"))
    number = taken_in(window, guide, person())
    assert cases.read(number).state is State.ACCEPTED
    granted = window.post(reverse("counter:decide", args=[number]), {"outcome": "granted"})
    assert granted.status_code == 302
    assert cases.read(number).state in {State.CLOSED, State.DELIVERING}
    printed = window.post(reverse("counter:result", args=[number]))
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")


def test_the_correction_key_receives_and_opens_the_notice(clerk, food):
    token = opened(clerk, food)
    form = typed(food, person("organisation"), ticked=False) | {"do": "correct"}
    answer = clerk.post(draft_url(token), form)
    assert "act=correct" in answer["Location"]
    page = clerk.get(answer["Location"]).content.decode()
    assert "一次告知补正" in page
    assert "没有提交" in page


def test_an_agent_needs_a_document_and_his_authority(clerk, food):
    token = opened(clerk, food)
    form = typed(food, person("organisation")) | {"agent_on": "on", "agent_name": "莫可"}
    page = clerk.post(draft_url(token), form).content.decode()
    assert "代办依据" in page
    assert "请填写证件号码" in page


def test_another_counter_s_item_cannot_be_opened_here(clerk):
    marriage = cases.guide_named("结婚登记")
    answer = clerk.post(reverse("counter:open"), {"item": marriage.item_code})
    assert answer.status_code == 403
    assert "不在W06窗口收件" in answer.content.decode()


def test_another_post_s_draft_is_not_found(clerk, county, log_in, food):
    token = opened(clerk, food)
    other = log_in(county.at_counter("W31"))
    assert other.get(draft_url(token)).status_code == 404
    assert other.post(draft_url(token), {"do": "receive"}).status_code == 404


def test_a_stale_session_comes_back_to_the_same_draft(clerk, food):
    token = opened(clerk, food)
    clerk.logout()
    answer = clerk.post(draft_url(token), {"do": "receive"})
    assert draft_url(token) in answer["Location"]
    assert clerk.post(reverse("counter:save", args=[token]), {}).status_code == 302


def test_a_discarded_draft_is_gone(clerk, food):
    token = opened(clerk, food)
    clerk.post(reverse("counter:discard", args=[token]))
    assert clerk.get(draft_url(token)).status_code == 404


def test_htmx_gets_single_parts(clerk, food):
    token = opened(clerk, food)
    for part, words in (("side", "收件凭证"), ("head", "本件用时")):
        answer = clerk.get(
            draft_url(token), headers={"HX-Request": "true", "HX-Target": part}
        ).content.decode()
        assert words in answer
        assert "<html" not in answer
    form = clerk.post(
        reverse("counter:recall", args=[token]),
        {"applicant_name": "甲"},
        headers={"HX-Request": "true", "HX-Target": "form"},
    )
    assert "<html" not in form.content.decode()
