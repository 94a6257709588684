"""The aim of a step: working days from its opening."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from quancheng.clock.rules import step_due

OPENED = date(2026, 2, 13)


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("0", OPENED),
        ("0.5", date(2026, 2, 14)),
        ("1", date(2026, 2, 14)),
        ("4.5", date(2026, 2, 27)),
        ("5", date(2026, 2, 27)),
    ],
)
def test_a_step_is_due_after_its_working_days_half_ones_rounded_up(calendar, limit, due):
    assert step_due(opened_on=OPENED, limit_days=Decimal(limit), calendar=calendar) == due


def test_a_step_that_reaches_into_an_unknown_year_has_no_day_yet(calendar):
    opened = date(2026, 12, 30)
    assert step_due(opened_on=opened, limit_days=Decimal(5), calendar=calendar) is None
