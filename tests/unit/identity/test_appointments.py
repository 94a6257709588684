from __future__ import annotations

from datetime import date

import pytest

from quancheng.identity.rules import Role, UnableToAppoint, check_appointment
from quancheng.identity.rules.appointments import check_term

GOOD = {
    "role": Role.EXAMINER,
    "region_code": "610924",
    "office_id": 5,
    "counter": "",
    "rank": "A",
    "stands_in_for": None,
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"role": Role.COUNTER, "counter": "W06"},
        {"region_code": "610924100", "office_id": None},
        {"role": Role.CITY_VIEWER, "region_code": "610900", "office_id": None},
        {"role": Role.SUPERVISOR, "office_id": None},
        {"rank": "B", "stands_in_for": 3},
    ],
)
def test_a_post_with_what_its_role_needs_can_be_filled(changes):
    assert check_appointment(**(GOOD | changes)) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"region_code": "610900"}, "市级"),
        ({"role": Role.CITY_VIEWER}, "市级"),
        ({"role": Role.TELLER}, "窗口号"),
        ({"office_id": None}, "所在部门"),
        ({"rank": "B"}, "替代哪一个"),
        ({"stands_in_for": 3}, "A 岗不替代"),
    ],
)
def test_a_post_that_lacks_something_is_refused(changes, sentence):
    with pytest.raises(UnableToAppoint, match=sentence):
        check_appointment(**(GOOD | changes))


def test_a_term_does_not_end_before_it_begins():
    first = date(2026, 3, 2)
    assert check_term(valid_from=first, last_day=first) is None
    with pytest.raises(UnableToAppoint, match="离任"):
        check_term(valid_from=first, last_day=date(2026, 3, 1))
