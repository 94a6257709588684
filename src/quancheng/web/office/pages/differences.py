"""Differences of two editions, field by field, for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quancheng.web.ui.components import Cell, Column, Row, Table

_COLUMNS = (Column(label="项目"), Column(label="原来"), Column(label="现在"))
NOTHING = "（没有）"


@dataclass(frozen=True, slots=True)
class Group:
    """The differences of one group of fields."""

    title: str
    table: Table


def differences_page(changes: Iterable[Mapping[str, Any]]) -> list[Group]:
    """The differences by group, in the order of the guide."""
    found: dict[str, list[Row]] = {}
    for change in changes:
        row = Row(
            cells=(
                Cell(text=str(change["label"]), tone="strong"),
                _value(str(change["before"])),
                _value(str(change["after"])),
            )
        )
        found.setdefault(str(change["group"]), []).append(row)
    return [
        Group(title, Table(caption=f"{title}的差别", columns=_COLUMNS, rows=tuple(rows)))
        for title, rows in found.items()
    ]


def _value(text: str) -> Cell:
    return Cell(text=text) if text else Cell(text=NOTHING, tone="dim")
