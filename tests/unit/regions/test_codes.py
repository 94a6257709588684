from __future__ import annotations

import pytest

from quancheng.regions.rules import county_of, is_city, is_within, town_of


@pytest.mark.parametrize(
    ("code", "area", "inside"),
    [
        ("610924100", "610924", True),
        ("610924", "610900", True),
        ("610924100", "610900", True),
        ("610924", "610924", True),
        ("610924", "610924100", False),
        ("610925", "610924", False),
        ("611024", "610900", False),
        ("610924", "", False),
    ],
)
def test_a_region_lies_in_what_its_code_begins_with(code, area, inside):
    assert is_within(code, area) is inside


def test_a_code_says_its_county_and_its_town():
    assert county_of("610924100") == county_of("610924100201") == "610924"
    assert town_of("610924100201") == town_of("610924100") == "610924100"
    assert town_of("610924") is None


def test_a_city_ends_in_two_noughts():
    assert is_city("610900")
    assert not is_city("610924")
    assert not is_city("610924100")
