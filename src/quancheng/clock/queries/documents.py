"""Reading what the calendars rest on: notices and closures; and the hours of the centres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from quancheng.clock.engine import CLOSING_TIME, DayKind
from quancheng.clock.models import CalendarDay, CentreHours, HolidayNotice
from quancheng.clock.queries.calendars import calendar_for, calendar_version, in_force
from quancheng.clock.rules import package_days, package_years, regions_above


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A document the calendar rests on; ``version`` is the calendar's from it on."""

    version: int
    source: str
    number: str
    title: str
    issued_on: date | None
    years: tuple[int, ...]
    region_code: str
    imported_at: datetime
    imported_by: str


@dataclass(frozen=True, slots=True)
class DayHours:
    """When a centre is open on a weekday (0 is Monday)."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Difference:
    """A day on which the centre's calendar and the ``chinesecalendar`` package disagree."""

    day: date
    ours: DayKind
    theirs: DayKind


@dataclass(frozen=True, slots=True)
class Closure:
    """A local closure in force."""

    region_code: str
    day: date
    name: str
    notice: str


def closures(*, region_codes: Sequence[str], since: date | None = None) -> list[Closure]:
    """The closures that the regions have declared and not lifted, the latest day first."""
    rows = CalendarDay.objects.filter(region_code__in=[code for code in region_codes if code])
    if since is not None:
        rows = rows.filter(day__gte=since)
    found = [
        Closure(code, record.day, record.name, record.notice)
        for (code, _), record in in_force(rows).items()
    ]
    return sorted(found, key=lambda each: (each.day, each.region_code), reverse=True)


def notices() -> list[NoticeRow]:
    """Every document the calendars rest on, the latest first."""
    return [
        NoticeRow(
            version=row.pk,
            source=row.source,
            number=row.number,
            title=row.title,
            issued_on=row.issued_on,
            years=tuple(row.years),
            region_code=row.region_code,
            imported_at=row.imported_at,
            imported_by=row.imported_by,
        )
        for row in HolidayNotice.objects.order_by("-id")
    ]


def closes_at(*, region_code: str, day: date) -> time:
    """When the centre of a region closes on ``day``, the moment a limit ends (R1).

    The hours of the nearest region it lies in, for that weekday; without any, 17:30.
    """
    rows = CentreHours.objects.filter(
        region_code__in=regions_above(region_code), weekday=day.weekday()
    ).values_list("region_code", "closes")
    nearest = max(rows, key=lambda row: regions_above(region_code).index(row[0]), default=None)
    return CLOSING_TIME if nearest is None else nearest[1]


def hours_of(*, region_code: str) -> tuple[DayHours, ...]:
    """The hours a region has set for itself, Monday first; days without a row are left out."""
    rows = CentreHours.objects.filter(region_code=region_code).order_by("weekday")
    return tuple(DayHours(row.weekday, row.opens, row.closes) for row in rows)


def package_differences() -> list[Difference]:
    """The days on which the national calendar and the ``chinesecalendar`` package disagree."""
    if not calendar_version():
        return []
    calendar = calendar_for()
    return [
        Difference(day=theirs.day, ours=calendar.kind(theirs.day), theirs=theirs.kind)
        for year in package_years()
        for theirs in package_days(year)
        if calendar.kind(theirs.day) is not theirs.kind
    ]
