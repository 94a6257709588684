"""Where the demonstration list lies, and lists made from it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from quancheng.kernel.moments import SHANGHAI

DEMO = Path(__file__).parents[3] / "demo" / "ziyang"
COUNTY = "610924"
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
TABLES = (
    "items",
    "elements",
    "item_elements",
    "materials",
    "item_materials",
    "fees",
    "steps",
    "themes",
)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells_of(path: Path) -> list[list[str]]:
    """The cells of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows of one set of columns as CSV."""
    found = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


def copy_of_the_list(folder: Path) -> Path:
    """A copy of the demonstration list that a test may change."""
    for table in TABLES:
        shutil.copy(DEMO / f"{table}.csv", folder / f"{table}.csv")
    return folder


def change(folder: Path, table: str, where: Mapping[str, str], to: Mapping[str, str]) -> int:
    """Change the rows of a table that match ``where``; answers how many."""
    path = folder / f"{table}.csv"
    rows = rows_of(path)
    changed = [row for row in rows if all(row[key] == value for key, value in where.items())]
    for row in changed:
        row.update(to)
    write_rows(path, rows)
    return len(changed)
