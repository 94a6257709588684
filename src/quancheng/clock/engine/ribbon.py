"""The days ribbon (天数带): one cell per calendar day from the start to the statutory deadline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from quancheng.clock.engine.calendar import Calendar, DayKind, DayRecord
from quancheng.clock.engine.facts import Facts
from quancheng.clock.engine.limits import ClockName, Limit
from quancheng.clock.engine.proof import Reading, Reason, readings
from quancheng.clock.engine.verdict import Status, Verdict, deadline


class RibbonKind(StrEnum):
    """How a cell is drawn.

    ``LEFT`` is still to come within the promise, ``LAWFUL`` after the promise and within the
    statutory limit, ``OVER`` a day gone by after the deadline of the promise (or, without a
    promise, of the law) on which nothing had been decided.
    """

    EVENT = "event"
    USED = "used"
    LEFT = "left"
    LAWFUL = "lawful"
    REST = "rest"
    SUSPENDED = "suspended"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class RibbonDay:
    """One cell: the day, how it is drawn, its marks, and which clocks counted it.

    ``label`` is the name of the holiday or the ground of the suspension, empty otherwise.
    ``extended`` marks the days that only an extension has added to the longer limit.
    """

    day: date
    kind: RibbonKind
    makeup: bool
    today: bool
    counted_promised: bool
    counted_statutory: bool
    label: str
    promised_due: bool
    statutory_due: bool
    extended: bool = False


@dataclass(frozen=True, slots=True)
class _Band:
    """What all cells of one ribbon share: the started clocks, the promise first."""

    facts: Facts
    limits: tuple[Limit, ...]
    verdicts: tuple[Verdict, ...]
    starts: frozenset[date]
    as_of: date
    original: date | None

    @property
    def last(self) -> Verdict:
        """The verdict of the clock that runs longest: the statutory one, where there is one."""
        return self.verdicts[-1]


def _kind(*, band: _Band, record: DayRecord, reading: Reading) -> RibbonKind:
    """How a day is drawn, by the reading of the longer clock and the deadline of the first."""
    day, due = record.day, band.verdicts[0].due
    if day in band.starts:
        return RibbonKind.EVENT
    if reading.reason is Reason.SUSPENDED:
        return RibbonKind.SUSPENDED
    if record.kind is DayKind.REST and not reading.counted:
        return RibbonKind.REST
    if due is not None and day > due:
        return RibbonKind.OVER if day <= band.as_of else RibbonKind.LAWFUL
    return RibbonKind.USED if day <= band.as_of else RibbonKind.LEFT


def _label(*, band: _Band, record: DayRecord, reading: Reading) -> str:
    """The ground on a suspended day, else the holiday."""
    if reading.reason is not Reason.SUSPENDED:
        return record.name
    return next(
        each.ground
        for each in (*band.facts.suspensions, *band.facts.corrections)
        if each.start < record.day <= (each.end or band.as_of)
    )


def _cell(*, band: _Band, record: DayRecord, readings: Mapping[ClockName, Reading]) -> RibbonDay:
    """One cell, from what each started clock read on its day."""
    reading = readings[band.last.clock]
    counted = {clock for clock, each in readings.items() if each.counted}
    due = {verdict.clock for verdict in band.verdicts if verdict.due == record.day}
    return RibbonDay(
        day=record.day,
        kind=_kind(band=band, record=record, reading=reading),
        makeup=record.kind is DayKind.MAKEUP,
        today=record.day == band.facts.today,
        counted_promised=ClockName.PROMISED in counted,
        counted_statutory=ClockName.STATUTORY in counted,
        label=_label(band=band, record=record, reading=reading),
        promised_due=ClockName.PROMISED in due,
        statutory_due=ClockName.STATUTORY in due,
        extended=_is_added(band, record.day),
    )


def _is_added(band: _Band, day: date) -> bool:
    """Whether ``day`` lies between the deadline as it was and the extended one."""
    due = band.last.due
    return band.original is not None and due is not None and band.original < day <= due


def _band(
    *, facts: Facts, promised: Limit | None, statutory: Limit | None, calendar: Calendar
) -> _Band | None:
    """The started clocks of a case, ``None`` while none has started."""
    limits: list[Limit] = []
    verdicts: list[Verdict] = []
    starts: set[date] = set()
    for limit in (promised, statutory):
        if limit is None:
            continue
        verdict = deadline(limit=limit, facts=facts, calendar=calendar)
        if verdict.started_on is not None:
            limits.append(limit)
            verdicts.append(verdict)
            starts.add(verdict.started_on)
    if not verdicts:
        return None
    as_of = verdicts[-1].stopped_on or facts.today
    original = None
    if verdicts[-1].extended:
        before = replace(facts, extensions=())
        original = deadline(limit=limits[-1], facts=before, calendar=calendar).due
    return _Band(facts, tuple(limits), tuple(verdicts), frozenset(starts), as_of, original)


def _last_day(*, band: _Band, calendar: Calendar) -> date:
    """The last cell: the latest deadline, or while provisional the last known day.

    When a deadline was missed, the day up to which it is, if that is later.
    """
    ends = set(band.starts)
    for verdict in band.verdicts:
        ends.add(verdict.due or calendar.known_until(min(band.starts)))
        if verdict.status is Status.MISSED:
            ends.add(band.as_of)
    return max(ends)


def ribbon(
    *, facts: Facts, promised: Limit | None, statutory: Limit | None, calendar: Calendar
) -> list[RibbonDay]:
    """The cells from the start of the clocks to the statutory deadline; empty before any start.

    While a deadline is provisional the ribbon ends with the last known day; after a missed one
    it goes on to today, or to the day the clock stopped.
    """
    band = _band(facts=facts, promised=promised, statutory=statutory, calendar=calendar)
    if band is None:
        return []
    first, last = min(band.starts), _last_day(band=band, calendar=calendar)
    read = [
        readings(
            limit=limit, verdict=verdict, facts=facts, calendar=calendar, first=first, last=last
        )
        for limit, verdict in zip(band.limits, band.verdicts, strict=True)
    ]
    clocks = [verdict.clock for verdict in band.verdicts]
    return [
        _cell(
            band=band,
            record=calendar.record(first + timedelta(days=index)),
            readings=dict(zip(clocks, of_day, strict=True)),
        )
        for index, of_day in enumerate(zip(*read, strict=True))
    ]
