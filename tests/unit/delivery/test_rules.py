"""What each way of delivery has to prove."""

from __future__ import annotations

import pytest

from quancheng.delivery.rules import METHODS, UnableToHandOver, check_hand_over

PROVED: dict[str, object] = {
    "receiver_name": "柏青禾",
    "identity_checked": True,
    "signature": "data:image/png;base64,AA==",
    "tracking_number": "EM123456789CN",
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
