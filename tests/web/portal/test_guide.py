from __future__ import annotations

import re

import pytest
from django.urls import reverse


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    from quancheng.kernel import moments
    from tests.factories.county import moment

    monkeypatch.setattr(moments, "now", lambda: moment(10))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def read(stranger, part: str) -> str:
    from tests.factories.cases import guide_named

    code = guide_named(part).item_code
    return stranger.get(reverse("portal:item", args=[code])).content.decode()


def test_a_guide_answers_what_an_applicant_asks(stranger):
    html = read(stranger, "食品(含保健食品)经营许可核发")
    said = words(html)
    assert "4 个工作日" in said
    assert "10 个工作日" in said
    assert "比法定缩短 60%" in said
    assert "今天受理，最迟 3月6日（周五） 办结" in said
    assert "《中华人民共和国食品安全法》" in said
    assert "食品经营许可申请书" in said
    assert "原件 1" in said
    assert "不收费" in said
    assert "W20 食品药品窗口" in said
    assert "60 日内" in said
    assert "6 个月内" in said
    assert 'class="q-fp"' in html
    assert "本页二维码" in html


def test_a_guide_is_found_by_its_base_code_too(stranger):
    from tests.factories.cases import guide_named

    base = guide_named("食品(含保健食品)经营许可核发").base_code
    assert stranger.get(reverse("portal:item", args=[base])).status_code == 200


def test_an_unknown_item_is_said_to_be_so(stranger):
    for code in ("000000000000", "x" * 300, "'; drop table", "𠮷"):
        answer = stranger.get(reverse("portal:item", args=[code]))
        assert answer.status_code == 404
        assert "没有找到正在办理的这个事项" in answer.content.decode()


def test_an_on_the_spot_item_says_so(stranger):
    said = words(read(stranger, "公司设立登记"))
    assert "当场 办结" in said
    assert "材料齐全、符合条件的，当场就给结果" in said


def test_a_special_procedure_says_what_it_does_to_the_time(stranger):
    said = words(read(stranger, "洪水影响评价审批"))
    assert "依法不计入办理时限" in said


def test_every_guide_of_the_county_can_be_read(stranger):
    from datetime import date

    from quancheng.catalogue import queries as catalogue

    lines = catalogue.lines_in_force(region_code="610924", on=date(2026, 3, 2))
    assert len(lines) == 418
    for line in lines:
        answer = stranger.get(reverse("portal:item", args=[line.code]))
        assert answer.status_code == 200, line.name
        assert line.name in words(answer.content.decode()).replace("&#x27;", "'"), line.name


def test_a_guide_that_was_read_costs_no_query_again(stranger, django_assert_num_queries):
    address = reverse("portal:item", args=["610131004001"])
    stranger.get(address)
    with django_assert_num_queries(0):
        assert stranger.get(address).status_code == 200


def test_a_browser_that_has_the_page_gets_304(stranger):
    address = reverse("portal:item", args=["610131004001"])
    first = stranger.get(address)
    assert first["Cache-Control"] == "max-age=0, must-revalidate, private"
    again = stranger.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_large_print_and_standard_print_are_kept_apart(stranger):
    address = reverse("portal:item", args=["610131004001"])
    assert "q-large" not in stranger.get(address).content.decode()
    stranger.cookies["large"] = "1"
    assert "q-large" in stranger.get(address).content.decode()


def test_a_page_is_kept_for_strangers_only(stranger, county):
    from django.conf import settings

    stranger.get("/departments/")
    stranger.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    answer = stranger.get("/departments/")
    assert answer.status_code == 200
    assert "must-revalidate" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("item", "outside"),
    [
        ("河道采砂许可", ""),
        ("拖拉机/联合收割机驾驶证初次申领", ""),
        ("洪水影响评价审批", "专家评审"),
        ("中国公民收养子女登记", "公告"),
        ("普通护照签发", "等待上级决定"),
    ],
)
def test_only_what_the_law_leaves_out_is_said_to_be_outside_the_promise(stranger, item, outside):
    from tests.factories.cases import guide_named

    page = stranger.get(f"/items/{guide_named(item).item_code}/").content.decode()
    assert ("不计入承诺的时间" in page) is bool(outside)
    assert f"{outside}不计入承诺的时间" in page or not outside
