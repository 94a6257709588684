"""Numbers that people read aloud."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from quancheng.kernel.identifiers import (
    ALPHABET,
    CROCKFORD,
    CaseNumber,
    UnableToReadNumber,
    case_number,
    check_character,
    new_check_code,
    new_receipt_code,
    read_case_number,
    read_code,
    show_case_number,
    show_receipt_code,
    spell_case_number,
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
POINTS = st.text(ALPHABET, min_size=2, max_size=2)
SERIALS = st.integers(0, 999_999)


@given(body=st.text(ALPHABET, min_size=1, max_size=30))
def test_the_check_character_is_that_of_an_independent_implementation(body: str) -> None:
    assert check_character(body) == mod_37_36.calc_check_digit(body)


@pytest.mark.parametrize("number", ["6109240120260213000187S", "6109240120260123001042A"])
def test_numbers_of_the_visual_standard_are_right(number: str) -> None:
    assert read_case_number(number).area == "610924"


@given(day=DAYS, point=POINTS, serial=SERIALS)
def test_a_number_reads_back_to_its_parts(day: date, point: str, serial: int) -> None:
    number = case_number(area="610924", intake_point=point, day=day, serial=serial)
    assert len(number) == 23
    assert read_case_number(f" {show_case_number(number).lower()} ") == CaseNumber(
        area="610924", intake_point=point, day=day, serial=serial
    )


@given(day=DAYS, serial=SERIALS, place=st.integers(0, 22), wrong=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(
    day: date, serial: int, place: int, wrong: str
) -> None:
    number = case_number(area="610924", intake_point="06", day=day, serial=serial)
    typed = number[:place] + wrong + number[place + 1 :]
    if typed == number:
        assert read_case_number(typed).serial == serial
        return
    with pytest.raises(UnableToReadNumber):
        read_case_number(typed)


def test_nine_in_ten_exchanges_of_neighbouring_digits_are_noticed() -> None:
    """A hybrid system of ISO/IEC 7064 notices every single error, but not every exchange."""
    exchanged = noticed = 0
    for day in (date(2012, 1, 1), date(2026, 3, 2), date(2026, 11, 24)):
        for serial in range(0, 1_000_000, 997):
            number = case_number(area="610924", intake_point="06", day=day, serial=serial)
            for place in range(8, 21):
                first, second = number[place : place + 2]
                typed = number[:place] + second + first + number[place + 2 :]
                exchanged += first != second
                noticed += check_character(typed[:-1]) != typed[-1]
    assert noticed / exchanged > 0.9


def test_a_day_that_does_not_exist_is_refused_though_the_check_character_is_right() -> None:
    body = "6109240620260230000001"
    with pytest.raises(UnableToReadNumber, match="日期"):
        read_case_number(body + check_character(body))


def test_a_part_of_the_wrong_length_makes_no_number() -> None:
    with pytest.raises(ValueError, match="length"):
        case_number(area="6109", intake_point="06", day=date(2026, 3, 2), serial=1)


def test_a_check_character_may_be_a_letter_that_codes_avoid() -> None:
    assert spell_case_number(" 6109 2406-20260302 000016l") == "6109240620260302000016L"


def test_codes_are_random_and_forgive_confused_letters() -> None:
    codes = {new_receipt_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 8 and set(code) <= set(CROCKFORD) for code in codes)
    assert len(new_check_code()) == 6
    assert read_code(" 7m2c-4iol ") == "7M2C4101"
    assert show_receipt_code("7M2C41TX") == "7M2C-41TX"
