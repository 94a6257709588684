from __future__ import annotations

import re
from datetime import date

import pytest


@pytest.fixture
def at(monkeypatch):
    """Sets the day that the doors see."""
    from quancheng.kernel import moments
    from tests.factories.county import moment

    def on(day: date, hour: int = 10) -> None:
        monkeypatch.setattr(moments, "now", lambda: moment(hour, on=day))

    on(date(2026, 3, 2))
    return on


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_hall_of_today_counts_real_cases(stranger, county, at):
    from tests.factories.cases import FOOD, accepted, decided, examined, guide_named, received

    food = guide_named(FOOD)
    received(county, food)
    accepted(county, food, seed=2)
    decided(county, examined(county, accepted(county, food, seed=3)))
    said = words(stranger.get("/").content.decode())
    assert "3 件，今天收件" in said
    assert "2 件，正在办" in said
    assert "行业准入" in said
    assert "本月办结 1 件" in said
    assert "本月按承诺办结 100.0 %" in said


def test_a_decision_after_the_promise_is_not_in_time(stranger, county, at):
    from tests.factories.cases import FOOD, accepted, decided, examined, guide_named
    from tests.factories.county import moment

    late = moment(10, on=date(2026, 3, 10))
    case = examined(county, accepted(county, guide_named(FOOD)), now=late)
    decided(county, case, now=late)
    at(date(2026, 3, 10))
    assert "本月按承诺办结 0.0 %" in words(stranger.get("/figures/").content.decode())


def test_the_figures_cost_three_queries(county, django_assert_num_queries):
    from quancheng.cases.queries.figures import public_figures

    with django_assert_num_queries(3):
        found = public_figures(region_code="610924", today=date(2026, 3, 2))
    assert found.taken_in == found.decided == 0


def test_an_empty_day_says_so(stranger, at):
    html = stranger.get("/").content.decode()
    assert "今天还没有收件，来了就能办" in html
    assert "418 项" in html


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 9), "2月14日（周六，调休上班）"),
        (date(2026, 4, 1), "不开放，这几天不计入办理时限"),
        (date(2026, 3, 16), None),
    ],
)
def test_the_days_to_come_are_announced(stranger, at, day, expected):
    at(day)
    html = stranger.get("/").content.decode()
    assert (expected in html) if expected else ('class="p-note"' not in html)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 2), "照常开放"),
        (date(2026, 3, 7), "不开放；3月9日（周一）开门"),
        (date(2031, 3, 3), "是否开放请拨打 12345"),
    ],
)
def test_the_centre_says_whether_it_is_open_today(stranger, at, day, expected):
    at(day)
    assert expected in stranger.get("/help/centres/").content.decode()


def test_the_home_page_costs_few_queries(stranger, at, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        stranger.get("/")
    with django_assert_max_num_queries(0):
        stranger.get("/")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/departments/", 3),
        ("/departments/D01/", 5),
        ("/bundles/", 3),
        ("/bundles/T01/", 4),
        ("/help/centres/", 5),
        ("/sitemap/", 5),
    ],
)
def test_a_list_costs_few_queries(stranger, at, django_assert_max_num_queries, address, most):
    with django_assert_max_num_queries(most):
        assert stranger.get(address).status_code == 200


def test_what_is_not_there_is_said_to_be_so(stranger):
    for address in ("/departments/D99/", "/bundles/T99/"):
        answer = stranger.get(address)
        assert answer.status_code == 404
        assert "。" in answer.content.decode()


def test_robots_may_read_guides_and_no_cases(stranger):
    text = stranger.get("/robots.txt").content.decode()
    for private in ("/progress/", "/p/", "/verify/", "/phone/"):
        assert f"Disallow: {private}" in text


def test_a_page_without_a_script_has_all_its_words(stranger, at):
    html = stranger.get("/").content.decode()
    assert re.search(r"data-read\s+hidden", html)
    assert html.count("<script") == 1
