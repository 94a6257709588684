"""The lists: what waits, how many, how old; the same number of queries however long they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.journeys import accept
from quancheng.kernel import moments
from tests.factories import cases
from tests.factories.county import COUNTY, doing


@pytest.fixture
def food(county):
    return cases.guide_named(cases.FOOD)


def fill(county, food, *, seeds, days_ago=0):
    """Cases at W06: some received, some told to correct, some accepted."""
    for seed in seeds:
        now = moments.now() - timedelta(hours=24 * days_ago)
        made = cases.received(county, food, now=now, seed=seed)
        who = doing(county.at_counter("W06"), now=now)
        if seed % 3 == 0:
            accept.tell_correction(
                doing=who,
                region_code=COUNTY,
                number=made.number,
                defects=[{"subject": "营业执照", "problem": "看不清"}],
            )
        if seed % 3 == 1:
            accept.accept(doing=who, region_code=COUNTY, number=made.number)


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["received", "correcting", "today", "search", "deliveries"])
def test_a_longer_list_asks_no_more_questions(county, clerk, food, name):
    address = reverse(f"counter:{name}") + ("?q=食品" if name == "search" else "")
    fill(county, food, seeds=range(2, 5))
    clerk.get(address)
    few = queries(clerk, address)
    fill(county, food, seeds=range(5, 14))
    many = queries(clerk, address)
    assert many <= few
    assert many <= 22


def test_a_list_says_how_many_and_how_old(county, clerk, food):
    fill(county, food, seeds=[2, 5], days_ago=1)
    fill(county, food, seeds=[3])
    received = clerk.get(reverse("counter:received")).content.decode()
    assert "等受理 2 件，最早的" in received
    correcting = clerk.get(reverse("counter:correcting")).content.decode()
    assert "等补正 1 件" in correcting
    today = clerk.get(reverse("counter:today")).content.decode()
    assert "不予受理、撤回" in today


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("received", "没有等受理的件"),
        ("correcting", "没有等补正的件"),
        ("today", "这一天还没有收件"),
        ("drafts", "没有草稿"),
        ("search", "输入要查的内容"),
        ("deliveries", "没有等领取的件"),
        ("messages", "通知都送到了"),
    ],
)
def test_an_empty_list_says_so_and_what_to_do(clerk, name, words):
    assert words in clerk.get(reverse(f"counter:{name}")).content.decode()


def test_the_answer_period_is_counted_down(county, clerk, food):
    for seed, days in ((2, 0), (5, 30), (8, 60)):
        fill(county, food, seeds=[seed], days_ago=days)
    page = clerk.get(reverse("counter:received")).content.decode()
    assert "答复期已过" in page
    assert "还剩" in page


def test_filters_and_pages_stay_in_the_address(county, clerk, food, monkeypatch):
    from quancheng.web.counter.pages import lists

    monkeypatch.setattr(lists, "SIZE", 2)
    fill(county, food, seeds=[2, 5, 8, 11, 14])
    first = clerk.get(reverse("counter:received"), {"q": "食品"}).content.decode()
    assert "显示 1–2，共 5 件" in first
    assert "page=2" in first
    last = clerk.get(reverse("counter:received"), {"q": "食品", "page": "3"}).content.decode()
    assert "共 5 件" in last
    odd = clerk.get(reverse("counter:received"), {"page": "９９x", "q": "没有这样的"})
    assert odd.status_code == 200
    assert clerk.get(reverse("counter:today"), {"day": "not-a-day"}).status_code == 200


def test_a_code_opens_the_case_and_words_find_it(county, clerk, food):
    made = cases.received(county, food, now=moments.now())
    found = clerk.get(reverse("counter:search"), {"q": made.receipt_code.lower()})
    assert made.number in found["Location"]
    by_number = clerk.get(reverse("counter:search"), {"q": made.number})
    assert made.number in by_number["Location"]
    assert "查到 1 件" in clerk.get(reverse("counter:search"), {"q": "食品"}).content.decode()
    assert "没有查到" in clerk.get(reverse("counter:search"), {"q": "<b>"}).content.decode()
    assert "WWWWWWWW" in clerk.get(reverse("counter:search"), {"q": "WWWWWWWW"}).content.decode()


def test_a_reader_of_all_chooses_a_counter(county, log_in, food, settings):
    settings.DEMO = True
    fill(county, food, seeds=[2])
    administrator = log_in(county.in_role("administrator"))
    page = administrator.get(reverse("counter:received")).content.decode()
    assert "全部窗口" in page
    assert "等受理 1 件" in page
    other = administrator.get(reverse("counter:received"), {"counter": "W31"}).content.decode()
    assert "没有等受理的件" in other
    home = administrator.get(reverse("counter:home")).content.decode()
    assert "您的岗位不收件" in home
    assert administrator.get(reverse("counter:drafts")).status_code == 403


def test_a_visitor_is_sent_to_the_login(client, county):
    for name in ("home", "received", "correcting", "today", "drafts", "search", "deliveries"):
        answer = client.get(reverse(f"counter:{name}"))
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_an_examiner_has_no_business_here(county, log_in):
    examiner = log_in(county.of_office("D41", "examiner"))
    for name in ("home", "received", "correcting", "today", "drafts", "search", "deliveries"):
        assert examiner.get(reverse(f"counter:{name}")).status_code == 403
