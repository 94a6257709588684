from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.identity.rules import (
    UnableToReadName,
    UnableToReadPhone,
    clean_text,
    normalise,
    read_name,
    read_phone,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("　张　三 ", "张 三"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("𠮷野䶮㛃", "𠮷野䶮㛃"),
        ("张\u202e三\x00", "张三"),
    ],
)
def test_a_name_is_read_as_on_the_document(typed, name):
    assert read_name(typed) == name


@pytest.mark.parametrize(("typed", "sentence"), [(" \u200b ", "不能为空"), ("长" * 201, "超过")])
def test_a_name_that_cannot_be_is_refused(typed, sentence):
    with pytest.raises(UnableToReadName, match=sentence):
        read_name(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("１３９ 1234 6120", "13912346120"),
        ("139-1234-6120", "13912346120"),
        ("+86 13912346120", "13912346120"),
        ("008613912346120", "13912346120"),
        ("0915-4421234", "0915-4421234"),
        ("4421234", "4421234"),
        ("400-123-4567", "400-123-4567"),
    ],
)
def test_a_phone_is_read_in_its_one_spelling(typed, number):
    assert read_phone(typed) == number


@pytest.mark.parametrize("typed", ["", "12345", "23912346120", "1391234612", "打给我"])
def test_a_phone_nobody_answers_is_refused(typed):
    with pytest.raises(UnableToReadPhone, match="11 位手机号码"):
        read_phone(typed)


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
    assert clean_text(clean_text(text)) == clean_text(text)
