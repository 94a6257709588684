"""Reading the calendar and the hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from threading import Lock

from django.db import connection
from django.db.models import QuerySet

from quancheng.clock.engine import CLOSING_TIME, Calendar, DayKind, DayRecord
from quancheng.clock.models import CalendarDay, CentreHours, HolidayNotice
from quancheng.clock.rules import cited, package_days, package_years, regions_above

KEPT_CALENDARS = 64
"""How many calendars a process keeps: the national one, and one for each region ever closed."""

_cache: dict[tuple[str, str, int], Calendar] = {}
_local: dict[tuple[str, int], frozenset[str]] = {}
_cache_lock = Lock()


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


def calendar_version() -> int:
    """The version of the calendar in force; 0 before anything was imported. One index look-up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM clock_holidaynotice")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def calendar_for(*, region_code: str = "", version: int | None = None) -> Calendar:
    """The calendar of a region: the national one, with the closures of the regions it lies in.

    Kept in the process and checked against :func:`calendar_version` at each call; a caller that
    has read the version with its own rows passes it and saves the look-up. An older ``version``
    gives the calendar as it was then. Raises ``UnableToBuildCalendar`` before the first import.
    """
    wanted = calendar_version() if version is None else version
    own = local_regions(version=wanted)
    region_code = next((c for c in reversed(regions_above(region_code)) if c in own), "")
    key = (str(connection.settings_dict["NAME"]), region_code, wanted)
    found = _cache.get(key)
    if found is None:
        found = _build(region_code=region_code, version=wanted)
        with _cache_lock:
            while len(_cache) >= KEPT_CALENDARS:
                _cache.pop(next(iter(_cache)))
            _cache[key] = found
    return found


def local_regions(*, version: int) -> frozenset[str]:
    """The regions that have ever declared a closure, as of a version; others share a calendar.

    Kept in the process: what a version says does not change.
    """
    key = (str(connection.settings_dict["NAME"]), version)
    found = _local.get(key)
    if found is None:
        rows = CalendarDay.objects.filter(notice_id__lte=version).exclude(region_code="")
        found = frozenset(rows.values_list("region_code", flat=True).distinct().order_by())
        with _cache_lock:
            while len(_local) >= KEPT_CALENDARS:
                _local.pop(next(iter(_local)))
            _local[key] = found
    return found


def _build(*, region_code: str, version: int) -> Calendar:
    """The calendar from its rows, the nearest region last, so that it wins."""
    days = _days(region_code=region_code, version=version)
    return Calendar.of([day for layer in days.values() for day in layer], version=str(version))


def _days(*, region_code: str, version: int) -> dict[str, list[DayRecord]]:
    """The days of the national calendar and of each region above, the widest first."""
    codes = ("", *regions_above(region_code))
    layers: dict[str, list[DayRecord]] = {code: [] for code in codes}
    rows = CalendarDay.objects.filter(notice_id__lte=version, region_code__in=codes)
    for (code, _), record in _in_force(rows).items():
        layers[code].append(record)
    return layers


def _in_force(rows: QuerySet[CalendarDay]) -> dict[tuple[str, date], DayRecord]:
    """Days by region and date in the order of their notices; days lifted are left out."""
    found: dict[tuple[str, date], DayRecord] = {}
    for code, day, kind, name, lifted, title, number in rows.order_by(
        "notice_id", "day"
    ).values_list(
        "region_code", "day", "kind", "name", "lifted", "notice__title", "notice__number"
    ):
        found.pop((code, day), None)
        if not lifted:
            notice = cited(title=title, number=number)
            found[code, day] = DayRecord(day=day, kind=DayKind(kind), name=name, notice=notice)
    return found


@dataclass(frozen=True, slots=True)
class Supposed:
    """A change of the calendar that is only thought of: days by region, and closures lifted."""

    days: Mapping[str, Sequence[DayRecord]]
    lifted: tuple[tuple[str, date], ...] = ()


def calendar_as_if(*, region_code: str, supposed: Supposed) -> Calendar:
    """The calendar in force of a region, changed as ``supposed``; nothing is written or kept."""
    version = calendar_version()
    layers = _days(region_code=region_code, version=version)
    days: list[DayRecord] = []
    for code, layer in layers.items():
        days += [day for day in layer if (code, day.day) not in supposed.lifted]
        days += supposed.days.get(code, ())
    return Calendar.of(days, version=str(version))


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
        for (code, _), record in _in_force(rows).items()
    ]
    return sorted(found, key=lambda each: (each.day, each.region_code), reverse=True)


def calendar_rows(*, first: date, last: date, region_code: str = "") -> list[DayRecord]:
    """The known days from ``first`` to ``last`` in order, empty while there is no calendar."""
    if not calendar_version():
        return []
    calendar = calendar_for(region_code=region_code)
    return [record for record in calendar.records() if first <= record.day <= last]


def known_years() -> tuple[int, ...]:
    """The years every day of which the national calendar knows, in order."""
    return calendar_for().years() if calendar_version() else ()


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
