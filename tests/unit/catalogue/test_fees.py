"""What may found a fee."""

from __future__ import annotations

import pytest

from quancheng.catalogue.rules.fees import Foundation, foundations, may_found_a_fee


@pytest.mark.parametrize(
    ("basis", "standing"),
    [
        ("《居民身份证法》第二十条", Foundation.LAW),
        ("《中华人民共和国民法典》", Foundation.LAW),
        ("《城市道路管理条例》第三十七条", Foundation.REGULATION),
        ("发改价格〔2003〕2322号", Foundation.STATE),
        ("财税〔2016〕79号", Foundation.STATE),
        ("国家有关防空地下室易地建设收费规定", Foundation.STATE),
        ("陕西省公证服务收费标准", Foundation.PROVINCE),
        ("省定收费标准", Foundation.PROVINCE),
        ("紫阳县物价局关于收费的通知", Foundation.LOCAL),
        ("陕西省紫阳县物价局通知", Foundation.LOCAL),
        ("安康市人民政府通知", Foundation.LOCAL),
        ("城关镇政府规定", Foundation.LOCAL),
        ("《某某收费管理办法》", Foundation.UNKNOWN),
        ("协商收取", Foundation.UNKNOWN),
    ],
)
def test_a_document_stands_as_high_as_who_made_it(basis: str, standing: Foundation) -> None:
    assert foundations(basis) == (standing,)


def test_one_founding_document_is_enough() -> None:
    assert may_found_a_fee("紫阳县通知；《森林法》第三十七条")


@pytest.mark.parametrize("basis", ["", "紫阳县物价局通知", "协商收取", "；"])
def test_a_county_notice_founds_no_fee(basis: str) -> None:
    assert not may_found_a_fee(basis)
