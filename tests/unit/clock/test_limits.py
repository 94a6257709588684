from __future__ import annotations

from datetime import date

import pytest

from quancheng.clock.engine import (
    Approver,
    CaseLimits,
    ClockName,
    CorrectionWindow,
    Extension,
    ExtensionGrant,
    Facts,
    Limit,
    StartsOn,
    Suspension,
    UnableToKeepFacts,
    UnableToUseLimit,
    Unit,
    case_limits_from_record,
    case_limits_to_record,
    facts_from_record,
    facts_to_record,
    limit_from_record,
    limit_to_record,
)
from quancheng.clock.rules import LIMITS_OF_LAW, ON_THE_SPOT_PROMISE, WINDOW_OF_LAW


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Limit(0), "期限应当在 1 到 3660 之间，现在是 0"),
        (lambda: Limit(4000), "现在是 4000"),
        (lambda: Limit(1, Unit.INSTANT), "当场办结的事项不能再写天数"),
        (lambda: Limit(0, Unit.INSTANT, extension=Extension(3)), "当场办结的事项不能延长期限"),
        (lambda: Extension(0), "延长期限的天数和次数"),
        (lambda: Extension(10, times=0), "延长期限的天数和次数"),
        (lambda: CorrectionWindow(-1), "补正告知期限"),
        (lambda: CorrectionWindow(1, Unit.MONTH), "补正告知期限"),
        (lambda: CaseLimits(promised=Limit(5)), "承诺期限被标成了法定时钟"),
        (
            lambda: CaseLimits(statutory=Limit(5, clock=ClockName.PROMISED)),
            "法定期限被标成了承诺时钟",
        ),
    ],
)
def test_a_limit_that_contradicts_itself_is_refused(make, sentence):
    with pytest.raises(UnableToUseLimit, match=sentence):
        make()


def test_a_suspension_cannot_end_before_it_begins():
    with pytest.raises(UnableToKeepFacts, match="早于开始日"):
        Suspension(date(2026, 3, 10), date(2026, 3, 9), "检测")


def test_an_extension_is_at_least_one_day():
    with pytest.raises(UnableToKeepFacts, match="大于零"):
        ExtensionGrant(0, date(2026, 3, 10))


@pytest.mark.parametrize(
    "limit",
    [
        *LIMITS_OF_LAW.values(),
        ON_THE_SPOT_PROMISE,
        Limit(
            3, Unit.MONTH, StartsOn.COMPLETE, ClockName.PROMISED,
            Extension(1, 2, Approver.GOVERNMENT_HEAD, "某条"), frozenset({"公告", "考试"}),
            CorrectionWindow(10, Unit.NATURAL_DAY, False, "另一条"), "某法", date(2024, 7, 1),
        ),
    ],
)  # fmt: skip
def test_a_limit_survives_its_record(limit):
    assert limit_from_record(limit_to_record(limit)) == limit


def test_a_short_record_takes_the_defaults():
    assert limit_from_record({"value": 20}) == Limit(20)


def test_the_limits_of_a_case_survive_their_record():
    both = CaseLimits(ON_THE_SPOT_PROMISE, Limit(20))
    assert case_limits_from_record(case_limits_to_record(both)) == both
    assert case_limits_from_record(case_limits_to_record(CaseLimits())) == CaseLimits()


def test_facts_survive_their_record():
    facts = Facts(
        today=date(2026, 3, 20),
        received_on=date(2026, 3, 1),
        accepted_on=date(2026, 3, 2),
        suspensions=(Suspension(date(2026, 3, 4), None, "检测", "停告1号"),),
        corrections=(Suspension(date(2026, 3, 1), date(2026, 3, 2), "补正"),),
        extensions=(ExtensionGrant(5, date(2026, 3, 9), ClockName.PROMISED, "局长", "延1号"),),
    )
    assert facts_from_record(facts_to_record(facts)) == facts
    assert facts_from_record({"today": "2026-03-20"}) == Facts(today=date(2026, 3, 20))


def test_the_correction_window_is_the_law_s_else_the_promise_s():
    window = CorrectionWindow(value=0)
    promised = Limit(5, clock=ClockName.PROMISED, correction=WINDOW_OF_LAW)
    assert CaseLimits(promised, Limit(20, correction=window)).correction == window
    assert CaseLimits(promised).correction == WINDOW_OF_LAW
    assert CaseLimits().correction is None
