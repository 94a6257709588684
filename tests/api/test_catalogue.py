from __future__ import annotations

import pytest

from tests.api.problems import assert_problem


def test_items_are_found_by_words_pinyin_and_initials(api):
    for words in ("营业执照", "yyzz", "yingyezhizhao"):
        found = api.get("/api/v1/items", {"q": words}).json()
        assert found["total"] > 0
        assert "营业执照" in {item["result_name"] for item in found["items"]}


def test_the_list_is_paged_to_its_end_without_a_gap(api):
    seen, cursor = [], ""
    while cursor is not None:
        page = api.get("/api/v1/items", {"limit": 100, "cursor": cursor}).json()
        seen += [item["code"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == page["total"] == 418


def test_a_search_is_paged_too(api):
    first = api.get("/api/v1/items", {"q": "登记", "limit": 5}).json()
    again = {"q": "登记", "limit": 5, "cursor": first["next_cursor"]}
    second = api.get("/api/v1/items", again).json()
    codes = {item["code"] for item in first["items"]}
    assert codes.isdisjoint({item["code"] for item in second["items"]})


def test_a_cursor_is_good_for_its_own_question_only(api):
    cursor = api.get("/api/v1/items", {"limit": 5}).json()["next_cursor"]
    assert_problem(api.get("/api/v1/items", {"cursor": cursor, "department": "D01"}), 404)
    assert_problem(api.get("/api/v1/items", {"cursor": "abc"}), 404)


def test_items_of_one_department(api):
    found = api.get("/api/v1/items", {"department": "D01", "limit": 100}).json()
    assert {item["department"]["code"] for item in found["items"]} == {"D01"}


def test_a_guide_has_everything_an_applicant_must_be_told(api):
    code = api.get("/api/v1/items", {"q": "食品经营许可"}).json()["items"][0]["code"]
    guide = api.get(f"/api/v1/items/{code}").json()
    assert guide["code"] == code
    assert guide["materials"]
    assert guide["steps"]
    assert guide["legal_basis"]
    assert guide["rights"]
    assert api.get(f"/api/v1/items/{guide['base_code']}").json() == guide
    assert guide["url"].endswith(f"/items/{code}/")


def test_departments_and_bundles(api):
    departments = api.get("/api/v1/departments").json()["departments"]
    assert sum(each["items"] for each in departments) == 418
    bundles = api.get("/api/v1/bundles").json()["bundles"]
    one = api.get(f"/api/v1/bundles/{bundles[0]['code']}").json()
    assert one == bundles[0]
    assert_problem(api.get("/api/v1/bundles/T99"), 404)


def test_an_unknown_region_and_an_unknown_item_are_problems(api):
    assert_problem(api.get("/api/v1/items", {"region": "999999"}), 404)
    assert_problem(api.get("/api/v1/items/000000000000"), 404)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=many",
        "region=61",
        "q=%00",
        "department=%27%3B--",
        "q=" + "长" * 61,
    ],
)
def test_parameters_that_do_not_fit_are_named(api, query):
    body = assert_problem(api.get(f"/api/v1/items?{query}"), 422)
    assert query.partition("=")[0] in body["errors"][0]["field"]


def test_a_browser_that_has_it_gets_304(api):
    first = api.get("/api/v1/departments")
    again = api.get("/api/v1/departments", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_lists_cost_a_few_queries_whatever_their_length(api, django_assert_max_num_queries):
    api.get("/api/v1/items", {"q": "登记"})
    with django_assert_max_num_queries(6):
        api.get("/api/v1/items", {"limit": 100})
    with django_assert_max_num_queries(4):
        api.get("/api/v1/items", {"q": "登记", "limit": 100})
    with django_assert_max_num_queries(4):
        api.get("/api/v1/departments")
    with django_assert_max_num_queries(4):
        api.get("/api/v1/bundles")
    with django_assert_max_num_queries(12):
        api.get("/api/v1/items/610131004001")
