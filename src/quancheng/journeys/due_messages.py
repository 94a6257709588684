"""What applicants are told when a change of the calendar moves a day that they know."""

from __future__ import annotations

from collections.abc import Sequence

from quancheng.cases.queries.open_cases import OpenCase
from quancheng.journeys.due_changes import LAW, PROMISE, REQUEST, SITTING, Moved
from quancheng.notices.rules import plain_day

_SAID = {
    PROMISE: "最迟 {day} 办结",
    LAW: "法定期限到 {day}",
    REQUEST: "听证最迟 {day} 提出申请",
    SITTING: "听证最迟 {day} 举行",
}


def due_messages(
    *, days: Sequence[Moved], case: OpenCase, cause: str
) -> list[tuple[str, dict[str, object]]]:
    """One message about all of the days, or none: the kind of it and its facts.

    The day of the law is named only where the promise stays. ``cause`` is what changed the calendar.
    """
    said = [day for day in days if day.what != LAW or days[0].what == LAW]
    if not said:
        return []
    facts: dict[str, object] = {
        "name": case.applicant_name,
        "item": case.item_name,
        "cause": cause,
        "due": "，".join(_SAID[day.what].format(day=plain_day(day.after)) for day in said),
        "number": case.number,
    }
    before = [plain_day(day.before) for day in said if day.before is not None]
    if not before:
        return [("due_known", facts)]
    return [("recomputed", facts | {"before": "、".join(before)})]
