"""What another calendar makes of the deadlines of open cases (law.md §3); nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from quancheng.cases.queries.limits import LimitFacts
from quancheng.cases.queries.open_cases import OpenGroup, Projected
from quancheng.cases.states import State
from quancheng.catalogue import queries as catalogue
from quancheng.clock import rules as clock_rules
from quancheng.clock.engine import Calendar, Facts, Suspension, project
from quancheng.clock.rules import soon_after
from quancheng.journeys.act_in_bulk import guarded
from quancheng.journeys.clocks import known

Calendars = Callable[[str], Calendar]
"""The calendar of a region by its code."""


@dataclass(frozen=True, slots=True)
class DueChange:
    """A group of cases whose columns change."""

    group: OpenGroup
    after: Projected

    @property
    def before(self) -> Projected:
        """The columns as they are."""
        return self.group.projected

    @property
    def promise_moves(self) -> bool:
        """Whether the promised day becomes another day, or is known at last."""
        return _is_another(self.before.promised_due, self.after.promised_due)

    @property
    def law_moves(self) -> bool:
        """The same of the statutory day."""
        return _is_another(self.before.statutory_due, self.after.statutory_due)

    @property
    def settles(self) -> bool:
        """Whether the deadline stops being provisional."""
        return self.before.provisional and not self.after.provisional

    @property
    def tells(self) -> bool:
        """Whether the applicants must be told: the day they were told, or promised to be told."""
        return self.promise_moves or self.law_moves

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The day before and after that the applicant is told: the promise, else the law's."""
        if self.promise_moves:
            return self.before.promised_due, self.after.promised_due
        return self.before.statutory_due, self.after.statutory_due


def _is_another(before: date | None, after: date | None) -> bool:
    return after is not None and before != after


def changes_of(
    *,
    groups: Iterable[OpenGroup],
    calendars: Calendars,
    today: date,
    failed: list[tuple[str, str]],
) -> Iterator[DueChange]:
    """The groups whose columns are not what the calendars say.

    A group that cannot be reckoned, for instance because its edition's limits cannot be read, is
    named in ``failed`` by the id of its first case.
    """
    for group in groups:
        after = guarded(
            act=partial(
                projected, group=group, calendar=calendars(group.calendar_code), today=today
            ),
            number=f"id {group.ids[0]}",
            failed=failed,
        )
        if after is not None and after != group.projected:
            yield DueChange(group, after)


def projected(*, group: OpenGroup, calendar: Calendar, today: date) -> Projected:
    """The columns of a group's cases under ``calendar``."""
    now = group.projected
    if group.state == State.RECEIVED:
        return replace(now, correction_due=_answer_by(group, calendar))
    if group.accepted_on is None:
        return now
    facts = _facts(group, today=today)
    seen = project(
        limits=catalogue.limits_of(edition_id=group.edition_id), facts=facts, calendar=calendar
    )
    return Projected(
        correction_due=now.correction_due,
        promised_due=seen.promised_due,
        promised_earliest=seen.promised_earliest or seen.statutory_earliest,
        statutory_due=seen.statutory_due,
        statutory_earliest=seen.statutory_earliest,
        provisional=seen.promised_provisional or seen.statutory_provisional,
        alarm=_alarm(
            now.alarm,
            promised=seen.promised_due,
            statutory=seen.statutory_due,
            today=today,
            soon=soon_after(today=today, calendar=calendar),
        ),
    )


def _answer_by(group: OpenGroup, calendar: Calendar) -> date | None:
    """The end of the window, from the receipt or the last supplement (R2)."""
    more = group.more or LimitFacts()
    answered = [answered for _, answered in more.corrections if answered is not None]
    return known(
        clock_rules.correction_due(
            received_on=max([group.received_on, *answered]),
            window=catalogue.limits_of(edition_id=group.edition_id).correction,
            calendar=calendar,
        )
    )


def _facts(group: OpenGroup, *, today: date) -> Facts:
    """The facts as the last act read them: while a case is suspended, on the day it began."""
    more = group.more or LimitFacts()
    return Facts(
        today=group.suspended_since or today,
        received_on=group.received_on,
        accepted_on=group.accepted_on,
        complete_on=group.accepted_on,
        suspensions=more.suspensions,
        corrections=tuple(
            Suspension(start=told, end=answered, ground="补正")
            for told, answered in more.corrections
        ),
        extensions=more.extensions,
    )


def _alarm(
    alarm: str, *, promised: date | None, statutory: date | None, today: date, soon: date
) -> str:
    """The alarm, unless the new days take it back; the sweep then raises the one that is true."""
    true = {
        "unlawful": statutory is not None and statutory < today,
        "overdue": promised is not None and promised < today,
        "due_soon": promised is not None and promised <= soon,
    }
    return alarm if true.get(alarm, True) else ""
