"""What another calendar makes of the days of unfinished cases (law.md §3); nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from quancheng.cases.queries.limits import LimitFacts
from quancheng.cases.queries.open_cases import OpenGroup, Projected
from quancheng.cases.rules.hearing_days import HearingDays
from quancheng.cases.states import State
from quancheng.catalogue import queries as catalogue
from quancheng.clock import rules as clock_rules
from quancheng.clock.engine import Calendar, Facts, Suspension, project
from quancheng.clock.rules import ALARMS, alarms_after, soon_after
from quancheng.journeys.act_in_bulk import guarded
from quancheng.journeys.clocks import deliver_by, known

Calendars = Callable[[str], Calendar]
"""The calendar of a region by its code."""

MANY = 1_000
"""Groups from which on they are looked at in columns first; a page with fewer loads no numpy."""
PROMISE, LAW, DELIVERY, REQUEST, SITTING = "promise", "law", "delivery", "request", "sitting"
"""What a day that moves is about: an end of a clock, the hand-over, the steps of a hearing."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A day that becomes another.

    ``before`` is ``None`` where it was not known.
    """

    what: str
    before: date | None
    after: date


@dataclass(frozen=True)
class DueChange:
    """A group of cases whose days change; ``hearing`` are those of its hearing, if it has one."""

    group: OpenGroup
    after: Projected
    hearing: HearingDays | None = None

    @property
    def before(self) -> Projected:
        """The columns as they are."""
        return self.group.projected

    @property
    def hearing_moves(self) -> bool:
        """Whether a day of the hearing becomes another, or is known at last."""
        return self.hearing != self.group.hearing

    @property
    def settles(self) -> bool:
        """Whether the deadline stops being provisional."""
        return self.before.provisional and not self.after.provisional

    @property
    def tells(self) -> bool:
        """Whether the applicants must be told."""
        return bool(self.told)

    @property
    def told(self) -> tuple[Moved, ...]:
        """The days that the applicants must be told: those they act upon or wait for.

        Not the last day for the hand-over: whoever has been told that the result lies ready needs
        no other day.
        """
        return tuple(day for day in self.moved if day.what != DELIVERY)

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """The days that become another or known at last, the end of the work first."""
        was, now = self.before, self.after
        days = [
            (PROMISE, was.promised_due, now.promised_due),
            (LAW, was.statutory_due, now.statutory_due),
            (DELIVERY, was.delivery_due, now.delivery_due),
        ]
        earlier = self.group.hearing
        if earlier is not None and self.hearing is not None:
            days += [
                (REQUEST, earlier.request_by, self.hearing.request_by),
                (SITTING, earlier.hold_by, self.hearing.hold_by),
            ]
        return tuple(
            Moved(what, before, after)
            for what, before, after in days
            if after is not None and before != after
        )

    def moves(self, what: str) -> bool:
        """Whether this day becomes another, or is known at last."""
        return any(day.what == what for day in self.moved)


def changes_of(
    *,
    groups: Sequence[OpenGroup],
    calendars: Calendars,
    today: date,
    failed: list[tuple[str, str]],
) -> Iterator[DueChange]:
    """The groups whose days are not what the calendars say.

    A group that cannot be reckoned, for instance because its edition's limits cannot be read, is
    named in ``failed`` by the id of its first case.
    """
    for group in _unsettled(groups, calendars=calendars):
        change = guarded(
            act=partial(
                change_of, group=group, calendar=calendars(group.calendar_code), today=today
            ),
            number=f"id {group.ids[0]}",
            failed=failed,
        )
        if change is not None and (change.after != group.projected or change.hearing_moves):
            yield change


def _unsettled(groups: Sequence[OpenGroup], *, calendars: Calendars) -> Iterator[OpenGroup]:
    """The groups but for those, among very many, that are seen to stand as they are."""
    if len(groups) < MANY:
        yield from groups
        return
    # Loads numpy, which no page needs.
    from quancheng.journeys.due_columns import is_plain, standing

    plain: dict[str, list[OpenGroup]] = {}
    for group in groups:
        if is_plain(group):
            plain.setdefault(group.calendar_code, []).append(group)
        else:
            yield group
    for code, alike in plain.items():
        stands = guarded(
            act=partial(standing, groups=alike, calendar=calendars(code)), number="", failed=[]
        )
        yield from (
            group
            for group, still in zip(alike, stands or [False] * len(alike), strict=True)
            if not still
        )


def change_of(*, group: OpenGroup, calendar: Calendar, today: date) -> DueChange:
    """What ``calendar`` makes of the days of a group."""
    return DueChange(
        group=group,
        after=_projected(group=group, calendar=calendar, today=today),
        hearing=group.hearing.under(calendar) if group.hearing else None,
    )


def _projected(*, group: OpenGroup, calendar: Calendar, today: date) -> Projected:
    now = group.projected
    if group.decided_on is not None:
        return replace(now, delivery_due=deliver_by(decided_on=group.decided_on, calendar=calendar))
    if group.state == State.RECEIVED:
        return replace(now, correction_due=_answer_by(group, calendar))
    if group.accepted_on is None:
        return now
    facts = _facts(group, today=today)
    seen = project(
        limits=catalogue.limits_of(edition_id=group.edition_id), facts=facts, calendar=calendar
    )
    return replace(
        now,
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
    """The alarm, or the highest before it that is true of the new days: none is raised twice."""
    called = alarms_after(
        "", promised_due=promised, statutory_due=statutory, today=today, soon=soon
    )
    reached = ALARMS[: ALARMS.index(alarm) + 1] if alarm else ()
    return next((each.alarm for each in reversed(called) if each.alarm in reached), "")
