"""The figures of a counter: what waits there, and what its day came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from quancheng.cases.states import State
from quancheng.identity.rules import Scope
from quancheng.kernel.moments import SHANGHAI

_WAITING = """
SELECT count(*) FILTER (WHERE state = 'received' AND (%(counter)s = '' OR counter = %(counter)s)),
       count(*) FILTER (WHERE state = 'correcting' AND (%(counter)s = '' OR counter = %(counter)s)),
       count(*) FILTER (WHERE state = 'delivering' AND (%(town)s::text IS NULL OR town_id = %(town)s)),
       count(*) FILTER (WHERE state = 'delivering' AND delivery_due < %(today)s
                          AND (%(town)s::text IS NULL OR town_id = %(town)s))
  FROM cases_case
 WHERE region_id = ANY(%(counties)s) AND state IN ('received', 'correcting', 'delivering')
"""
_DAY = """
SELECT state, count(*) FROM cases_case
 WHERE region_id = ANY(%(counties)s) AND received_at BETWEEN %(first)s AND %(last)s
   AND (%(counter)s = '' OR counter = %(counter)s)
 GROUP BY state
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many cases wait for an answer, for corrections, for hand-over, and too long for it."""

    received: int = 0
    correcting: int = 0
    delivering: int = 0
    uncollected: int = 0


def waiting(*, scope: Scope, counter: str, today: date) -> Waiting:
    """What waits at a counter (all counters where ``counter`` is empty), in one query."""
    given = {
        "counties": list(scope.counties),
        "town": scope.town or None,
        "counter": counter,
        "today": today,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, given)
        received, correcting, delivering, uncollected = cursor.fetchone()
    return Waiting(
        received=received,
        correcting=correcting,
        delivering=delivering,
        uncollected=uncollected,
    )


def day_counts(*, scope: Scope, counter: str, day: date) -> dict[State, int]:
    """How many cases the counter took in on a day, by the state they are in now."""
    given: dict[str, Any] = {
        "counties": list(scope.counties),
        "counter": counter,
        "first": datetime.combine(day, time.min, tzinfo=SHANGHAI),
        "last": datetime.combine(day, time.max, tzinfo=SHANGHAI),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DAY, given)
        return {State(state): cases for state, cases in cursor.fetchall()}
