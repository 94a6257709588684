"""What the sweep has to look at, from indexed columns alone, in pages that go on and never back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from quancheng.cases.models import Case
from quancheng.cases.states import RUNNING, State

ALARMS = ("unlawful", "overdue", "due_soon")
"""The alarms a sweep raises, the gravest first."""
_RUNNING = tuple(sorted(state.value for state in RUNNING))
_BELOW = {
    "unlawful": ("", "due_soon", "overdue"),
    "overdue": ("", "due_soon"),
    "due_soon": ("",),
}
_DAY = {"unlawful": "statutory_due", "overdue": "promised_due", "due_soon": "promised_due"}


@dataclass(frozen=True, slots=True)
class Alarming:
    """A case whose alarm has to be raised to ``alarm``, or that silence has accepted.

    ``due`` is the day that has come: of the law, of the promise, or the end of the window.
    """

    id: int
    region_code: str
    number: str
    version: int
    step: str
    edition_id: int
    due: date
    alarm: str = ""

    @property
    def place(self) -> tuple[date, int]:
        """Where the next page goes on."""
        return self.due, self.id


Place = tuple[date, int] | None


def _page(
    rows: QuerySet[Case], *, day: str, alarm: str, after: Place, limit: int
) -> list[Alarming]:
    if after is not None:
        due, last = after
        rows = rows.filter(Q(**{f"{day}__gt": due}) | Q(**{day: due}, id__gt=last))
        rows = rows.filter(**{f"{day}__gte": due})
    names = ("id", "region_id", "number", "version", "step", "edition_id", day)
    return [
        Alarming(case_id, region, number, version, step, edition, come, alarm)
        for case_id, region, number, version, step, edition, come in rows.order_by(
            day, "id"
        ).values_list(*names)[:limit]
    ]


def unanswered(*, before: date, after: Place, limit: int) -> list[Alarming]:
    """Received cases whose correction window has run out in silence, in the order of its end.

    ``after`` is the place of the last case seen, so that one that cannot be moved holds up none.
    """
    rows = Case.objects.filter(state=State.RECEIVED.value, correction_due__lt=before)
    return _page(rows, day="correction_due", alarm="", after=after, limit=limit)


def alarming(*, alarm: str, today: date, soon: date, after: Place, limit: int) -> list[Alarming]:
    """Cases past the law, past the promise, or due by ``soon``, not yet announced as such."""
    conditions = {
        "unlawful": Q(statutory_due__lt=today),
        "overdue": Q(promised_due__lt=today)
        & (Q(statutory_due__gte=today) | Q(statutory_due__isnull=True)),
        "due_soon": Q(promised_due__gte=today, promised_due__lte=soon),
    }
    rows = Case.objects.filter(conditions[alarm], state__in=_RUNNING, alarm__in=_BELOW[alarm])
    return _page(rows, day=_DAY[alarm], alarm=alarm, after=after, limit=limit)
