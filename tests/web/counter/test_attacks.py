"""Every field of the screen survives what people paste into it, and rare characters come through."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import cases
from tests.web.counter.intakes import draft_url, opened, person, taken_in, typed

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "quotes": "\"'`;--DROP TABLE x",
    "null": "甲\x00乙",
    "direction": "甲\u202e乙",
    "long": "长" * 100_000,
    "template": "{{ 7*7 }}{% debug %}",
    "surrogate": "\ud800",
}


@pytest.fixture
def food(county):
    return cases.guide_named(cases.FOOD)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_field_of_the_intake_breaks_the_page(clerk, food, attack):
    text = ATTACKS[attack].encode("utf-8", "replace").decode()
    token = opened(clerk, food)
    for name in typed(food, person("organisation")):
        form = typed(food, person("organisation")) | {name: text, "agent_on": "on"}
        answer = clerk.post(reverse("counter:save", args=[token]), form)
        assert answer.status_code == 204
    everywhere = dict.fromkeys(typed(food, person()), text) | {"agent_on": "on", "do": text}
    answer = clerk.post(draft_url(token), everywhere)
    # Two megabytes of text in twenty fields are refused as a whole, with the page that says so.
    assert answer.status_code in {400, 422}
    page = clerk.get(draft_url(token)).content.decode()
    assert "<script>alert" not in page
    assert "\x00" not in page


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_search_and_no_filter_breaks(clerk, attack):
    text = ATTACKS[attack].encode("utf-8", "replace").decode()[:1000]
    for name in ("home", "search", "received", "correcting", "today", "deliveries"):
        for key in ("q", "page", "day", "counter", "show"):
            answer = clerk.get(reverse(f"counter:{name}"), {key: text})
            assert answer.status_code in {200, 400}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_act_breaks(clerk, food, attack):
    text = ATTACKS[attack].encode("utf-8", "replace").decode()
    number = taken_in(clerk, food, person("organisation"))
    for name, keys in {
        "correct": ("d0-subject", "d0-problem", "d0-wanted"),
        "decline": ("ground", "reason", "competent_office"),
        "withdraw": ("reason",),
        "decide": ("outcome", "reason"),
        "corrected": ("received",),
    }.items():
        answer = clerk.post(reverse(f"counter:{name}", args=[number]), dict.fromkeys(keys, text))
        assert answer.status_code in {302, 409, 422}
    assert clerk.post(reverse("counter:open"), {"item": text}).status_code in {403, 404}


def test_rare_characters_come_through_form_list_search_and_paper(clerk, food):
    name = "紫阳县𠮷䶮㛃餐饮有限公司"
    who = person("organisation")
    number = taken_in(clerk, food, who, applicant_name=name, E069=name)
    case = clerk.get(reverse("counter:case", args=[number]))
    assert name in case.content.decode()
    assert name in clerk.get(reverse("counter:received")).content.decode()
    assert name in clerk.get(reverse("counter:search"), {"q": "𠮷䶮㛃"}).content.decode()
    receipt = case.context["page"].papers[-1].url
    assert clerk.post(receipt).content.startswith(b"%PDF")
