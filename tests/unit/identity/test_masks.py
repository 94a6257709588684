from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.identity.rules import mask_address, mask_id, mask_name, mask_phone


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("610924199001010026", "6109****0026"),
        ("E1234567", "E****7"),
        ("A12", "A****"),
        ("", ""),
    ],
)
def test_a_document_keeps_its_ends_only(number, masked):
    assert mask_id(number) == masked


def test_a_credit_code_is_public():
    assert mask_id("91610924DM0000494J", id_kind="uscc") == "91610924DM0000494J"


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13912346120", "139****6120"),
        ("0915-4421234", "091****1234"),
        ("4421234", "****234"),
        ("", ""),
    ],
)
def test_a_phone_loses_its_middle(number, masked):
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("陕西省安康市紫阳县城关镇河堤路12号", "陕西省安康市紫阳县城关镇****"),
        ("紫阳县城关镇阳光小区3号", "紫阳县城关镇****"),
        (
            "新疆维吾尔自治区喀什地区疏附县托克扎克镇1号",
            "新疆维吾尔自治区喀什地区疏附县托克扎克镇****",
        ),
        ("河堤路阳光小区3号楼", "****"),
        ("", ""),
    ],
)
def test_an_address_keeps_the_town_only(address, masked):
    assert mask_address(address) == masked


@pytest.mark.parametrize(
    ("name", "kind", "masked"),
    [
        ("张三", "person", "张*"),
        ("欧阳修之", "person", "欧***"),
        ("𠮷", "person", "𠮷*"),
        ("紫阳县茶业有限公司", "organisation", "紫阳县茶业有限公司"),
        ("", "person", ""),
    ],
)
def test_a_name_keeps_its_first_character(name, kind, masked):
    assert mask_name(name, kind=kind) == masked


@given(st.text(alphabet="0123456789X", min_size=9, max_size=18))
def test_a_mask_never_shows_more_than_eight_signs(number):
    assert len(mask_id(number).replace("*", "")) == 8
