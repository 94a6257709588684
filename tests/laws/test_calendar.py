"""The calendar reaches into next year, or the platform says that it does not know."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.clock.engine import DayKind, Unknown
from quancheng.clock.operations import seed_calendar
from quancheng.clock.queries import calendar_for, known_years
from quancheng.kernel import moments

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeded() -> None:
    seed_calendar(now=moments.now())


def test_the_calendar_covers_this_year() -> None:
    assert moments.now().year in known_years()


def test_a_limit_that_runs_into_an_unknown_year_is_unknown_and_not_guessed() -> None:
    calendar = calendar_for()
    last = max(known_years())
    assert calendar.kind(date(last + 1, 1, 4)) is DayKind.UNKNOWN
    assert isinstance(calendar.add(date(last, 12, 30), 20), Unknown)
    assert not isinstance(calendar.add(date(last, 11, 2), 5), Unknown)
