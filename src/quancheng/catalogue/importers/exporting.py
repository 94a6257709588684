"""Exporting the list: the same tables that were imported, cell by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from quancheng.catalogue.importers.writing import write_csv, write_workbook
from quancheng.catalogue.queries.imports import (
    bundle_records,
    contents_in_force,
    elements_of,
    materials_of,
)
from quancheng.catalogue.rules import listing
from quancheng.catalogue.rules.columns import ITEMS, Table
from quancheng.catalogue.rules.listing import Cells
from quancheng.catalogue.rules.subtables import (
    ELEMENTS,
    FEES,
    ITEM_ELEMENTS,
    ITEM_MATERIALS,
    MATERIALS,
    STEPS,
    THEMES,
)

_TABLES: Final[tuple[Table, ...]] = (
    ITEMS,
    ELEMENTS,
    ITEM_ELEMENTS,
    MATERIALS,
    ITEM_MATERIALS,
    FEES,
    STEPS,
    THEMES,
)


def export(*, region_code: str, folder: Path, on: date) -> list[Path]:
    """Write the items in force on ``on`` as a folder of CSV; answers the files.

    Unknown columns come out as they came in. Raises ``UnableToWriteFile``.
    """
    rows = _rows(region_code, on)
    return [
        write_csv(
            folder=folder,
            table=table,
            columns=listing.columns_of(table, rows[table.name]),
            rows=rows[table.name],
        )
        for table in _TABLES
    ]


def export_workbook(*, region_code: str, path: Path, on: date) -> Path:
    """Write the items in force on ``on`` as one workbook with the headers of the template."""
    rows = _rows(region_code, on)
    return write_workbook(
        path=path,
        tables=[
            (table, listing.columns_of(table, rows[table.name]), rows[table.name])
            for table in _TABLES
        ],
    )


def _rows(region_code: str, on: date) -> dict[str, list[Cells]]:
    """Every table as rows of cells."""
    rows: dict[str, list[Cells]] = {table.name: [] for table in _TABLES}
    for code, base_code, content in contents_in_force(region_code=region_code, on=on):
        item = listing.item_row(code=code, base_code=base_code, content=content)
        rows[ITEMS.name].append(item)
        rows[ITEM_ELEMENTS.name].extend(listing.form_rows(code=code, content=content))
        rows[ITEM_MATERIALS.name].extend(listing.material_rows(code=code, content=content))
        rows[FEES.name].extend(listing.fee_rows(code=code, content=content))
        rows[STEPS.name].extend(listing.step_rows(code=code, content=content))
    masters = elements_of(region_code=region_code)
    rows[ELEMENTS.name] = [listing.element_row(record) for record in masters]
    materials = materials_of(region_code=region_code)
    rows[MATERIALS.name] = [listing.master_material_row(record) for record in materials]
    bundles = bundle_records(region_code=region_code)
    rows[THEMES.name] = [listing.bundle_row(record) for record in bundles]
    return rows
