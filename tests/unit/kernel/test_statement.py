"""One act, one statement."""

from __future__ import annotations

import pytest

from quancheng.kernel.errors import UnableTo
from quancheng.kernel.statement import Clause, compose


def test_clauses_are_joined_in_their_order_and_share_parameters() -> None:
    text, params = compose(
        [
            Clause("moved", "UPDATE a SET b = %(x)s RETURNING id", {"x": 1}),
            Clause("entry", "INSERT INTO c SELECT id, %(x)s, %(y)s FROM moved", {"x": 1, "y": 2}),
        ],
        returning="SELECT id FROM moved",
    )
    assert text.index("moved AS (") < text.index("entry AS (") < text.index("SELECT id FROM moved")
    assert params == {"x": 1, "y": 2}


def test_two_clauses_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        compose([Clause("a", "SELECT 1"), Clause("a", "SELECT 2")], returning="SELECT 1")


def test_one_parameter_with_two_values_is_refused() -> None:
    with pytest.raises(ValueError, match="different values"):
        compose(
            [Clause("a", "SELECT %(x)s", {"x": 1}), Clause("b", "SELECT %(x)s", {"x": 2})],
            returning="SELECT 1",
        )


def test_an_error_always_has_a_sentence() -> None:
    assert UnableTo("请重试。").sentence == "请重试。"
    assert UnableTo().sentence.endswith("。")
