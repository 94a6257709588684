"""A promise is never longer than the law; units are read from the words of the list."""

from __future__ import annotations

import pytest

from quancheng.clock.engine import (
    ClockName,
    Limit,
    StartsOn,
    Unit,
)
from quancheng.clock.rules import (
    LICENCE_20,
    MARKET_ENTITY_3,
    ON_THE_SPOT_PROMISE,
    UnableToPromise,
    UnableToReadUnit,
    check_promise,
    unit_named,
)


def promise(value, unit=Unit.WORKING_DAY, starts=StartsOn.ACCEPTED):
    return Limit(value, unit, starts, ClockName.PROMISED)


@pytest.mark.parametrize(
    ("promised", "statutory"),
    [
        (promise(20), LICENCE_20),
        (None, LICENCE_20),
        (promise(90), None),
        (ON_THE_SPOT_PROMISE, MARKET_ENTITY_3),
        (ON_THE_SPOT_PROMISE, Limit(0, Unit.INSTANT)),
    ],
)
def test_a_promise_within_the_law_passes(promised, statutory):
    assert check_promise(promised=promised, statutory=statutory) is None


@pytest.mark.parametrize(
    ("promised", "statutory", "sentence"),
    [
        (promise(21), LICENCE_20, "承诺期限 21 超过法定期限 20"),
        (promise(1), Limit(0, Unit.INSTANT), "法定要求当场办结"),
        (promise(5, Unit.NATURAL_DAY), LICENCE_20, "单位不同"),
        (promise(5, starts=StartsOn.RECEIVED), LICENCE_20, "起算点不同"),
    ],
)
def test_a_promise_beyond_the_law_is_refused(promised, statutory, sentence):
    with pytest.raises(UnableToPromise, match=sentence):
        check_promise(promised=promised, statutory=statutory)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("工作日", Unit.WORKING_DAY),
        (" 个工作日 ", Unit.WORKING_DAY),
        ("日", Unit.NATURAL_DAY),
        ("天", Unit.NATURAL_DAY),
        ("自然日内", Unit.NATURAL_DAY),
        ("个月", Unit.MONTH),
        ("当场", Unit.INSTANT),
    ],
)
def test_a_unit_is_what_its_words_say(words, unit):
    assert unit_named(words) is unit


def test_unknown_words_are_no_unit():
    with pytest.raises(UnableToReadUnit, match="看不懂时限单位“周”"):
        unit_named("周")
