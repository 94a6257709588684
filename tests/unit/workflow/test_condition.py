"""Conditions in CEL."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from quancheng.kernel.moments import SHANGHAI
from quancheng.workflow.engine.conditions import (
    UnableToJudge,
    UnableToReadCondition,
    compile_condition,
    names_in,
)


@pytest.mark.parametrize(
    ("text", "facts", "answer"),
    [
        ("amount > 1000", {"amount": 1001}, True),
        ("amount > 1000", {"amount": Decimal("999.5")}, False),
        ("amount == 2.0", {"amount": 2}, True),
        ("kind == '企业' && !urgent", {"kind": "企业", "urgent": False}, True),
        ("'D01' in offices", {"offices": ["D01", "D02"]}, True),
        ("answers['E1'] == 'x'", {"answers": {"E1": "x"}}, True),
        ("day < '2026-03-02'", {"day": date(2026, 3, 1)}, True),
        (
            "at < timestamp('2026-03-02T00:00:00Z')",
            {"at": datetime(2026, 3, 1, tzinfo=SHANGHAI)},
            True,
        ),
        ("nothing == null", {"nothing": None}, True),
        ("other == 'x'", {"other": type("X", (), {"__str__": lambda _: "x"})()}, True),
    ],
)
def test_a_condition_is_judged_by_the_facts_of_the_case(text, facts, answer):
    assert compile_condition(text)(facts) is answer


def test_a_condition_that_is_not_well_formed_is_refused():
    with pytest.raises(UnableToReadCondition, match="写得不对，请按 CEL 的写法修改"):
        compile_condition("a >> b")


def test_a_condition_longer_than_a_person_can_read_is_refused():
    with pytest.raises(UnableToReadCondition, match="条件太长"):
        compile_condition("a" * 501)


@pytest.mark.parametrize("text", ["missing > 1", "amount > 'x'", "amount / 0 > 1"])
def test_a_condition_that_has_no_answer_says_so(text):
    with pytest.raises(UnableToJudge, match="还判断不了"):
        compile_condition(text)({"amount": 1})


def test_a_condition_answers_yes_or_no():
    with pytest.raises(UnableToJudge, match="结果不是“是”或“否”"):
        compile_condition("amount + 1")({"amount": 1})


def test_a_condition_runs_no_code():
    with pytest.raises(UnableToJudge):
        compile_condition("__import__('os').system('true') == 0")({})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("amount > 5 && kind == 'x'", {"amount", "kind"}),
        ("offices.exists(o, o == wanted)", {"offices", "wanted"}),
        ("int(text) > size(kinds)", {"text", "kinds"}),
        ("has(a.b) && offices.size() > 0", {"a", "offices"}),
        ("offices.map() == offices", {"offices"}),
    ],
)
def test_the_names_a_condition_asks_for_are_known(text, names):
    assert names_in(text) == names
