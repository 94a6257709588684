"""A renewal at the counter: with the intake or after it, by the number of the earlier result."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from quancheng.delivery import queries as delivery
from quancheng.kernel import moments
from tests.factories import cases
from tests.factories.county import moment
from tests.web.counter.intakes import draft_url, opened, person, taken_in, typed

ENDLESS = "法律援助补贴发放"


@pytest.fixture
def food(county):
    return cases.guide_named(cases.FOOD)


@pytest.fixture
def holder():
    """Who holds the licence, and comes again."""
    return person("organisation", seed=7)


@pytest.fixture
def earlier(county, food, holder, monkeypatch):
    """A food licence that ends on 30 April 2026."""
    monkeypatch.setattr(moments, "now", lambda: moment(10))
    outcome = cases.received(county, food, seed=7, applicant=holder)
    case = cases.read(outcome.number)
    from quancheng.journeys import accept
    from tests.factories.county import COUNTY, doing

    clerk = doing(county.at_counter("W06"))
    accept.accept(doing=clerk, region_code=COUNTY, number=case.number)
    case = cases.decided(county, cases.examined(county, cases.read(case.number)))
    _end(case.id, date(2026, 4, 30))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    return result


def _end(case_id: int, until: date) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_result SET valid_until = %s WHERE case_id = %s", [until, case_id]
        )


def case_page(client, number: str, query: str = "") -> str:
    return client.get(reverse("counter:case", args=[number]) + query).content.decode()


def test_the_number_given_with_the_intake_links_the_result_in_the_same_press(
    clerk, food, holder, earlier
):
    number = taken_in(clerk, food, holder, renews=earlier.number.lower())
    assert cases.read(number).renews == earlier.number
    page = case_page(clerk, number)
    assert f"延续 {earlier.name}（{earlier.number}），有效期到 2026年4月30日" in page
    assert "依法视为准予延续" in page


def test_a_wrong_number_keeps_the_draft_and_says_why(clerk, food, holder, earlier):
    token = opened(clerk, food)
    form = typed(food, holder) | {"do": "receive", "renews": "610924000000"}
    answer = clerk.post(draft_url(token), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "延续的证照编号：没有查到这个编号的证照" in page
    assert "610924000000" in page
    stranger = typed(food, person("organisation", seed=9)) | {"renews": earlier.number}
    page = clerk.post(draft_url(token), stranger | {"do": "receive"}).content.decode()
    assert "不是本件申请人的" in page
    again = clerk.post(draft_url(token), form | {"renews": ""})
    assert again.status_code == 302
    assert cases.read(again["Location"].split("/")[3]).renews == ""


def test_an_item_whose_results_never_end_asks_for_no_number(county, clerk, log_in, food):
    assert 'name="renews"' in clerk.get(draft_url(opened(clerk, food))).content.decode()
    other = log_in(county.at_counter("W12"))
    guide = cases.guide_named(ENDLESS)
    token = opened(other, guide)
    assert 'name="renews"' not in other.get(draft_url(token)).content.decode()
    number = taken_in(other, guide, person(), renews="610924000000")
    assert cases.read(number).renews == ""
    assert "关联原证照" not in case_page(other, number)


def test_the_case_page_links_it_after_the_intake(clerk, food, holder, earlier):
    number = taken_in(clerk, food, holder)
    assert "关联原证照" in case_page(clerk, number)
    address = reverse("counter:renewal", args=[number])
    assert clerk.get(address)["Location"] == reverse("counter:case", args=[number])
    assert "视为准予延续" in case_page(clerk, number, "?act=renewal")
    empty = clerk.post(address, {"result_number": ""})
    assert empty.status_code == 422
    wrong = clerk.post(address, {"result_number": "610924000000"})
    assert wrong.status_code == 422
    assert "没有查到这个编号的证照" in wrong.content.decode()
    assert "610924000000" in wrong.content.decode()
    assert clerk.post(address, {"result_number": earlier.number}).status_code == 302
    assert earlier.number in case_page(clerk, number)
    assert f'value="{earlier.number}"' in case_page(clerk, number, "?act=renewal")


def test_who_only_reads_at_the_counter_links_nothing(county, clerk, log_in, holder, earlier):
    number = taken_in(clerk, cases.guide_named(cases.FOOD), holder)
    reader = log_in(county.in_role("supervisor"))
    assert "关联原证照" not in case_page(reader, number)
    answer = reader.post(
        reverse("counter:renewal", args=[number]), {"result_number": earlier.number}
    )
    assert answer.status_code == 403
    assert cases.read(number).renews == ""
