"""Item codes: shapes, base code, region, credit code."""

from __future__ import annotations

import pytest

from quancheng.catalogue.rules.codes import UnableToReadCode, check_base_code, check_item_code
from quancheng.kernel.errors import UnableTo
from tests.unit.catalogue.samples import CODE, REGION

BASE = "610131001001"


@pytest.mark.parametrize(
    ("code", "base", "region"),
    [
        (CODE, BASE, REGION),
        (CODE, "", ""),
        ("11610924DM0000013Q4000131001001", BASE, REGION),
        ("ZY-2026-0001", BASE, REGION),
    ],
)
def test_a_well_formed_code_passes(code: str, base: str, region: str) -> None:
    check_item_code(code, base_code=base, region_code=region)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("12345", "6至90位"),
        ("61 01", "6至90位"),
        (CODE.replace("610131001001", "610131001009"), "基本编码"),
        (CODE.replace("610924000000", "610925000000"), "不是本地区划"),
        (CODE.replace("DM", "DN"), "统一社会信用代码"),
        ("11610924DN0000013Q4000131001001", "统一社会信用代码"),
    ],
)
def test_a_malformed_code_is_refused_with_what_is_wrong(code: str, said: str) -> None:
    with pytest.raises(UnableTo, match=said):
        check_item_code(code, base_code=BASE, region_code=REGION)


def test_a_base_code_is_digits_and_letters() -> None:
    check_base_code(BASE)
    with pytest.raises(UnableToReadCode):
        check_base_code("61-01")
