"""Reading absences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quancheng.identity.models import Absence


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """Days, both included, on which the holder of a post is away."""

    id: int
    post_id: int
    name: str
    from_day: date
    to_day: date
    reason: str
    entered_by: str


def absences_of(*, post_ids: Iterable[int], today: date) -> tuple[AbsenceView, ...]:
    """Absences of these posts that are not over on a day, the nearest first; one query."""
    rows = Absence.objects.filter(post_id__in=set(post_ids), to_day__gte=today)
    rows = rows.select_related("post__account", "entered_by__account")
    return tuple(
        AbsenceView(
            id=row.pk,
            post_id=row.post_id,
            name=row.post.account.name,
            from_day=row.from_day,
            to_day=row.to_day,
            reason=row.reason,
            entered_by=row.entered_by.account.name,
        )
        for row in rows.order_by("from_day", "id")
    )
