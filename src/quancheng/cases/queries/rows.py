"""Rows of the case table as plain values, to be compared with the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from quancheng.cases.models import Case
from quancheng.cases.rules.replay import START


def rows_by_id(*, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The replayed columns, number and version of cases, by id; days as ISO text."""
    rows = Case.objects.filter(pk__in=ids).values("id", "number", "version", *START)
    return {
        row["id"]: {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in row.items()
        }
        for row in rows
    }
