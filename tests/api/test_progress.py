from __future__ import annotations

import pytest

from tests.api.problems import assert_problem

JSON = "application/json"


@pytest.fixture
def case(county):
    """A case that has been accepted, with its codes."""
    from quancheng.journeys.follow import followed
    from tests.factories.cases import FOOD, accepted, guide_named

    return followed(region_code="610924", number=accepted(county, guide_named(FOOD)).number)


def ask(client, number, check_code, **more):
    body = {"number": number, "check_code": check_code} | more
    return client.post("/api/v1/progress", body, content_type=JSON)


def test_the_two_codes_show_the_clocks_and_what_happened(api, case):
    found = ask(api, case.receipt_code, case.check_code).json()
    assert found["number"] == case.line.number
    assert found["promised"]["total"] == 4
    assert found["statutory"]["total"] == 10
    assert [event["kind"] for event in found["events"]] == ["received", "accepted"]
    assert "check_code" not in found


def test_internal_acts_and_names_are_not_told(api, county, case):
    from tests.factories.cases import examined, read

    examined(county, read(case.line.number))
    answer = ask(api, case.line.number, case.check_code)
    kinds = {event["kind"] for event in answer.json()["events"]}
    assert "opinion" in kinds
    assert not kinds & {"claimed", "transferred", "due_soon"}
    assert "材料齐全，符合条件。" not in answer.content.decode()


def test_a_wrong_number_and_a_wrong_code_get_the_same_problem(api, case):
    wrong = [
        assert_problem(ask(api, case.receipt_code, "000000"), 404),
        assert_problem(ask(api, "ZZZZZZZZ", case.check_code), 404),
        assert_problem(ask(api, "61092406202603020000013", case.check_code), 404),
    ]
    assert wrong[0] == wrong[1] == wrong[2]


def test_guessing_ends_with_429_and_says_when(api, case):
    from quancheng.journeys.follow import BY_NUMBER

    for _ in range(BY_NUMBER.tries):
        assert_problem(ask(api, case.receipt_code, "000000"), 404)
    answer = ask(api, case.receipt_code, case.check_code)
    assert "以后再试" in assert_problem(answer, 429)["detail"]
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', '{"number": 1}', "\x00"])
def test_a_body_that_cannot_be_read_is_a_problem(api, body):
    answer = api.post("/api/v1/progress", body, content_type=JSON)
    assert answer.status_code in (400, 422)
    assert_problem(answer, answer.status_code)


@pytest.mark.parametrize("rubbish", ["\x00", "\x1b[2J"])
def test_a_code_that_no_keyboard_types_is_a_wrong_code(api, case, rubbish):
    for number, code in ((rubbish, rubbish), (case.receipt_code, rubbish), (rubbish, "000000")):
        assert_problem(ask(api, number, code), 404)
    assert ask(api, f"{rubbish[:1]}{case.receipt_code}", case.check_code).status_code == 200


def test_what_is_left_out_is_named(api):
    body = assert_problem(api.post("/api/v1/progress", {}, content_type=JSON), 422)
    assert {each["field"].rpartition(".")[2] for each in body["errors"]} == {
        "number",
        "check_code",
    }
