"""The proof sheet (时限计算书): every day from receipt to deadline, counted or not, and why.

The readings are made by walking day by day, not by the tables of the calendar: the sheet is a
second way to the same date, which a stranger can follow with a pencil.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quancheng.clock.engine.calendar import Calendar, DayKind
from quancheng.clock.engine.facts import Facts, Suspension
from quancheng.clock.engine.limits import CaseLimits, ClockName, Limit, Unit
from quancheng.clock.engine.suspension import standstills
from quancheng.clock.engine.verdict import Verdict, deadline, effective_extensions

ONE_DAY = timedelta(days=1)


class Reason(StrEnum):
    """Why a day was counted or not."""

    BEFORE_START = "before_start"
    START_DAY = "start_day"
    WORKING_DAY = "working_day"
    MAKEUP_DAY = "makeup_day"
    NATURAL_DAY = "natural_day"
    REST_DAY = "rest_day"
    SUSPENDED = "suspended"
    MOVED_FORWARD = "moved_forward"
    AFTER_DEADLINE = "after_deadline"
    UNKNOWN_DAY = "unknown_day"


COUNTED = frozenset({Reason.WORKING_DAY, Reason.MAKEUP_DAY, Reason.NATURAL_DAY})


class EventCode(StrEnum):
    """What happened to a case on a day."""

    RECEIVED = "received"
    CORRECTION_TOLD = "correction_told"
    CORRECTED = "corrected"
    COMPLETE = "complete"
    ACCEPTED = "accepted"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    EXTENDED_LATE = "extended_late"
    FORWARDED = "forwarded"
    DECIDED = "decided"
    DELIVERED = "delivered"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ProofEvent:
    """Something that happened on a day.

    ``detail`` is the ground, or the approver of an extension; ``document`` the number of the
    notice. ``EXTENDED_LATE`` is an extension granted after the deadline: it has no effect.
    """

    code: EventCode
    detail: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one clock did on one day: counted or not, why, and how much is used after it."""

    counted: bool
    reason: Reason
    used: int
    document: str = ""


@dataclass(frozen=True, slots=True)
class ProofDay:
    """One line of the sheet; ``future`` marks what is only foreseen."""

    day: date
    kind: DayKind
    name: str
    notice: str
    events: tuple[ProofEvent, ...]
    promised: Reading | None
    statutory: Reading | None
    future: bool


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """The whole sheet: limits, facts, verdicts, days, and the notices the calendar rests on."""

    limits: CaseLimits
    facts: Facts
    promised: Verdict | None
    statutory: Verdict | None
    days: tuple[ProofDay, ...]
    notices: tuple[str, ...]
    calendar_version: str


def _still(stops: tuple[Suspension, ...], day: date, as_of: date) -> Suspension | None:
    """The standstill that covers ``day``, an open one reaching to ``as_of``."""
    for stop in stops:
        if stop.start < day <= (as_of if stop.end is None else stop.end):
            return stop
    return None


def _day_reason(*, limit: Limit, kind: DayKind, still: bool) -> Reason:
    """Why a day between start and deadline counts or not."""
    if kind is DayKind.UNKNOWN and limit.unit is Unit.WORKING_DAY:
        return Reason.UNKNOWN_DAY
    if limit.unit is Unit.WORKING_DAY:
        if kind is DayKind.REST:
            return Reason.REST_DAY
        if still:
            return Reason.SUSPENDED
        return Reason.MAKEUP_DAY if kind is DayKind.MAKEUP else Reason.WORKING_DAY
    return Reason.SUSPENDED if still else Reason.NATURAL_DAY


def _end_reason(*, kind: DayKind) -> Reason:
    """Why a day after the limit is used up, but not yet over, is passed by."""
    return Reason.UNKNOWN_DAY if kind is DayKind.UNKNOWN else Reason.MOVED_FORWARD


def readings(
    *, limit: Limit, verdict: Verdict, facts: Facts, calendar: Calendar, first: date, last: date
) -> Iterator[Reading]:
    """Walk one clock from ``first`` to ``last`` and yield what it reads on each day."""
    start = verdict.started_on
    as_of = facts.today if verdict.stopped_on is None else verdict.stopped_on
    stops = standstills(facts=facts, starts=limit.starts)
    total, used, over = verdict.total, 0, False
    day = first
    while day <= last:
        kind = calendar.kind(day)
        document = ""
        if start is None or day < start:
            reason = Reason.BEFORE_START
        elif day == start:
            reason = Reason.START_DAY
            over = limit.unit is Unit.INSTANT and kind in (DayKind.WORKING, DayKind.MAKEUP)
        elif over:
            reason = Reason.AFTER_DEADLINE
        elif used == total:
            reason = _end_reason(kind=kind)
            over = kind in (DayKind.WORKING, DayKind.MAKEUP)
        else:
            stop = _still(stops, day, as_of)
            reason = _day_reason(limit=limit, kind=kind, still=stop is not None)
            if reason is Reason.SUSPENDED and stop is not None:
                document = stop.document or stop.ground
            used += reason in COUNTED
            over = used == total and kind in (DayKind.WORKING, DayKind.MAKEUP)
        yield Reading(reason in COUNTED, reason, used, document)
        day += ONE_DAY


def _milestones(facts: Facts) -> Iterator[tuple[date | None, ProofEvent]]:
    """The single events of a case; the day is ``None`` for what has not happened."""
    yield facts.received_on, ProofEvent(EventCode.RECEIVED)
    for each in facts.corrections:
        yield each.start, ProofEvent(EventCode.CORRECTION_TOLD, each.ground, each.document)
        yield each.end, ProofEvent(EventCode.CORRECTED, each.ground, each.document)
    yield facts.complete_on, ProofEvent(EventCode.COMPLETE)
    yield facts.accepted_on, ProofEvent(EventCode.ACCEPTED)
    for each in facts.suspensions:
        yield each.start, ProofEvent(EventCode.SUSPENDED, each.ground, each.document)
        yield each.end, ProofEvent(EventCode.RESUMED, each.ground, each.document)
    yield facts.forwarded_on, ProofEvent(EventCode.FORWARDED)
    yield facts.decided_on, ProofEvent(EventCode.DECIDED)
    yield facts.delivered_on, ProofEvent(EventCode.DELIVERED)
    yield facts.ended_on, ProofEvent(EventCode.ENDED)


def events_by_day(
    *, limits: CaseLimits, facts: Facts, calendar: Calendar
) -> dict[date, tuple[ProofEvent, ...]]:
    """What happened on each day, in the order of the procedure."""
    found: dict[date, list[ProofEvent]] = {}
    for day, event in _milestones(facts):
        if day is not None:
            found.setdefault(day, []).append(event)
    effective = {
        grant
        for limit in limits.each()
        for grant in effective_extensions(limit=limit, facts=facts, calendar=calendar)
    }
    for grant in facts.extensions:
        code = EventCode.EXTENDED if grant in effective else EventCode.EXTENDED_LATE
        event = ProofEvent(code, grant.approved_by, grant.document)
        found.setdefault(grant.granted_on, []).append(event)
    return {day: tuple(events) for day, events in found.items()}


def _range(
    facts: Facts, verdicts: tuple[Verdict, ...], calendar: Calendar
) -> tuple[date, date] | None:
    """First and last day of the sheet: from the receipt to the later deadline.

    While a deadline is provisional, to the last day that is known; before any clock has started,
    to today.
    """
    starts = [each.started_on for each in verdicts if each.started_on is not None]
    if facts.received_on is not None:
        starts.append(facts.received_on)
    if not starts:
        return None
    ends = [
        calendar.known_until(each.started_on) if each.due is None else each.due
        for each in verdicts
        if each.started_on is not None
    ]
    return min(starts), max(ends, default=max(facts.today, min(starts)))


def proof(*, limits: CaseLimits, facts: Facts, calendar: Calendar) -> ProofSheet:
    """Lay out the proof sheet of one case; without any start it has no days."""
    verdicts = tuple(
        deadline(limit=limit, facts=facts, calendar=calendar) for limit in limits.each()
    )
    span = _range(facts, verdicts, calendar)
    days: list[ProofDay] = []
    if span is not None:
        first, last = span
        events = events_by_day(limits=limits, facts=facts, calendar=calendar)
        read = {
            verdict.clock: list(
                readings(
                    limit=limit,
                    verdict=verdict,
                    facts=facts,
                    calendar=calendar,
                    first=first,
                    last=last,
                )
            )
            for limit, verdict in zip(limits.each(), verdicts, strict=True)
        }
        for index in range((last - first).days + 1):
            record = calendar.record(first + timedelta(days=index))
            days.append(
                ProofDay(
                    day=record.day,
                    kind=record.kind,
                    name=record.name,
                    notice=record.notice,
                    events=events.get(record.day, ()),
                    promised=read[ClockName.PROMISED][index] if limits.promised else None,
                    statutory=read[ClockName.STATUTORY][index] if limits.statutory else None,
                    future=record.day > facts.today,
                )
            )
    by_clock = {verdict.clock: verdict for verdict in verdicts}
    return ProofSheet(
        limits=limits,
        facts=facts,
        promised=by_clock.get(ClockName.PROMISED),
        statutory=by_clock.get(ClockName.STATUTORY),
        days=tuple(days),
        notices=tuple(dict.fromkeys(each.notice for each in days if each.notice)),
        calendar_version=calendar.version,
    )
