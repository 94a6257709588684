"""What the sweep has to look at, from indexed columns alone, in pages that go on and never back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db import connection
from django.db.models import DateField, ExpressionWrapper, F

from quancheng.cases.models import Suspension as SuspensionRow
from quancheng.cases.states import State

# States and alarms are literals: a prepared statement that is told them cannot use their index.
_PAGE = """
SELECT id, region_id, coalesce(town_id, region_id), number, version, step, edition_id, {day},
       accepted_on
  FROM cases_case
 WHERE {condition} AND ({day}, id) > (%(after_day)s, %(after_id)s)
 ORDER BY {day}, id LIMIT %(limit)s
"""
_RUNNING = "state IN ('accepted', 'examining') AND"
_UNANSWERED = _PAGE.replace("{day}", "correction_due").replace(
    "{condition}",
    "state = 'received' AND correction_due < %(today)s"
    " AND edition_id IN (SELECT id FROM catalogue_edition WHERE silence_accepts)",
)
_ALARMING = {
    "unlawful": _PAGE.replace("{day}", "statutory_due").replace(
        "{condition}",
        f"{_RUNNING} alarm IN ('', 'due_soon', 'overdue') AND statutory_due < %(today)s",
    ),
    "overdue": _PAGE.replace("{day}", "promised_due").replace(
        "{condition}",
        f"{_RUNNING} alarm IN ('', 'due_soon') AND promised_due < %(today)s",
    ),
    "due_soon": _PAGE.replace("{day}", "promised_due").replace(
        "{condition}",
        f"{_RUNNING} alarm IN ('', 'due_soon') AND alarm = '' AND promised_due <= %(soon)s",
    ),
}
_SOON = _ALARMING["due_soon"]
_SOON_BY_PLACE = _SOON.replace(
    "promised_due <= %(soon)s",
    "promised_due <= %(latest)s AND promised_due <= coalesce((SELECT place.day"
    " FROM unnest(%(places)s::text[], %(days)s::date[]) AS place(code, day)"
    " WHERE place.code = coalesce(town_id, region_id)), %(soon)s)",
)
_FIRST = (date.min, 0)


@dataclass(frozen=True, slots=True)
class Alarming:
    """A case whose alarm has to be raised to ``alarm``, or that silence has accepted.

    ``due`` is the day that has come: of the law, of the promise, or the end of the window.
    ``calendar_code`` is the region whose closures count for the case.
    """

    id: int
    region_code: str
    calendar_code: str
    number: str
    version: int
    step: str
    edition_id: int
    due: date
    accepted_on: date | None
    alarm: str = ""

    @property
    def place(self) -> tuple[date, int]:
        """Where the next page goes on."""
        return self.due, self.id


Place = tuple[date, int] | None


def _page(sql: str, *, alarm: str, after: Place, **params: object) -> list[Alarming]:
    after_day, after_id = after or _FIRST
    with connection.cursor() as cursor:
        cursor.execute(sql, cast("Any", params | {"after_day": after_day, "after_id": after_id}))
        return [Alarming(*(*row, alarm)) for row in cursor.fetchall()]


def unanswered(*, before: date, after: Place, limit: int) -> list[Alarming]:
    """Received cases whose correction window has run out in silence, in the order of its end.

    Only of items whose law takes silence for acceptance.
    ``after`` is the place of the last case seen, so that one that cannot be moved holds up none.
    """
    return _page(_UNANSWERED, alarm="", after=after, today=before, limit=limit)


def alarming(*, alarm: str, today: date, after: Place, limit: int) -> list[Alarming]:
    """Cases past the law (``unlawful``) or past the promise (``overdue``), not yet announced so."""
    return _page(_ALARMING[alarm], alarm=alarm, after=after, today=today, limit=limit)


def due_by(*, soon: date, local: Mapping[str, date], after: Place, limit: int) -> list[Alarming]:
    """Cases due by ``soon``, or by another day in some regions, of which it was not yet said."""
    if not local:
        return _page(_SOON, alarm="due_soon", after=after, soon=soon, limit=limit)
    return _page(
        _SOON_BY_PLACE, alarm="due_soon", after=after, soon=soon, limit=limit,
        latest=max(soon, *local.values()), places=list(local), days=list(local.values()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LongHold:
    """An open special procedure that may by now take longer than its item allows."""

    id: int
    region_code: str
    number: str
    ground: str
    started_on: date
    most_days: int


def long_holds(*, today: date, after: int, limit: int) -> list[LongHold]:
    """Open procedures of which it was not yet said that they take too long, by their ids.

    Those after id ``after``, so that one that cannot be said holds up none. Natural days are
    counted here, so that some of them are not too long yet.
    """
    last = ExpressionWrapper(F("started_on") + F("most_days"), output_field=DateField())
    rows = SuspensionRow.objects.annotate(last=last).filter(
        pk__gt=after,
        ended_on__isnull=True,
        warned_on__isnull=True,
        last__lt=today,
        case__state=State.SUSPENDED.value,
    )
    names = ("id", "region_id", "case__number", "ground", "started_on", "most_days")
    return [LongHold(*row) for row in rows.order_by("id").values_list(*names)[:limit]]
