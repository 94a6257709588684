from __future__ import annotations

from datetime import date, timedelta

import pytest

from quancheng.identity.rules import UnableToLogIn, check_not_locked
from quancheng.kernel.moments import at

NOON = at(date(2026, 3, 2), 12)


def minutes_before(*ages):
    return [NOON - timedelta(minutes=age) for age in ages]


def test_four_failures_do_not_lock():
    assert check_not_locked(failures=minutes_before(4, 3, 2, 1), now=NOON) is None


def test_five_failures_within_a_quarter_lock_and_say_how_long():
    with pytest.raises(UnableToLogIn, match="请 13 分钟后再试"):
        check_not_locked(failures=minutes_before(9, 7, 5, 3, 2), now=NOON)


def test_the_last_seconds_still_say_a_minute():
    failures = minutes_before(15, 15, 15, 15, 14.99)
    with pytest.raises(UnableToLogIn, match="请 1 分钟后再试"):
        check_not_locked(failures=failures, now=NOON)


def test_the_lock_ends_fifteen_minutes_after_the_last_failure():
    assert check_not_locked(failures=minutes_before(20, 19, 18, 17, 15), now=NOON) is None


def test_failures_spread_over_more_than_a_quarter_do_not_lock():
    assert check_not_locked(failures=minutes_before(16, 7, 5, 3, 1), now=NOON) is None


def test_failures_of_the_future_do_not_count():
    failures = [*minutes_before(4, 3, 2, 1), NOON + timedelta(hours=1)]
    assert check_not_locked(failures=failures, now=NOON) is None
