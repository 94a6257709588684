from __future__ import annotations

from fractions import Fraction

from quancheng.clock.engine import LimitPair, Unit, compression


def test_the_mean_of_the_rates_and_the_rate_of_the_sums_differ():
    result = compression(
        pairs=[LimitPair(0, 5), LimitPair(10, 20, suspended=3), LimitPair(3, 0, suspended=9)]
    )
    assert result.mean_of_rates == Fraction(3, 4)
    assert result.rate_of_sums == Fraction(15, 25)
    assert (result.items, result.skipped, result.suspended) == (2, 1, 3)
    assert (result.promised_sum, result.statutory_sum) == (10, 25)


def test_work_that_took_longer_than_the_law_has_a_negative_rate():
    assert LimitPair(30, 20).rate == Fraction(-1, 2)


def test_different_units_have_no_common_sum():
    result = compression(pairs=[LimitPair(5, 20), LimitPair(15, 30, Unit.NATURAL_DAY)])
    assert result.mean_of_rates == Fraction(5, 8)
    assert (result.rate_of_sums, result.promised_sum, result.statutory_sum) == (None, None, None)


def test_nothing_to_compare_has_no_rate():
    result = compression(pairs=[LimitPair(3, 0)])
    assert (result.mean_of_rates, result.rate_of_sums, result.items) == (None, None, 0)
