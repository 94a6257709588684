"""The figures of a counter: what waits there, and what its day came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q

from quancheng.cases.models import Case
from quancheng.cases.states import State
from quancheng.identity.rules import Scope
from quancheng.kernel.moments import SHANGHAI


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many cases wait for an answer, for corrections, for hand-over, and too long for it."""

    received: int = 0
    correcting: int = 0
    delivering: int = 0
    uncollected: int = 0


def waiting(*, scope: Scope, counter: str, today: date) -> Waiting:
    """What waits at a counter (all counters where ``counter`` is empty), in one query."""
    mine = Q(counter=counter) if counter else Q()
    here = Q(town_id=scope.town) if scope.town else Q()
    delivering = here & Q(state=State.DELIVERING.value)
    found = Case.objects.filter(
        region_id__in=scope.counties,
        state__in=[State.RECEIVED.value, State.CORRECTING.value, State.DELIVERING.value],
    ).aggregate(
        received=Count("id", filter=mine & Q(state=State.RECEIVED.value)),
        correcting=Count("id", filter=mine & Q(state=State.CORRECTING.value)),
        delivering=Count("id", filter=delivering),
        uncollected=Count("id", filter=delivering & Q(delivery_due__lt=today)),
    )
    return Waiting(**found)


def day_counts(*, scope: Scope, counter: str, day: date) -> dict[State, int]:
    """How many cases the counter took in on a day, by the state they are in now."""
    start = datetime.combine(day, time.min, tzinfo=SHANGHAI)
    end = datetime.combine(day, time.max, tzinfo=SHANGHAI)
    rows = Case.objects.filter(region_id__in=scope.counties, received_at__range=(start, end))
    if counter:
        rows = rows.filter(counter=counter)
    counted = rows.order_by().values_list("state").annotate(cases=Count("id"))
    return {State(state): int(cases) for state, cases in counted}
