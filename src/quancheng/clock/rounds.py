"""Reading the rounds over the open cases, and the last moment of the sweep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quancheng.clock.models import Recomputation, SweepMark


@dataclass(frozen=True, slots=True)
class Round:
    """A round over the open cases after the calendar changed (see the model)."""

    id: int
    region_code: str
    version: int
    cause: str
    asked_at: datetime
    asked_by: str
    total: int
    mark: int
    reached: int
    seen: int
    moved: int
    settled: int
    told: int
    scanned_at: datetime | None
    finished_at: datetime | None


def _round(row: Recomputation) -> Round:
    return Round(**{name: getattr(row, name) for name in Round.__slots__})


def waiting_rounds() -> list[Round]:
    """The rounds to work on now, oldest first.

    Those that have not seen every open case, together: they reckon with the same latest calendar.
    When there are none, those that follow the record until they are finished.
    """
    rows = [_round(row) for row in Recomputation.objects.filter(finished_at=None).order_by("id")]
    return [row for row in rows if row.scanned_at is None] or rows


def waiting_round() -> Round | None:
    """The first of :func:`waiting_rounds`."""
    waiting = waiting_rounds()
    return waiting[0] if waiting else None


def rounds(*, limit: int) -> list[Round]:
    """The latest rounds, newest first."""
    return [_round(row) for row in Recomputation.objects.order_by("-id")[:limit]]


@dataclass(frozen=True, slots=True)
class Watch:
    """The last moment swept, since when the time is behind it, and the last long gap."""

    swept_at: datetime
    behind_since: datetime | None
    gap_from: datetime | None
    gap_to: datetime | None


def watch() -> Watch | None:
    """What the sweep keeps; ``None`` before the first."""
    row = SweepMark.objects.filter(region_code="").first()
    return Watch(row.swept_at, row.behind_since, row.gap_from, row.gap_to) if row else None
