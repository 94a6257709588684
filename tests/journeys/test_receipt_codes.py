"""A receipt code is drawn by chance; one that is taken already is drawn again."""

from __future__ import annotations

import pytest

from quancheng.journeys import apply
from quancheng.kernel.identifiers import CROCKFORD
from tests.factories import cases
from tests.factories.county import Staff


def test_a_receipt_code_that_is_taken_is_drawn_again(
    county: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    food = cases.guide_named(cases.FOOD)
    first = cases.received(county, food, seed=1)
    fresh = CROCKFORD[-8:]
    drawn = iter([first.receipt_code, fresh])
    monkeypatch.setattr(apply, "new_receipt_code", lambda: next(drawn))
    second = cases.received(county, food, seed=1)
    assert second.receipt_code == fresh
    assert second.number != first.number
