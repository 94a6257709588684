"""The few figures that the public page shows, each counted from an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q

from quancheng.cases.models import Case
from quancheng.cases.states import OPEN_STATES
from quancheng.kernel.moments import SHANGHAI


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigures:
    """What a county took in today, has open, and decided this month and within its promise.

    ``by_counter`` is today's intake by counter number, the busiest first. A decision counts
    where its edition made a promise in days; deciding on the very last day is within it.
    """

    taken_in: int
    still_open: int
    decided: int
    decided_in_time: int
    by_counter: tuple[tuple[str, int], ...]


def _day(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time.min, tzinfo=SHANGHAI)
    return start, start + timedelta(hours=24)


def public_figures(*, region_code: str, today: date) -> PublicFigures:
    """The figures of one county on one day, in three queries."""
    first, last = _day(today)
    counters = (
        Case.objects.filter(region_id=region_code, received_at__gte=first, received_at__lt=last)
        .values_list("counter")
        .annotate(cases=Count("id"))
        .order_by("-cases", "counter")
    )
    by_counter = tuple((number, int(cases)) for number, cases in counters)
    still_open = Case.objects.filter(
        region_id=region_code, state__in=[state.value for state in OPEN_STATES]
    ).count()
    in_time = Q(promised_due__isnull=True) | Q(decided_on__lte=F("promised_due"))
    in_time |= Q(forwarded_on__lte=F("promised_due"))
    decided = Case.objects.filter(
        region_id=region_code, decided_on__gte=today.replace(day=1), decided_on__lte=today
    ).aggregate(all=Count("id"), in_time=Count("id", filter=in_time))
    return PublicFigures(
        taken_in=sum(cases for _, cases in by_counter),
        still_open=still_open,
        decided=int(decided["all"]),
        decided_in_time=int(decided["in_time"]),
        by_counter=by_counter,
    )
