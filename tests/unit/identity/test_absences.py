from __future__ import annotations

from datetime import date

import pytest

from quancheng.identity.rules import UnableToEnterAbsence, check_absence

TODAY = date(2026, 3, 2)
POST = {"today": TODAY, "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("first", "last"),
    [(TODAY, TODAY), (date(2026, 2, 20), TODAY), (date(2026, 5, 1), date(2026, 12, 31))],
)
def test_an_absence_within_the_term_can_be_entered(first, last):
    assert check_absence(from_day=first, to_day=last, **POST) is None


def test_an_absence_from_an_open_post_has_no_last_day_to_heed():
    assert check_absence(from_day=TODAY, to_day=TODAY, **(POST | {"valid_to": None})) is None


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (date(2026, 3, 5), date(2026, 3, 4), "早于开始"),
        (date(2026, 2, 1), date(2026, 3, 1), "已经过去"),
        (date(2026, 3, 2), date(2027, 3, 3), "超过一年"),
        (date(2025, 12, 31), TODAY, "任职期间"),
        (TODAY, date(2027, 1, 1), "任职期间"),
    ],
)
def test_an_absence_that_cannot_stand_is_refused(first, last, sentence):
    with pytest.raises(UnableToEnterAbsence, match=sentence):
        check_absence(from_day=first, to_day=last, **POST)
