"""The days that decided cases took, counted by the database from the working calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Max

from quancheng.cases.models import Case
from quancheng.cases.queries.lists import PAGE, page_of
from quancheng.cases.rules.views import Page
from quancheng.clock.engine import Calendar, Tally, Unit
from quancheng.identity.rules import Scope

_KEPT_SPANS: Final = 32
# The days in (begun, decided] less those in which the clock stood still (R9, R11). An array of
# running counts makes the working days of a span two look-ups; a day it does not hold gives NULL,
# and such a case is skipped as one without a limit. Suspensions and corrections of one case never
# overlap: the states that open them exclude each other.
_TALLIES: Final = """
WITH cal AS MATERIALIZED (SELECT %(counts)s::int[] AS n, %(base)s::date - 1 AS zero),
decided AS MATERIALIZED (
  SELECT c.id, c.item_id, c.office_id, c.decided_on, e.starts_on,
         CASE WHEN e.statutory_unit = 'month' THEN 0 ELSE e.statutory_limit END AS statutory,
         e.statutory_unit = 'working_day' AS working, e.statutory_unit AS unit,
         CASE e.starts_on WHEN 'received' THEN c.received_on ELSE c.accepted_on END AS begun
    FROM cases_case c JOIN catalogue_edition e ON e.id = c.edition_id
   WHERE c.region_id = %(region)s AND c.decided_on >= %(first)s AND c.decided_on <= %(last)s
     AND (%(town)s::text IS NULL OR c.town_id = %(town)s)
), stops AS (
  SELECT d.id, s.started_on AS begun, s.ended_on AS ended
    FROM decided d JOIN cases_suspension s ON s.case_id = d.id
  UNION ALL
  SELECT d.id, k.told_on, k.answered_on
    FROM decided d JOIN cases_correctionnotice k ON k.case_id = d.id
   WHERE d.starts_on = 'received'
), held AS (
  SELECT d.id, sum(CASE
      WHEN least(coalesce(s.ended, d.decided_on), d.decided_on) <= greatest(s.begun, d.begun) THEN 0
      WHEN d.working THEN cal.n[least(coalesce(s.ended, d.decided_on), d.decided_on) - cal.zero]
                        - cal.n[greatest(s.begun, d.begun) - cal.zero]
      ELSE least(coalesce(s.ended, d.decided_on), d.decided_on) - greatest(s.begun, d.begun)
    END) AS days
    FROM cal, decided d JOIN stops s ON s.id = d.id GROUP BY d.id
), counted AS (
  SELECT d.*, coalesce(h.days, 0) AS held,
         CASE WHEN d.working THEN cal.n[d.decided_on - cal.zero] - cal.n[d.begun - cal.zero]
              ELSE d.decided_on - d.begun END AS span
    FROM cal, decided d LEFT JOIN held h ON h.id = d.id
)
SELECT date_trunc('month', decided_on)::date, office_id, item_id, unit,
       CASE WHEN span IS NULL THEN 0 ELSE statutory END, count(*),
       coalesce(sum(span - held), 0), coalesce(sum(held), 0), count(*) FILTER (WHERE held > 0)
  FROM counted GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class DecidedTally:
    """The cases of one item that were decided in one month, and the days they took."""

    month: date
    office_id: int
    item_id: int
    tally: Tally


def decided_tallies(
    *, scope: Scope, region_code: str, first: date, last: date, calendar: Calendar
) -> list[DecidedTally]:
    """What was decided from ``first`` to ``last`` in the scope, by month, office and item.

    The month of ``last`` is counted anew, those before it once and then kept in the process for
    as long as no case is added to them. A county outside the scope has none.
    """
    if region_code not in scope.counties:
        return []
    span = _Span(region_code, scope.town, max(first, last.replace(day=1)), last)
    found = _read(span, calendar)
    if first < span.first:
        before = _Span(region_code, scope.town, first, span.first - timedelta(days=1))
        found = [*_kept(str(connection.settings_dict["NAME"]), before, calendar, _stand(before)),
                 *found]  # fmt: skip
    return [each for each in found if scope.offices is None or each.office_id in scope.offices]


@dataclass(frozen=True, slots=True)
class _Span:
    """Days of a county, or of one of its towns."""

    region_code: str
    town: str | None
    first: date
    last: date


def _stand(span: _Span) -> tuple[int, int]:
    """How many cases were decided in the span, and the newest: changes with every case added."""
    rows = Case.objects.filter(
        region_id=span.region_code, decided_on__gte=span.first, decided_on__lte=span.last
    )
    found = rows.aggregate(cases=Count("id"), newest=Max("id"))
    return int(found["cases"]), int(found["newest"] or 0)


@lru_cache(maxsize=_KEPT_SPANS)
def _kept(
    _place: str, span: _Span, calendar: Calendar, _stand: tuple[int, int]
) -> tuple[DecidedTally, ...]:
    """The tallies of months that are over. What a decided case took does not change any more."""
    return tuple(_read(span, calendar))


def _read(span: _Span, calendar: Calendar) -> list[DecidedTally]:
    base, counts = calendar.running_counts()
    params: dict[str, Any] = {
        "counts": list(counts),
        "base": base,
        "region": span.region_code,
        "first": span.first,
        "last": span.last,
        "town": span.town,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TALLIES, params)
        rows = cursor.fetchall()
    return [
        DecidedTally(
            month=month,
            office_id=office,
            item_id=item,
            tally=Tally(Unit(unit), statutory, cases, int(used), int(suspended), held),
        )
        for month, office, item, unit, statutory, cases, used, suspended, held in rows
    ]


def decided_cases(
    *,
    scope: Scope,
    region_code: str,
    item_id: int,
    first: date,
    last: date,
    number: int = 1,
    size: int = PAGE,
) -> Page:
    """The cases behind a figure: of one item, decided from ``first`` to ``last``, latest first."""
    rows = Case.objects.filter(
        region_id__in=[code for code in scope.counties if code == region_code],
        item_id=item_id,
        decided_on__gte=first,
        decided_on__lte=last,
    )
    if scope.offices is not None:
        rows = rows.filter(office_id__in=scope.offices)
    if scope.town:
        rows = rows.filter(town_id=scope.town)
    return page_of(rows.order_by("-decided_on", "-id"), number=number, size=size)
