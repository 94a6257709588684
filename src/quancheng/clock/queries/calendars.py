"""Reading the calendars, of which a process keeps those in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.db import connection
from django.db.models import QuerySet

from quancheng.clock.engine import Calendar, DayKind, DayRecord
from quancheng.clock.models import CalendarDay
from quancheng.clock.rules import cited, regions_above

KEPT_CALENDARS = 64
"""How many calendars a process keeps: the national one, and one for each region ever closed."""

_cache: dict[tuple[str, str, int], Calendar] = {}
_local: dict[tuple[str, int], frozenset[str]] = {}
_cache_lock = Lock()


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
    for (code, _), record in in_force(rows).items():
        layers[code].append(record)
    return layers


def in_force(rows: QuerySet[CalendarDay]) -> dict[tuple[str, date], DayRecord]:
    """Days by region and date, the latest notice of each day; days lifted are left out."""
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


def calendar_rows(*, first: date, last: date, region_code: str = "") -> list[DayRecord]:
    """The known days from ``first`` to ``last`` in order, empty while there is no calendar."""
    if not calendar_version():
        return []
    calendar = calendar_for(region_code=region_code)
    return [record for record in calendar.records() if first <= record.day <= last]


def known_years() -> tuple[int, ...]:
    """The years every day of which the national calendar knows, in order."""
    return calendar_for().years() if calendar_version() else ()
