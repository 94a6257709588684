from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quancheng.clock.engine import difference, union

BASE = date(2026, 3, 1)
DAYS = st.integers(0, 30).map(lambda n: BASE + timedelta(days=n))
SPANS = st.lists(st.tuples(DAYS, DAYS), max_size=6)


def days_of(spans):
    return {
        start + timedelta(days=n) for start, end in spans for n in range(1, (end - start).days + 1)
    }


@given(spans=SPANS)
def test_a_union_has_the_same_days_in_disjoint_order(spans):
    merged = union(spans)
    assert days_of(merged) == days_of(spans)
    assert all(start < end for start, end in merged)
    assert all(left[1] < right[0] for left, right in pairwise(merged))


@given(spans=SPANS, minus=SPANS)
def test_a_difference_takes_the_other_days_away(spans, minus):
    left = difference(spans, minus)
    assert days_of(left) == days_of(spans) - days_of(minus)
    assert left == union(left)
