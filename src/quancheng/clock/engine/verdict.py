"""What a limit says about a case: due when, how it stands, how many days are used and left.

The deadline is computed from the facts each time; nothing is ever counted down.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from quancheng.clock.engine.calendar import Calendar, Unknown
from quancheng.clock.engine.facts import ExtensionGrant, Facts
from quancheng.clock.engine.limits import ClockName, Limit, Unit
from quancheng.clock.engine.suspension import Span, excluded_spans, is_suspended
from quancheng.kernel.moments import SHANGHAI

CLOSING_TIME = time(17, 30)
"""When a limit ends on its last day where the centre has set no hours."""


class Status(StrEnum):
    """How a limit stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    SUSPENDED = "suspended"
    PROVISIONAL = "provisional"
    MET = "met"
    MISSED = "missed"


class Verdict(NamedTuple):
    """One limit read on one day.

    ``due`` is ``None`` before the start and while ``provisional`` (the deadline reaches days no
    notice covers); ``earliest`` is then the first day it can be. ``total`` is the limit with its
    extensions; in months it is the natural days they come to. ``used`` and ``left`` are working
    days, or natural days for limits in natural days and months; ``left`` counts to ``due``, so
    that a date moved forward from a rest day can leave more than ``total - used``. ``excluded``
    are the suspended days that moved the deadline, ``extended`` the units granted in time,
    ``overdue`` the days after the deadline, at least 1 when it was missed. Counts that reach
    unknown days are what is known so far.

    A tuple, because one is made for every row of every list: a frozen dataclass of as many fields
    takes more than twice the time to make.
    """

    clock: ClockName
    unit: Unit
    status: Status
    due: date | None
    earliest: date | None
    provisional: bool
    started_on: date | None
    stopped_on: date | None
    total: int
    used: int
    left: int
    excluded: int
    extended: int
    overdue: int
    suspended: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a limit reaches: the deadline, the day before it is moved forward, the days out."""

    due: date | Unknown
    raw: date
    excluded: int


def month_later(day: date, months: int) -> date:
    """The corresponding day ``months`` later, else the last day of that month (民法典 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _known(count: int | Unknown) -> int:
    """The part of a count that is known."""
    return count.counted if isinstance(count, Unknown) else count


def _in_working_days(start: date, total: int, spans: tuple[Span, ...], cal: Calendar) -> Reach:
    """``add(start, total + excluded)``.

    A suspension that begins on or after the deadline so far comes too late to move it.
    """
    excluded = 0
    due = cal.add(start, total)
    for begin, end in spans:
        if begin >= (due.at_least if isinstance(due, Unknown) else due):
            break
        excluded += _known(cal.count(begin, end))
        due = cal.add(start, total + excluded)
    return Reach(due, due.at_least if isinstance(due, Unknown) else due, excluded)


def _in_natural_days(first: date, spans: tuple[Span, ...], cal: Calendar) -> Reach:
    """``first`` plus the suspended natural days, moved forward to a working day."""
    excluded = 0
    raw = first
    for begin, end in spans:
        if begin >= raw:
            break
        excluded += (end - begin).days
        raw = first + timedelta(days=excluded)
    return Reach(cal.forward(raw), raw, excluded)


def reach(
    *, limit: Limit, total: int, start: date, spans: tuple[Span, ...], cal: Calendar
) -> Reach:
    """Where ``total`` units of ``limit`` end when they start after ``start`` (R1, R9)."""
    if limit.unit is Unit.WORKING_DAY:
        return _in_working_days(start, total, spans, cal)
    if limit.unit is Unit.NATURAL_DAY:
        return _in_natural_days(start + timedelta(days=total), spans, cal)
    if limit.unit is Unit.MONTH:
        return _in_natural_days(month_later(start, total), spans, cal)
    return Reach(cal.forward(start), start, 0)


def _granted(limit: Limit, facts: Facts) -> list[ExtensionGrant]:
    """The extensions of this limit's clock in the order they were granted."""
    if limit.unit is Unit.INSTANT:
        return []
    mine = [grant for grant in facts.extensions if grant.clock is limit.clock]
    return sorted(mine, key=lambda grant: grant.granted_on)


class Stretch(NamedTuple):
    """How far a limit reaches with its extensions, and which of them counted.

    ``earliest`` is the first day the deadline can be: an extension that may turn out to have been
    granted too late, once the deadline of before is known, does not move it.
    """

    far: Reach
    effective: tuple[ExtensionGrant, ...]
    earliest: date


def _earliest(due: date | Unknown) -> date:
    """The first day a deadline can be."""
    return due.at_least if isinstance(due, Unknown) else due


def stretched(
    *, limit: Limit, facts: Facts, start: date, spans: tuple[Span, ...], cal: Calendar
) -> Stretch:
    """The reach of a limit with every extension granted in time, and those extensions.

    An extension granted after the deadline has no effect: the law lets it be granted only while
    the limit runs (行政许可法 42). While the deadline is unknown it has the benefit of the doubt.
    """
    total = limit.value
    far = reach(limit=limit, total=total, start=start, spans=spans, cal=cal)
    earliest = _earliest(far.due)
    if not facts.extensions:
        return Stretch(far, (), earliest)
    effective: list[ExtensionGrant] = []
    sure = True
    for grant in _granted(limit, facts):
        in_time = grant.granted_on <= _earliest(far.due)
        if in_time or isinstance(far.due, Unknown):
            sure = sure and in_time
            effective.append(grant)
            total += grant.value
            far = reach(limit=limit, total=total, start=start, spans=spans, cal=cal)
            earliest = _earliest(far.due) if sure else earliest
    return Stretch(far, tuple(effective), earliest)


def _not_started(limit: Limit) -> Verdict:
    """The verdict before the start event."""
    return Verdict(
        clock=limit.clock,
        unit=limit.unit,
        status=Status.NOT_STARTED,
        due=None,
        earliest=None,
        provisional=False,
        started_on=None,
        stopped_on=None,
        total=limit.value,
        used=0,
        left=limit.value,
        excluded=0,
        extended=0,
        overdue=0,
        suspended=False,
    )


def _working_spent(start: date, as_of: date, spans: tuple[Span, ...], cal: Calendar) -> int:
    """Working days after ``start`` up to ``as_of`` that are in no span."""
    spent = _known(cal.count(start, as_of))
    for begin, end in spans:
        if begin < as_of:
            spent -= _known(cal.count(begin, min(end, as_of)))
    return spent


def _natural_spent(start: date, as_of: date, spans: tuple[Span, ...]) -> int:
    """Natural days after ``start`` up to ``as_of`` that are in no span."""
    spent = max((as_of - start).days, 0)
    for begin, end in spans:
        if begin < as_of:
            spent -= (min(end, as_of) - begin).days
    return spent


def _tally(
    *, limit: Limit, start: date, as_of: date, far: Reach, extended: int,
    spans: tuple[Span, ...], cal: Calendar,
) -> tuple[int, int, int]:  # fmt: skip
    """Total, used and left of a limit on day ``as_of``."""
    due = _earliest(far.due)
    if limit.unit is Unit.INSTANT:
        return 0, 0, 0
    if limit.unit is Unit.WORKING_DAY:
        total = limit.value + extended
        over = not isinstance(far.due, Unknown) and as_of >= due
        used = total if over else _working_spent(start, as_of, spans, cal)
        return total, used, total - used
    total = (far.raw - start).days - far.excluded
    if as_of >= due:
        return total, total, 0
    if as_of >= far.raw:
        return total, total, (due - as_of).days
    used = _natural_spent(start, as_of, spans)
    return total, used, total - used + (due - far.raw).days


def _overdue(unit: Unit, due: date, as_of: date, cal: Calendar) -> int:
    """Days after the deadline, at least 1: in working days, or natural days for such limits."""
    if unit in (Unit.NATURAL_DAY, Unit.MONTH):
        return (as_of - due).days
    return max(_known(cal.count(due, as_of)), 1)


def _status(
    *, due: date | None, earliest: date, stop: date | None, as_of: date, suspended: bool
) -> Status:
    """How a started limit stands."""
    if due is not None and as_of > due:
        return Status.MISSED
    if stop is not None:
        return Status.MET if stop <= earliest else Status.PROVISIONAL
    if suspended:
        return Status.SUSPENDED
    return Status.RUNNING if due is not None else Status.PROVISIONAL


def deadline(*, limit: Limit, facts: Facts, calendar: Calendar) -> Verdict:
    """Compute one limit of one case (R1, R3, R4, R5, R7, R9, R11, R12).

    The deadline follows from the start event, the units of the limit, the extensions granted in
    time and the days excluded; a suspension still open counts as if it ended today. The clock
    stops on the day of the decision. Never raises for facts that pass ``rules.check_facts``.
    """
    start = facts.started_on(limit.starts)
    if start is None:
        return _not_started(limit)
    stop = facts.stopped_on(limit.starts)
    as_of = facts.today if stop is None else stop
    spans = excluded_spans(facts=facts, starts=limit.starts, after=start, as_of=as_of)
    far, effective, earliest = stretched(
        limit=limit, facts=facts, start=start, spans=spans, cal=calendar
    )
    extended = sum(grant.value for grant in effective)
    due = None if isinstance(far.due, Unknown) else far.due
    total, used, left = _tally(
        limit=limit,
        start=start,
        as_of=as_of,
        far=far,
        extended=extended,
        spans=spans,
        cal=calendar,
    )
    suspended = stop is None and is_suspended(facts=facts, starts=limit.starts, on=as_of)
    status = _status(due=due, earliest=earliest, stop=stop, as_of=as_of, suspended=suspended)
    missed = status is Status.MISSED
    overdue = _overdue(limit.unit, due, as_of, calendar) if due is not None and missed else 0
    return Verdict(
        clock=limit.clock,
        unit=limit.unit,
        status=status,
        due=due,
        earliest=earliest,
        provisional=due is None,
        started_on=start,
        stopped_on=stop,
        total=total,
        used=used,
        left=left,
        excluded=far.excluded,
        extended=extended,
        overdue=overdue,
        suspended=suspended,
    )


def effective_extensions(
    *, limit: Limit, facts: Facts, calendar: Calendar
) -> tuple[ExtensionGrant, ...]:
    """The extensions on this limit's clock that were granted in time, in order (R4)."""
    start = facts.started_on(limit.starts)
    if start is None:
        return ()
    stop = facts.stopped_on(limit.starts)
    as_of = facts.today if stop is None else stop
    spans = excluded_spans(facts=facts, starts=limit.starts, after=start, as_of=as_of)
    return stretched(limit=limit, facts=facts, start=start, spans=spans, cal=calendar).effective


def deadlines(*, cases: Iterable[tuple[Limit, Facts]], calendar: Calendar) -> list[Verdict]:
    """Compute many limits against one calendar, in the order given."""
    return [deadline(limit=limit, facts=facts, calendar=calendar) for limit, facts in cases]


def closing_moment(*, due: date, closes: time = CLOSING_TIME) -> datetime:
    """The moment a limit ends on its last day: the close of business (民法典 203), aware."""
    return datetime.combine(due, closes, tzinfo=SHANGHAI)
