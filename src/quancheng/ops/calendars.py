"""The calendar a command counts with: the centre's, or without a site the published notices."""

from __future__ import annotations

import sys
from dataclasses import replace

from quancheng.clock.engine import Calendar, DayRecord
from quancheng.clock.rules import cited, notices_of, package_days, package_years
from quancheng.ops import site


def published_calendar() -> Calendar:
    """The calendar of the notices that the installed ``chinesecalendar`` package knows."""
    days: list[DayRecord] = []
    for year in package_years():
        for notice in notices_of(year):
            citation = cited(title=notice.title, number=notice.number)
            days.extend(
                replace(day, notice=citation)
                for day in package_days(year)
                if notice.first <= day.day <= notice.last
            )
    return Calendar.of(days, version="")


def calendar_at_hand(*, region_code: str) -> Calendar:
    """The centre's calendar for a region, the national one where ``region_code`` is empty.

    Where this machine has no site, or its site no calendar yet, the published notices; a line on
    standard error says so. Raises ``UnableToFindRegion`` and what ``site.opened`` raises: a site
    that is there but does not answer is not passed over.
    """
    found = _of_the_centre(region_code) if _has_site() else None
    if found is not None:
        return found
    published = published_calendar()
    print(
        f"这台机器上没有中心的日历，按 {published.first.year} 到 {published.last.year} 年"
        "国务院办公厅已公布的放假安排计算，不含本地停办日。",
        file=sys.stderr,
    )
    return published


def _has_site() -> bool:
    return site.on_server() or site.here().data.exists()


def _of_the_centre(region_code: str) -> Calendar | None:
    with site.opened():
        from quancheng.clock import queries as clock
        from quancheng.regions import queries as regions

        if region_code:
            regions.region(region_code)
        return clock.calendar_for(region_code=region_code) if clock.calendar_version() else None
