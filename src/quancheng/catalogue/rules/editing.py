"""Editing on screen: an edition as cells of the list, and the cells as an edition again.

The screen, the CSV and the workbook are read by the same rules, so that a draft made by hand
passes exactly the checks of an import.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from quancheng.catalogue.rules import compose, listing
from quancheng.catalogue.rules.columns import ITEMS, Table
from quancheng.catalogue.rules.compose import Offices, Parts
from quancheng.catalogue.rules.reading import read_list
from quancheng.catalogue.rules.rows import Problem, Row, Sheet
from quancheng.catalogue.rules.subtables import (
    ELEMENTS,
    FEES,
    ITEM_ELEMENTS,
    ITEM_MATERIALS,
    MATERIALS,
    STEPS,
)

Cells = dict[str, list[dict[str, str]]]
_TABLES: Final[tuple[Table, ...]] = (ITEMS, ITEM_ELEMENTS, ITEM_MATERIALS, FEES, STEPS)


def cells_of(*, code: str, base_code: str, content: Mapping[str, Any] | None) -> Cells:
    """An edition as the rows of the tables of the list; no rows for no content."""
    if content is None:
        return {table.name: [] for table in _TABLES}
    return {
        ITEMS.name: [listing.item_row(code=code, base_code=base_code, content=content)],
        ITEM_ELEMENTS.name: list(listing.form_rows(code=code, content=content)),
        ITEM_MATERIALS.name: list(listing.material_rows(code=code, content=content)),
        FEES.name: list(listing.fee_rows(code=code, content=content)),
        STEPS.name: list(listing.step_rows(code=code, content=content)),
    }


def content_from(
    cells: Mapping[str, Sequence[Mapping[str, str]]],
    *,
    elements: Iterable[Mapping[str, Any]],
    materials: Iterable[Mapping[str, Any]],
    offices: Sequence[tuple[str, str, str]],
    region_code: str,
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The content that ``cells`` describe, and what is wrong with them.

    ``elements`` and ``materials`` are the masters of the region. The content is None where
    the item's own row cannot be read.
    """
    sheets = [_sheet(table, cells.get(table.name, ())) for table in _TABLES]
    source = read_list(sheets, {}, merged=False)
    items = source.table(ITEMS.name)
    if len(items) != 1 or not items[0].sound:
        return None, source.problems or [
            Problem(ITEMS.sheet, 0, "", "", "没有事项的基本信息，请刷新页面后重新填写。")
        ]
    parts = Parts(
        elements=_sound(source.table(ITEM_ELEMENTS.name)),
        materials=_sound(source.table(ITEM_MATERIALS.name)),
        fees=_sound(source.table(FEES.name)),
        steps=_sound(source.table(STEPS.name)),
    )
    made = compose.compose(
        items[0],
        parts,
        elements={str(row["code"]): _master(ELEMENTS, row) for row in elements},
        materials={str(row["code"]): _master(MATERIALS, row) for row in materials},
        offices=Offices.of(offices),
        region_code=region_code,
    )
    return made.content, [*source.problems, *made.problems]


def _sheet(table: Table, rows: Sequence[Mapping[str, str]]) -> Sheet:
    """Rows by column key as a sheet with a header."""
    keys = [column.key for column in table.columns]
    keys += sorted({key for row in rows for key in row} - set(keys))
    return Sheet(table.name, [keys, *([row.get(key, "") for key in keys] for row in rows)])


def _sound(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.sound]


def _master(table: Table, record: Mapping[str, Any]) -> Row:
    """A stored master as a row of its table."""
    values = {column.key: record.get(column.key) for column in table.columns}
    return Row(table, table.sheet, 0, values, dict(record.get("extra") or {}))
