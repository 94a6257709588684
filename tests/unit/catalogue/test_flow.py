"""The flow of an edition: compiled once, sound, its counted days."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quancheng.catalogue.rules.flow import critical_days, flow_of, steps_of
from quancheng.kernel.errors import UnableTo
from tests.unit.catalogue.samples import STEP, steps


def test_the_same_steps_are_one_definition() -> None:
    assert flow_of(steps()) is flow_of(steps())
    assert "<" in flow_of(steps())


def test_no_steps_are_refused() -> None:
    with pytest.raises(UnableTo):
        flow_of([])


def test_steps_are_read_with_their_half_days() -> None:
    assert steps_of([STEP | {"limit_days": "0.5"}])[0].limit_days == Decimal("0.5")


def test_of_a_parallel_group_the_longest_step_counts() -> None:
    table = [
        STEP | {"limit_days": "1"},
        STEP | {"order": 2, "limit_days": "3", "parallel_group": "A"},
        STEP | {"order": 3, "limit_days": "5", "parallel_group": "A"},
        STEP | {"order": 4, "limit_days": "20", "counts_toward_limit": False},
        STEP | {"order": 5, "limit_days": "0.5"},
    ]
    assert critical_days(table) == Decimal("6.5")
