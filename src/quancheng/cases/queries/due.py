"""What the sweep has to look at, from indexed columns alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quancheng.cases.models import Case
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
