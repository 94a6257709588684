from __future__ import annotations

from fractions import Fraction

from quancheng.clock.engine import (
    LimitPair,
    Tally,
    Unit,
    achieved,
    compression,
    sums_by_unit,
)


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


def test_only_like_units_are_summed() -> None:
    pairs = [
        LimitPair(5, 20),
        LimitPair(0, 10),
        LimitPair(15, 30, Unit.NATURAL_DAY),
        LimitPair(3, 0),
    ]
    sums = sums_by_unit(pairs=pairs)
    assert [(each.unit, each.count, each.taken, each.statutory) for each in sums] == [
        (Unit.WORKING_DAY, 2, 5, 30),
        (Unit.NATURAL_DAY, 1, 15, 30),
    ]
    assert [each.rate for each in sums] == [Fraction(5, 6), Fraction(1, 2)]


def test_achieved_is_the_mean_of_the_rates_and_the_rate_of_the_sums_of_each_unit() -> None:
    done = achieved(
        tallies=[
            Tally(Unit.WORKING_DAY, 20, cases=2, used=10, suspended=6, held=1),
            Tally(Unit.WORKING_DAY, 10, cases=1, used=12),
            Tally(Unit.NATURAL_DAY, 60, cases=1, used=15),
            Tally(Unit.WORKING_DAY, 0, cases=4, used=9, suspended=2, held=1),
        ]
    )
    rates = [Fraction(3, 4), Fraction(3, 4), Fraction(-1, 5), Fraction(3, 4)]
    assert done.mean_of_rates == sum(rates, Fraction(0)) / 4
    assert (done.cases, done.skipped) == (4, 4)
    assert (done.suspended, done.held) == (8, 2)
    assert [(each.unit, each.count, each.taken, each.statutory) for each in done.sums] == [
        (Unit.WORKING_DAY, 3, 22, 50),
        (Unit.NATURAL_DAY, 1, 15, 60),
    ]


def test_without_closed_cases_nothing_is_achieved() -> None:
    done = achieved(tallies=[])
    assert (done.cases, done.skipped, done.mean_of_rates, done.sums) == (0, 0, None, ())
