"""Which results end one day, and what a decision has to say where that cannot be computed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quancheng.delivery.rules import (
    Term,
    UnableToDateResult,
    endless_words,
    has_end,
    latest_end,
    named_end,
    names_end,
)

DECIDED = date(2026, 3, 2)


@pytest.mark.parametrize(
    "validity",
    [
        "",
        "无",
        "长期",
        "长期有效",
        "长期（定期校验）",
        "永久",
        "一次性",
        "一次性使用",
        "一次有效",
        "当次有效",
        "一案一援",
        "动态管理",
    ],
)
def test_what_is_valid_for_good_or_used_at_once_has_no_end(validity: str) -> None:
    assert not has_end(validity)


@pytest.mark.parametrize(
    "validity",
    ["5年", "当年有效", "按批准期限", "6年、10年或者长期", "至竣工", "不超过1年", "1学年"],
)
def test_every_other_result_ends_one_day(validity: str) -> None:
    assert has_end(validity)


@pytest.mark.parametrize("validity", ["5年", "12个月", "当年有效", "长期", "无", ""])
def test_what_is_computed_or_has_no_end_is_not_asked_for(validity: str) -> None:
    assert not names_end(validity)


@pytest.mark.parametrize("validity", ["按批准期限", "6年、10年或者长期", "至竣工", "不超过1年"])
def test_only_the_decision_can_name_the_rest(validity: str) -> None:
    assert names_end(validity)


def named(term: Term | None) -> date | None:
    return named_end(validity="按批准期限", term=term, decided_on=DECIDED)


def test_a_decision_names_a_later_day_or_none() -> None:
    assert named(Term(until=date(2026, 3, 3))) == date(2026, 3, 3)
    assert named(Term(until=date(2126, 12, 31))) == date(2126, 12, 31)
    assert named(Term(endless=True)) is None


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        (None, "“按批准期限”，系统算不出哪天到期"),
        (Term(), "请填写有效期至哪一天，或者勾选长期有效"),
        (Term(until=date(2027, 3, 1), endless=True), "只能选一项"),
        (Term(until=DECIDED), "决定日（2026年3月2日）以后"),
        (Term(until=date(2127, 1, 1)), "核对年份"),
    ],
)
def test_what_is_not_said_or_cannot_be_is_refused(term: Term | None, sentence: str) -> None:
    with pytest.raises(UnableToDateResult, match=sentence):
        named(term)


def test_a_result_without_a_last_day_says_what_ends_it() -> None:
    assert endless_words("至抵押解除") == "至抵押解除"
    assert endless_words("与经营期限一致") == "与经营期限一致"
    assert endless_words("6年、10年或者长期") == "长期"


@pytest.mark.parametrize(
    ("validity", "latest"),
    [("不超过3年", date(2029, 3, 1)), ("不超过1年", date(2027, 3, 1))],
)
def test_an_item_that_says_a_most_allows_no_later_day_and_no_endless_result(validity, latest):
    decided = date(2026, 3, 2)

    def named(**said):
        return named_end(validity=validity, term=Term(**said), decided_on=decided)

    assert named(until=latest) == latest
    for said in ({"until": latest + timedelta(days=1)}, {"endless": True}):
        with pytest.raises(UnableToDateResult, match=f"{latest.year}年{latest.month}月"):
            named(**said)


@pytest.mark.parametrize("validity", ["不超过1个可采期", "按批准期限", "3年", "一般不超过10天"])
def test_other_validities_set_no_most_of_their_own(validity):
    assert latest_end(begins=date(2026, 3, 2), validity=validity) is None
