"""Replaying the record: what the entries of a case say its row must be (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quancheng.ledger.rules import Recorded

START: dict[str, Any] = {
    "state": "",
    "step": "",
    "accepted_on": None,
    "deemed": False,
    "correction_due": None,
    "promised_due": None,
    "promised_earliest": None,
    "statutory_due": None,
    "statutory_earliest": None,
    "provisional": False,
    "suspended_since": None,
    "forwarded_on": None,
    "renews": "",
    "deemed_renewed_on": None,
    "parent_id": None,
    "required_by_parent": False,
    "outcome": "",
    "decided_on": None,
    "delivery_due": None,
    "alarm": "",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A column whose value in the table is not what the record says."""

    column: str
    recorded: Any
    found: Any


def replay(entries: Sequence[Recorded]) -> dict[str, Any]:
    """The columns of the case after ``entries``, and ``version``, the number of its acts."""
    row = dict(START)
    for entry in entries:
        for column, value in entry.data.get("changes", {}).items():
            if column in row:
                row[column] = value
    return row | {"version": len(entries)}


def differences(*, recorded: Mapping[str, Any], found: Mapping[str, Any]) -> list[Difference]:
    """The columns in which the table differs from the record."""
    return [
        Difference(column, value, found.get(column))
        for column, value in recorded.items()
        if found.get(column) != value
    ]


def gaps(entries: Sequence[Recorded]) -> list[int]:
    """The sequence numbers that are missing among ``entries``."""
    present = {entry.seq for entry in entries}
    return [seq for seq in range(1, max(present, default=0) + 1) if seq not in present]
