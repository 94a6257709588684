from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from quancheng.identity.passwords import KindsOfCharacters, LongEnough


@pytest.mark.parametrize("password", ["abcDEF1234", "abc-123456", "ABC-abcdef"])
def test_three_kinds_of_characters_are_enough(password):
    assert KindsOfCharacters().validate(password) is None


@pytest.mark.parametrize("password", ["abcdefghij", "abcdef1234", "----======"])
def test_fewer_kinds_are_refused_in_words(password):
    with pytest.raises(ValidationError, match="至少三类"):
        KindsOfCharacters().validate(password)


def test_ten_characters_are_enough():
    assert LongEnough().validate("0123456789") is None


def test_a_short_password_is_refused_in_words():
    with pytest.raises(ValidationError, match="至少要有 10 个字符"):
        LongEnough().validate("012345678")
