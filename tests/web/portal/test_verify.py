from __future__ import annotations

import pytest


@pytest.fixture
def result(county):
    from quancheng.delivery import queries as delivery
    from tests.factories.cases import FOOD, accepted, decided, examined, guide_named

    case = decided(county, examined(county, accepted(county, guide_named(FOOD))))
    return delivery.result_of(case_id=case.id)


def ask(client, number, check_code):
    return client.post("/verify/", {"number": number, "check_code": check_code})


def test_a_real_certificate_is_said_to_be_real(stranger, result):
    answer = ask(
        stranger, result.number, f"{result.check_code[:3]} {result.check_code[3:].lower()}"
    )
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "是真的，现在有效" in html
    assert result.number in html


def test_a_wrong_number_and_a_wrong_code_look_the_same(stranger, result):
    pages = []
    for number, code in ((result.number, "000000"), ("610924202600000", result.check_code)):
        answer = ask(stranger, number, code)
        assert answer.status_code == 404
        pages.append(answer.context["page"].trouble)
    assert pages[0] == pages[1]
    assert "不要采信" in pages[0]


def test_too_many_tries_are_told_to_wait(stranger, result):
    from quancheng.journeys.follow import CHECK_BY_NUMBER

    for _ in range(CHECK_BY_NUMBER.tries):
        ask(stranger, result.number, "000000")
    answer = ask(stranger, result.number, result.check_code)
    assert answer.status_code == 429
    assert answer["Retry-After"]


def test_the_number_from_a_qr_code_is_filled_in(stranger, result):
    html = stranger.get(f"/verify/?number={result.number}").content.decode()
    assert f'value="{result.number}"' in html


def test_an_empty_form_says_what_to_fill_in(stranger):
    answer = ask(stranger, "", "")
    assert answer.status_code == 422
    assert "请填写校验码" in answer.content.decode()


def test_an_expired_and_a_revoked_result_are_not_called_valid():
    from datetime import date

    from quancheng.journeys.follow import VerifiedResult
    from quancheng.web.portal.pages.verify import _found
    from tests.factories.county import moment

    def shown(**changes):
        plain = {
            "number": "1", "name": "食品经营许可证", "kind": "certificate", "holder": "张**",
            "issued_on": date(2020, 1, 1), "valid_until": None, "state": "valid",
            "state_label": "有效",
        }  # fmt: skip
        return _found(VerifiedResult(**(plain | changes)), moment())

    assert shown().is_valid
    assert not shown(valid_until=date(2025, 1, 1)).is_valid
    assert "已过有效期" in shown(valid_until=date(2025, 1, 1)).headline
    revoked = shown(state="revoked", state_label="已撤销")
    assert not revoked.is_valid
    assert "已撤销" in revoked.headline


def test_a_result_that_the_law_has_renewed_is_valid_and_says_why():
    from datetime import UTC, date, datetime

    from quancheng.journeys.follow import VerifiedResult
    from quancheng.web.portal.pages.verify import _found

    found = VerifiedResult(
        number="1", name="食品经营许可证", kind="certificate", holder="柏**",
        issued_on=date(2021, 5, 1), valid_until=date(2026, 4, 30), state="valid",
        state_label="有效", deemed_from=date(2026, 5, 1),
    )  # fmt: skip
    page = _found(found, datetime(2026, 5, 6, 2, tzinfo=UTC))
    assert page.is_valid
    assert "起视为准予延续" in str(page.found)


def test_a_result_ends_with_its_last_day_in_shanghai():
    from datetime import UTC, date, datetime

    from quancheng.journeys.follow import VerifiedResult
    from quancheng.web.portal.pages.verify import _found

    found = VerifiedResult(
        number="1", name="许可证", kind="certificate", holder="柏**", issued_on=date(2021, 5, 1),
        valid_until=date(2026, 4, 30), state="valid", state_label="有效",
    )  # fmt: skip
    assert _found(found, datetime(2026, 4, 30, 15, 59, tzinfo=UTC)).is_valid
    assert not _found(found, datetime(2026, 4, 30, 16, 1, tzinfo=UTC)).is_valid
