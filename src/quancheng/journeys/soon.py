"""Which promised days count as soon today: everywhere, and where a centre is closed tomorrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from quancheng.clock.queries import calendar_for, calendar_version, local_regions
from quancheng.clock.rules import regions_above, soon_after
from quancheng.regions import queries as regions


@dataclass(frozen=True, slots=True)
class Soon:
    """The last promised day that is soon: by the national calendar, and by region where it differs.

    ``version`` is that of the calendar it was read from.
    """

    everywhere: date
    version: int
    local: Mapping[str, date] = field(default_factory=dict)


def soon_on(*, today: date) -> Soon:
    """What is soon on ``today``; a local closure ahead makes it a later day there."""
    version = calendar_version()
    everywhere = soon_after(today=today, calendar=calendar_for(version=version))
    own = local_regions(version=version)
    if not own:
        return Soon(everywhere, version)
    affected = (code for code in regions.every_code() if own.intersection(regions_above(code)))
    days = {
        code: soon_after(today=today, calendar=calendar_for(region_code=code, version=version))
        for code in affected
    }
    local = {code: day for code, day in days.items() if day != everywhere}
    return Soon(everywhere, version, local)
