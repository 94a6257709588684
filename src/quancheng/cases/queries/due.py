"""What the sweep has to look at, from indexed columns alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quancheng.cases.models import Case
from quancheng.cases.models import Suspension as SuspensionRow
from quancheng.cases.states import OPEN_STATES, State

RUNNING = tuple(state.value for state in OPEN_STATES - {State.SUSPENDED, State.FORWARDED})


@dataclass(frozen=True, slots=True)
class Alarming:
    """A case that silence has accepted, or about which alarms have to be announced."""

    region_code: str
    number: str
    version: int


def unanswered(*, before: date, limit: int) -> list[Alarming]:
    """Received cases whose correction window has run out in silence, oldest first."""
    rows = Case.objects.filter(state=State.RECEIVED.value, correction_due__lt=before)
    ordered = rows.order_by("correction_due", "id").values_list("region_id", "number", "version")
    return [Alarming(*row) for row in ordered[:limit]]


def alarming(*, today: date, soon: date, limit: int) -> list[Alarming]:
    """Cases past the law, past the promise, or due by ``soon``, not yet announced as such."""
    due_soon = Q(promised_due__lte=soon, alarm="")
    overdue = Q(promised_due__lt=today, alarm__in=("", "due_soon"))
    unlawful = Q(statutory_due__lt=today) & ~Q(alarm="unlawful")
    rows = Case.objects.filter(
        due_soon | overdue | unlawful, state__in=RUNNING, accepted_on__isnull=False
    )
    ordered = rows.order_by("promised_earliest", "id")
    return [Alarming(*row) for row in ordered.values_list("region_id", "number", "version")[:limit]]


@dataclass(frozen=True, slots=True)
class LongHold:
    """An open special procedure that may by now take longer than its item allows."""

    region_code: str
    number: str
    ground: str
    started_on: date
    most_days: int


def long_holds(*, today: date, limit: int) -> list[LongHold]:
    """Open procedures of which it was not yet said that they take too long, oldest first."""
    rows = SuspensionRow.objects.filter(
        ended_on__isnull=True,
        warned_on__isnull=True,
        most_days__isnull=False,
        started_on__lt=today,
        case__state=State.SUSPENDED.value,
    )
    names = ("region_id", "case__number", "ground", "started_on", "most_days")
    found = rows.order_by("started_on", "id").values_list(*names)
    return [LongHold(*row) for row in found[:limit] if (today - row[3]).days > row[4]]
