"""The dates of the specification: an event, a limit, what happened, the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.clock.engine import ExtensionGrant, Facts, Limit, Suspension
from quancheng.clock.rules import JOINT_45, LICENCE_20

MARCH_2 = date(2026, 3, 2)


@dataclass(frozen=True)
class Vector:
    """One line of the table; ``due`` is ``None`` where it is provisional."""

    name: str
    limit: Limit
    facts: Facts
    due: date | None


def _plain(event: date, days: int, due: date | None) -> Vector:
    facts = Facts(today=event, received_on=event, accepted_on=event)
    return Vector(f"{event} + {days}", Limit(days), facts, due)


_EXTENDED = Facts(
    today=date(2026, 3, 30),
    received_on=MARCH_2,
    accepted_on=MARCH_2,
    extensions=(ExtensionGrant(10, date(2026, 3, 30), approved_by="局长", document="延1号"),),
)
_SUSPENDED = Facts(
    today=date(2026, 3, 30),
    received_on=MARCH_2,
    accepted_on=MARCH_2,
    suspensions=(Suspension(date(2026, 3, 10), date(2026, 3, 24), "专家评审", "停告1号"),),
)
_SILENT = Facts(
    today=date(2026, 5, 9), received_on=date(2026, 4, 28), accepted_on=date(2026, 4, 28)
)

VECTORS = (
    _plain(date(2026, 2, 13), 1, date(2026, 2, 14)),
    _plain(date(2026, 2, 13), 5, date(2026, 2, 27)),
    _plain(date(2026, 2, 13), 20, date(2026, 3, 19)),
    _plain(date(2026, 4, 30), 5, date(2026, 5, 11)),
    _plain(date(2026, 9, 18), 5, date(2026, 9, 24)),
    _plain(date(2026, 9, 30), 3, date(2026, 10, 10)),
    _plain(date(2025, 12, 31), 1, date(2026, 1, 4)),
    _plain(date(2025, 1, 24), 5, date(2025, 2, 7)),
    _plain(MARCH_2, 20, date(2026, 3, 30)),
    Vector("extended", LICENCE_20, _EXTENDED, date(2026, 4, 14)),
    Vector("joint", JOINT_45, Facts(today=MARCH_2, accepted_on=MARCH_2), date(2026, 5, 8)),
    Vector("suspended", LICENCE_20, _SUSPENDED, date(2026, 4, 14)),
    Vector("deemed", LICENCE_20, _SILENT, date(2026, 5, 28)),
    _plain(date(2026, 12, 10), 20, None),
)
