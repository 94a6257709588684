from __future__ import annotations

import pytest

from tests.api.problems import assert_problem


@pytest.mark.parametrize("address", ["nothing", "items/a/b", "items/", "items/%00", "x/%E7%9A%84"])
def test_an_unknown_address_is_a_problem(api, address):
    answer = api.get(f"/api/v1/{address}")
    assert answer.status_code in (404, 422)
    assert_problem(answer, answer.status_code)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_method_that_is_not_there_is_a_problem(api, method):
    answer = getattr(api, method)("/api/v1/items")
    assert_problem(answer, 405)
    assert answer["Allow"] == "GET"


def test_too_many_requests_of_one_address_in_a_minute_are_refused(api, monkeypatch, with_token):
    from quancheng.api.v1 import callers

    monkeypatch.setattr(callers, "ANYONE_PER_MINUTE", 3)
    answers = [api.get("/api/v1/departments") for _ in range(5)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert_problem(refused[0], 429)
    assert 0 < int(refused[0]["Retry-After"]) <= 60
    assert with_token("catalogue").get("/api/v1/departments").status_code == 200


def test_an_error_nobody_foresaw_is_a_problem_without_particulars(api, monkeypatch, caplog):
    from quancheng.api.v1 import catalogue

    def broken(**_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(catalogue.catalogue, "items_by_department", broken)
    answer = api.get("/api/v1/departments")
    assert "secret" not in str(assert_problem(answer, 500))
    assert "api request failed" in caplog.text


def test_the_description_names_every_error_of_every_address(api):
    schema = api.get("/api/v1/openapi.json").json()
    for methods in schema["paths"].values():
        for operation in methods.values():
            assert {"401", "403", "405", "422", "429"} <= set(operation["responses"])
            assert operation["summary"]
    assert api.get("/api/v1/openapi.json")["Content-Type"].startswith("application/json")


def test_the_documentation_is_a_page_of_this_machine_alone(api):
    page = api.get("/api/v1/docs").content.decode()
    assert "查进度" in page
    assert "<script" not in page
    assert "http://" not in page.replace("http://testserver", "")
    assert "https://" not in page
    assert api.get("/api/v1/")["Location"] == "/api/v1/docs"
