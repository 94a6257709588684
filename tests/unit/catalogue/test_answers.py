"""Answers to a form: every datatype, and everything an attacker types."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.catalogue.rules.answers import Checked, validate_answers
from quancheng.catalogue.rules.forms import FieldSpec
from quancheng.catalogue.rules.vocabulary import DATATYPES

TODAY = date(2026, 3, 2)


def field(datatype: str, **changes: object) -> FieldSpec:
    base: dict[str, object] = {
        "code": "E1",
        "name": "field",
        "label": "某项",
        "datatype": datatype,
        "choices": ("男", "女") if datatype == "choice" else (),
    }
    return FieldSpec(**(base | changes))  # type: ignore[arg-type]


def answer(spec: FieldSpec, value: object, *, partial: bool = False) -> Checked:
    return validate_answers(fields=[spec], answers={"E1": value}, today=TODAY, partial=partial)


@pytest.mark.parametrize(
    ("datatype", "typed", "cleaned"),
    [
        ("text", "　张𠮷　三 ", "张𠮷 三"),
        ("text", "一行\n二行", "一行 二行"),
        ("textarea", "一行\r\n二行", "一行\n二行"),
        ("address", "城关镇１号", "城关镇1号"),
        ("date", "2026年3月1日", "2026-03-01"),
        ("number", "１,２００.50", "1200.5"),
        ("number", "3.0", "3"),
        ("number", 7, "7"),
        ("money", "12.3元", "12.30"),
        ("choice", "男", "男"),
        ("id_card", "11010519491231002x", "11010519491231002X"),
        ("uscc", "11610924dm0000013q", "11610924DM0000013Q"),
        ("phone", "+86 139-1500-6120", "13915006120"),
        ("phone", "0915-4421234", "0915-4421234"),
        ("region", "610924100", "610924100"),
        ("region", "城关镇", "城关镇"),
        ("bool", "on", True),
        ("bool", True, True),
        ("bool", None, False),
        ("bool", "否", False),
        ("text", None, ""),
        ("date", "", ""),
    ],
)
def test_an_answer_is_cleaned(datatype: str, typed: object, cleaned: object) -> None:
    checked = answer(field(datatype), typed)
    assert checked.errors == {}
    assert checked.passes
    assert checked.cleaned == {"E1": cleaned}


@pytest.mark.parametrize(
    ("datatype", "typed", "said"),
    [
        ("text", "a\x00b", "控制字符"),
        ("text", "\u202e反转", "改变文字方向"),
        ("text", "\ud800", "控制字符"),
        ("text", "长" * 100_000, "最多200个字"),
        ("textarea", "长" * 2001, "最多2000个字"),
        ("date", "2026-02-30", "应当是日期"),
        ("date", "1066-10-14", "年份不对"),
        ("number", "abc", "应当是数字"),
        ("number", "-1", "不能小于0"),
        ("number", "1e400", "应当是数字"),
        ("money", "NaN", "应当是数字"),
        ("money", "-0.01", "不能小于0"),
        ("money", "1.001", "两位小数"),
        ("money", "99999999999999", "应当是数字"),
        ("choice", "其他", "选项里选一个"),
        ("id_card", "110105194912310021", "身份证号码校验不通过"),
        ("id_card", "4401", "18 位"),
        ("uscc", "11610924DM0000013X", "统一社会信用代码"),
        ("phone", "12345", "电话号码"),
        ("region", "6109", "6位、9位或者12位"),
        ("bool", "也许", "只能勾选"),
    ],
)
def test_a_wrong_answer_gets_a_sentence(datatype: str, typed: object, said: str) -> None:
    checked = answer(field(datatype), typed)
    assert said in checked.errors["E1"]
    assert "E1" not in checked.cleaned
    assert not checked.passes


def test_a_birthday_after_today_is_refused() -> None:
    spec = field("id_card")
    checked = validate_answers(
        fields=[spec], answers={"E1": "11010519491231002X"}, today=date(1949, 1, 1)
    )
    assert "出生日期不合理" in checked.errors["E1"]


@pytest.mark.parametrize("datatype", [one for one in DATATYPES if one != "bool"])
def test_a_required_answer_must_be_there(datatype: str) -> None:
    spec = field(datatype, required=True)
    assert answer(spec, " 　").errors == {"E1": "请填写某项。"}
    assert answer(spec, "", partial=True).cleaned == {"E1": ""}


def test_a_required_promise_must_be_ticked() -> None:
    spec = field("bool", required=True)
    assert answer(spec, "").errors == {"E1": "请勾选某项。"}
    assert answer(spec, "", partial=True).cleaned == {"E1": False}


def test_the_length_of_an_element_is_kept() -> None:
    spec = field("text", max_length=5)
    assert answer(spec, "一二三四五").passes
    assert "最多5个字，现在有6个字" in answer(spec, "一二三四五六").errors["E1"]


def test_a_number_is_not_refused_for_the_spaces_in_it() -> None:
    spec = field("id_card", max_length=18)
    assert answer(spec, "110105 19491231 002X").passes


def test_an_answer_that_the_form_does_not_ask_is_an_error() -> None:
    checked = validate_answers(fields=[], answers={"E9": "x"}, today=TODAY)
    assert "没有这一项" in checked.errors["E9"]


@given(
    datatype=st.sampled_from(DATATYPES),
    typed=st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.floats()),
    required=st.booleans(),
)
def test_nothing_that_is_typed_raises(datatype: str, typed: object, required: bool) -> None:
    checked = answer(field(datatype, required=required), typed)
    assert ("E1" in checked.cleaned) != ("E1" in checked.errors)


@pytest.mark.parametrize(
    "attack", ["<script>alert(1)</script>", "' OR 1=1 --", '"><img src=x>', "{{7*7}}", "%00"]
)
def test_attack_strings_are_text_like_any_other(attack: str) -> None:
    assert answer(field("text"), attack).cleaned == {"E1": attack}
