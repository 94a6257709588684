"""One spelling in bytes for one value."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.canonical import canonical_bytes, digest
from quancheng.kernel.moments import SHANGHAI, at, day_of, iso_utc, now

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(value=st.dictionaries(st.text(max_size=5), VALUES, max_size=6))
def test_the_order_in_which_a_mapping_was_made_does_not_matter(value: dict[str, object]) -> None:
    turned = dict(reversed(list(value.items())))
    assert canonical_bytes(value) == canonical_bytes(turned)


def test_days_moments_bytes_and_amounts_have_one_spelling() -> None:
    moment = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
    value = {"d": date(2026, 3, 2), "m": moment, "b": b"\x01\xff", "n": Decimal("1.50")}
    assert canonical_bytes(value) == (
        b'{"b":"01ff","d":"2026-03-02","m":"2026-03-02T02:00:00.000000Z","n":"1.50"}'
    )
    assert canonical_bytes({"m": moment.astimezone(UTC)}) == canonical_bytes({"m": moment})
    assert digest("全程") == hashlib.sha256('"全程"'.encode()).digest()


@pytest.mark.parametrize("value", [1.5, {"a": [1, {"b": 0.1}]}, ("x", 2.0)])
def test_a_float_has_no_canonical_form(value: object) -> None:
    with pytest.raises(TypeError, match="float"):
        canonical_bytes(value)


def test_an_unknown_type_has_no_canonical_form() -> None:
    with pytest.raises(TypeError, match="set"):
        canonical_bytes({1, 2})


def test_a_moment_belongs_to_its_shanghai_day() -> None:
    assert day_of(datetime(2026, 3, 1, 16, 30, tzinfo=UTC)) == date(2026, 3, 2)
    assert iso_utc(at(date(2026, 3, 2), 8, 5)) == "2026-03-02T00:05:00.000000Z"
    assert now().tzinfo is SHANGHAI


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 3, 2, 10, 0))  # noqa: DTZ001 - the point of the test
