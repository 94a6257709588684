"""Loading a county's folder: regions, departments, staff, counters, calendar, catalogue."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from quancheng.cases.queries.lists import any_case
from quancheng.catalogue import importers
from quancheng.catalogue import queries as catalogue
from quancheng.clock import operations as clock
from quancheng.hall import operations as hall
from quancheng.identity import operations as identity
from quancheng.kernel.errors import UnableTo
from quancheng.regions import operations as regions

Progress = Callable[[str, int, int], None]


class UnableToLoadCounty(UnableTo):
    """The folder of the county lacks a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """How much was loaded."""

    regions: int
    offices: int
    posts: int
    counters: int
    items: int


def rows_of(*, folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one CSV of the folder; raises :class:`UnableToLoadCounty` when it is missing."""
    path = folder / name
    if not path.is_file():
        raise UnableToLoadCounty(f"{folder} 里没有 {name}，请补上这个文件再导入。")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def is_used(*, region_code: str) -> bool:
    """Whether any case has been taken in; such a county is never filled by a simulation."""
    return any_case(region_code=region_code)


def load_county(
    *,
    folder: Path,
    region_code: str,
    now: datetime,
    on: date,
    password: str | None = None,
    progress: Progress | None = None,
) -> Loaded:
    """Load everything a county needs to open its doors; idempotent.

    ``on`` is the day from which the item editions are in force, ``password`` that of all
    staff accounts (the demonstration's; ``None`` leaves them unusable).
    """
    clock.seed_calendar(now=now)
    region_count = regions.load_regions(rows_of(folder=folder, name="regions.csv"))
    office_count = identity.load_departments(
        rows_of(folder=folder, name="departments.csv"), region_code=region_code
    )
    staff = identity.load_staff(
        rows_of(folder=folder, name="staff.csv"),
        region_code=region_code,
        now=now,
        password=password,
    )
    counters = hall.load_counters(
        region_code=region_code, rows=rows_of(folder=folder, name="windows.csv")
    ) + hall.load_town_centres(
        region_code=region_code, rows=rows_of(folder=folder, name="town_centres.csv")
    )
    importers.apply(source=folder, region_code=region_code, on=on, now=now, progress=progress)
    return Loaded(
        regions=region_count,
        offices=office_count,
        posts=staff.posts,
        counters=counters,
        items=len(catalogue.lines_in_force(region_code=region_code, on=on)),
    )
