from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.catalogue import operations, queries
from quancheng.kernel import moments
from tests.factories.cases import FLOOD, FOOD, guide_named

LISTS = [
    ("/office/", 32),
    ("/office/items/", 20),
    ("/office/items/?q=spjy", 20),
    ("/office/items/?status=all", 20),
    ("/office/items/warnings/", 20),
    ("/office/imports/", 20),
    ("/office/calendar/", 24),
    ("/office/counters/", 20),
    ("/office/offices/", 20),
    ("/office/bundles/", 20),
]


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(("address", "most"), LISTS)
def test_a_list_takes_few_queries_however_long_it_is(admin, address, most):
    admin.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert admin.get(address).status_code == 200
    assert len(captured) <= most


@pytest.mark.parametrize("words", ["食品经营许可", "shipinjingying", "spjyxk", "610131004001"])
def test_items_are_found_by_words_pinyin_initials_and_code(admin, words):
    assert FOOD in text_of(admin.get("/office/items/", {"q": words}))


def test_filters_narrow_the_list_and_stay_in_the_address(admin):
    page = text_of(admin.get("/office/items/?office=D19&handling=promise&channel=counter"))
    assert FLOOD in page
    assert FOOD not in page
    assert '<option value="D19" selected>' in page
    assert "office=D19&amp;handling=promise&amp;channel=counter&amp;status=all" in page


def test_the_next_page_goes_on_where_the_first_ended(admin):
    first = text_of(admin.get("/office/items/"))
    assert "显示 1–50，共 418 个事项" in first
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = text_of(admin.get("/office/items/" + address.replace("&amp;", "&")))
    assert "显示 51–100，共 418 个事项" in second
    assert "回第一页" in second


@pytest.mark.parametrize(
    "query", ["cursor=x", "cursor=9.x", "from=x", "page=x", "office=%00", "q=%00"]
)
def test_a_made_up_address_is_no_server_error(admin, query):
    assert admin.get(f"/office/items/?{query}").status_code < 500


def test_a_search_without_a_hit_says_so(admin):
    assert "没有这样的事项" in text_of(admin.get("/office/items/?q=qqqqzz"))


def test_an_item_shows_every_element_of_its_edition(admin):
    guide = guide_named(FLOOD)
    page = text_of(admin.get(f"/office/items/{guide.item_code}/"))
    for words in ("洪水影响评价报告", "专家评审", "《中华人民共和国防洪法》", "E139 proj_name"):
        assert words in page
    assert "q-fp" in page


def test_the_flow_is_handed_out_as_bpmn(admin):
    code = guide_named(FLOOD).item_code
    answer = admin.get(f"/office/items/{code}/flow.bpmn")
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert "专家评审" in text_of(answer)


def test_what_does_not_fit_the_law_is_listed(admin):
    page = text_of(admin.get("/office/items/warnings/"))
    assert "行政许可法第四十五条" in page


@pytest.mark.parametrize("tail", ["", "flow.bpmn", "diff/"])
@pytest.mark.parametrize("code", ["nothing", "610131004001-000000"])
def test_an_unknown_item_is_not_found(admin, code, tail):
    assert admin.get(f"/office/items/{code}/{tail}").status_code == 404


def test_two_editions_are_compared_field_by_field(admin, county):
    guide = guide_named(FLOOD)
    actor = county.in_role("administrator")
    operations.draft_edition(
        item_id=guide.item_id,
        changes={"promised_limit": 5, "result_validity": "2年"},
        now=moments.now(),
        account_id=actor.account_id,
        post_id=actor.post_id,
    )
    page = text_of(admin.get(f"/office/items/{guide.item_code}/diff/"))
    assert "共 2 处" in page
    assert "承诺时限" in page
    assert "结果有效期" in page


def test_an_edition_of_another_item_is_never_compared(admin):
    flood, food = guide_named(FLOOD), guide_named(FOOD)
    page = text_of(admin.get(f"/office/items/{flood.item_code}/diff/?from={food.edition_id}"))
    assert FOOD not in page


def test_an_item_that_is_retired_takes_no_more_cases(admin):
    guide = guide_named(FLOOD)
    answer = admin.post(f"/office/items/{guide.item_code}/retire/", follow=True)
    assert "已停用" in text_of(answer)
    today = moments.day_of(moments.now())
    assert queries.edition_in_force(item_id=guide.item_id, on=today) is None
    assert queries.edition_in_force(item_id=guide.item_id, on=date(2026, 3, 2)) is not None
    assert FLOOD in text_of(admin.get("/office/items/?status=retired"))
