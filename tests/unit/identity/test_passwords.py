from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from quancheng.identity.passwords import KindsOfCharacters


@pytest.mark.parametrize("password", ["abcDEF1234", "abc-123456", "ABC-abcdef"])
def test_three_kinds_of_characters_are_enough(password):
    assert KindsOfCharacters().validate(password) is None


@pytest.mark.parametrize("password", ["abcdefghij", "abcdef1234", "----======"])
def test_fewer_kinds_are_refused_in_words(password):
    with pytest.raises(ValidationError, match="至少三类"):
        KindsOfCharacters().validate(password)
