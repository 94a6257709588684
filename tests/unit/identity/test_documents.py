from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from quancheng.identity.rules import (
    ApplicantKind,
    IdKind,
    UnableToReadId,
    read_applicant_kind,
    read_id,
    read_id_kind,
    read_resident_id,
    read_uscc,
)

# The example of GB 11643-1999 and one whose check character is X.
GOOD = "11010519491231002X"


def numbered(place: str, birthday: date, serial: int) -> str:
    stem = f"{place}{birthday:%Y%m%d}{serial:03d}"
    return stem + ric.calc_check_digit(stem + "0")


@given(
    place=st.integers(110000, 659999).map(str),
    birthday=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    serial=st.integers(0, 999),
)
def test_a_right_number_says_birthday_and_sex(place, birthday, serial):
    read = read_resident_id(numbered(place, birthday, serial), on=date(2026, 1, 1))
    assert read.birthday == birthday
    assert read.sex == ("M" if serial % 2 else "F")


def test_full_width_digits_spaces_and_a_small_x_are_fine():
    typed = "１１０１０５ 19491231　002x"
    assert read_resident_id(typed).number == GOOD


@given(position=st.integers(0, 16), digit=st.integers(0, 9))
def test_one_wrong_digit_is_found(position, digit):
    wrong = GOOD[:position] + str(digit) + GOOD[position + 1 :]
    if wrong == GOOD:
        assert read_resident_id(wrong).number == GOOD
        return
    with pytest.raises(UnableToReadId):
        read_resident_id(wrong)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("110105491231002", "15 位"),
        ("1101051949123100", "18 位"),
        ("A1010519491231002X", "18 位"),
        ("", "18 位"),
        ("110105194913310024", "出生日期不存在"),
        ("110105194912310021", "校验不通过"),
        (numbered("610924", date(2026, 3, 2), 7), "不合理"),
        (numbered("610924", date(1779, 3, 2), 7), "不合理"),
    ],
)
def test_a_wrong_resident_id_is_refused_with_a_reason(number, sentence):
    with pytest.raises(UnableToReadId, match=sentence):
        read_resident_id(number, on=date(2026, 3, 1))


def test_a_credit_code_is_read_with_its_check_character():
    assert read_uscc(" 91610924dm0000494j ") == "91610924DM0000494J"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91610924DM0000494K", "校验不通过"),
        ("91610924DM", "18 位"),
        ("9161092IDM0000494J", "18 位"),
    ],
)
def test_a_wrong_credit_code_is_refused_with_a_reason(code, sentence):
    with pytest.raises(UnableToReadId, match=sentence):
        read_uscc(code)


def test_each_kind_of_document_is_read_by_its_rule():
    assert read_id(IdKind.RESIDENT_ID, GOOD).birthday == date(1949, 12, 31)
    assert read_id("uscc", "91610924DM0000494J").birthday is None
    assert read_id(IdKind.PASSPORT, "e 1234567").number == "E1234567"
    assert read_id(IdKind.OTHER, "军字第001号").number == "军字第001号"


@pytest.mark.parametrize(
    ("kind", "number", "sentence"),
    [
        (IdKind.PASSPORT, "E12", "护照"),
        (IdKind.OTHER, "", "1 至 40"),
        (IdKind.OTHER, "1" * 41, "1 至 40"),
        ("driving", "1", "证件类型"),
    ],
)
def test_a_number_that_does_not_fit_its_kind_is_refused(kind, number, sentence):
    with pytest.raises(UnableToReadId, match=sentence):
        read_id(kind, number)


def test_kinds_are_read_from_their_values():
    assert read_id_kind("passport") is IdKind.PASSPORT
    assert read_applicant_kind("organisation") is ApplicantKind.ORGANISATION
    with pytest.raises(UnableToReadId, match="申请人类型"):
        read_applicant_kind("both")


def test_kinds_have_words():
    assert IdKind.USCC.label == "统一社会信用代码"
    assert [kind.label for kind in ApplicantKind] == ["自然人", "法人或其他组织"]


@given(st.text(max_size=60), st.sampled_from(list(IdKind)))
def test_any_text_is_read_or_refused_with_a_sentence(text, kind):
    sentence, number = "", ""
    try:
        number = read_id(kind, text).number
    except UnableToReadId as refused:
        sentence = refused.sentence
    assert sentence.endswith("。") != (number == number.strip() != "")
