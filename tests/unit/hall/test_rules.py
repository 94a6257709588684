"""The two characters that a counter has in case numbers."""

from __future__ import annotations

import pytest

from quancheng.hall.rules import KINDS, UnableToLoadCounters, intake_point_of


@pytest.mark.parametrize(
    ("number", "point"),
    [
        ("W06", "06"),
        (" w6 ", "06"),
        ("W99", "99"),
        ("TC01", "T1"),
        ("TC10", "TA"),
        ("TC35", "TZ"),
    ],
)
def test_a_counter_has_two_characters(number: str, point: str) -> None:
    assert intake_point_of(number) == point


@pytest.mark.parametrize("number", ["", "X01", "W", "W100", "TC", "W-1", "６"])
def test_another_form_is_refused_with_the_form_that_is_wanted(number: str) -> None:
    with pytest.raises(UnableToLoadCounters, match="W01 到 W99"):
        intake_point_of(number)


def test_the_thirty_sixth_town_centre_has_no_character() -> None:
    with pytest.raises(UnableToLoadCounters, match="超过 35"):
        intake_point_of("TC36")


def test_no_two_counters_of_a_county_share_their_characters() -> None:
    numbers = [f"W{each:02d}" for each in range(1, 100)] + [
        f"TC{each:02d}" for each in range(1, 36)
    ]
    assert len({intake_point_of(number) for number in numbers}) == len(numbers)
    assert len(set(KINDS.values())) == len(KINDS)
