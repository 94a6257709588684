"""What each way of delivery has to prove."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.delivery.rules import (
    METHODS,
    UnableToHandOver,
    apply_by,
    check_hand_over,
    check_posting,
    standing,
    valid_until,
)

PROVED: dict[str, object] = {
    "receiver_name": "柏青禾",
    "identity_checked": True,
    "signature": "data:image/png;base64,AA==",
    "tracking_number": "EM123456789CN",
    "signed_on": date(2026, 3, 5),
    "today": date(2026, 3, 6),
}


@pytest.mark.parametrize("method", METHODS)
def test_a_proved_delivery_passes(method: str) -> None:
    check_hand_over(method=method, **PROVED)  # type: ignore[arg-type]
    assert METHODS[method]


@pytest.mark.parametrize(
    ("method", "lacking", "sentence"),
    [
        ("pigeon", {}, "送达方式"),
        ("pick_up", {"receiver_name": " "}, "姓名"),
        ("post", {"receiver_name": ""}, "姓名"),
        ("pick_up", {"identity_checked": False}, "身份证件"),
        ("pick_up", {"signature": ""}, "签名"),
        ("post", {"tracking_number": " "}, "邮件号"),
        ("post", {"signed_on": None}, "签收"),
        ("post", {"signed_on": date(2026, 3, 7)}, "签收"),
    ],
)
def test_what_is_not_proved_is_refused(
    method: str, lacking: dict[str, object], sentence: str
) -> None:
    with pytest.raises(UnableToHandOver, match=sentence):
        check_hand_over(method=method, **(PROVED | lacking))  # type: ignore[arg-type]


def test_post_and_electronic_delivery_need_no_signature_and_no_card() -> None:
    given = PROVED | {"signature": "", "identity_checked": False}
    check_hand_over(method="post", **given)  # type: ignore[arg-type]
    assert METHODS.keys() == {"pick_up", "post", "electronic"}
    check_hand_over(method="electronic", **(given | {"tracking_number": ""}))  # type: ignore[arg-type]


def test_what_is_sent_has_a_number() -> None:
    assert check_posting(tracking_number=" EM1\x00 ") == "EM1"
    with pytest.raises(UnableToHandOver, match="邮件号"):
        check_posting(tracking_number=" ")


@pytest.mark.parametrize(
    ("begins", "validity", "last"),
    [
        (date(2026, 3, 2), "5年", date(2031, 3, 1)),
        (date(2026, 3, 2), "3 年", date(2029, 3, 1)),
        (date(2024, 2, 29), "1年", date(2025, 2, 28)),
        (date(2026, 1, 31), "1个月", date(2026, 2, 28)),
        (date(2026, 3, 2), "12个月", date(2027, 3, 1)),
        (date(2026, 3, 2), "40天", date(2026, 4, 10)),
        (date(2026, 3, 2), "10日内", date(2026, 3, 11)),
        (date(2026, 3, 2), "当年有效", date(2026, 12, 31)),
        (date(2026, 3, 2), "0年", None),
        (date(2026, 3, 2), "长期", None),
        (date(2026, 3, 2), "按批准期限", None),
        (date(2026, 3, 2), "不超过1年", None),
        (date(2026, 3, 2), "6年、10年或者长期", None),
        (date(2026, 3, 2), "", None),
    ],
)
def test_a_result_ends_on_the_day_before_its_corresponding_day(begins, validity, last) -> None:
    assert valid_until(begins=begins, validity=validity) == last


@pytest.mark.parametrize(
    ("conditions", "last"),
    [
        ("", date(2026, 5, 31)),
        ("许可证有效期届满前按规定期限提出延续申请", date(2026, 5, 31)),
        ("在有效期届满前6个月申请", date(2025, 12, 30)),
        ("证书有效期届满的一个月以前提出复审申请", date(2026, 5, 30)),
        ("有效期届满三十日前申请延续", date(2026, 5, 31)),
        ("有效期届满90日前申请", date(2026, 4, 1)),
        ("有效期届满30个工作日前申请", date(2026, 5, 31)),
    ],
)
def test_renewal_is_applied_for_thirty_days_before_unless_the_law_says_otherwise(
    conditions, last
) -> None:
    assert apply_by(expires_on=date(2026, 6, 30), conditions=conditions) == last


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({}, "due"),
        ({"today": date(2026, 1, 1)}, "not_yet"),
        ({"today": date(2026, 7, 1)}, "expired"),
        ({"applied": True, "in_time": True}, "applied"),
        ({"applied": True}, "applied"),
        ({"applied": True, "today": date(2026, 7, 1)}, "expired"),
        ({"applied": True, "in_time": True, "today": date(2026, 7, 1)}, "applied"),
        ({"applied": True, "in_time": True, "deemed": True}, "deemed"),
        ({"applied": True, "outcome": "granted", "deemed": True}, "renewed"),
        ({"applied": True, "outcome": "refused"}, "due"),
    ],
)
def test_a_result_with_an_end_stands_somewhere(given: dict[str, object], stands: str) -> None:
    usual: dict[str, object] = {
        "valid_until": date(2026, 6, 30),
        "applied": False,
        "in_time": False,
        "deemed": False,
        "outcome": "",
        "today": date(2026, 5, 1),
    }
    assert standing(**(usual | given)) == stands  # type: ignore[arg-type]
