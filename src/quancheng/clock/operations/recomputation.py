"""The rounds over the open cases that a change of the calendar asks for, and how far they are."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from quancheng.clock.models import Recomputation
from quancheng.clock.operations.calendar import STREAM
from quancheng.clock.rounds import Round
from quancheng.ledger.operations import record


def ask_round(
    *, region_code: str, version: int, cause: str, by: str, now: datetime, total: int, mark: int
) -> int:
    """Ask for a round, once for each version of the calendar; answer its id.

    ``total`` is how many cases are open, ``mark`` an entry from before the change.
    """
    row, _ = Recomputation.objects.get_or_create(
        region_code=region_code,
        version=version,
        defaults={
            "cause": cause[:220], "asked_at": now, "asked_by": by, "total": total, "mark": mark,
        },
    )  # fmt: skip
    return row.pk


def advance(*, round_id: int, past: int, to: int, seen: int) -> bool:
    """Say that the cases up to id ``to`` are done; false where another worker was faster.

    Holds the row until the transaction ends, so that what is written with it is written once.
    """
    rows = Recomputation.objects.filter(pk=round_id, reached=past, scanned_at=None)
    return bool(rows.update(reached=to, seen=F("seen") + seen))


def count(*, round_id: int, moved: int, settled: int, told: int) -> None:
    """Add what was written."""
    Recomputation.objects.filter(pk=round_id).update(
        moved=F("moved") + moved, settled=F("settled") + settled, told=F("told") + told
    )


def end_scan(*, round_id: int, past: int, now: datetime) -> bool:
    """Say that every open case was seen; false where another worker was faster."""
    rows = Recomputation.objects.filter(pk=round_id, reached=past, scanned_at=None)
    return bool(rows.update(scanned_at=now))


def finish(*, done: Round, now: datetime) -> bool:
    """End a round, with one entry that says what it did; false where it had ended.

    Call it inside a transaction.
    """
    if not Recomputation.objects.filter(pk=done.id, finished_at=None).update(finished_at=now):
        return False
    counts = Recomputation.objects.values("seen", "moved", "settled", "told").get(pk=done.id)
    record(
        region_code=done.region_code,
        stream=STREAM,
        subject=done.version,
        kind="deadlines_recomputed",
        now=now,
        data=dict(counts),
    )
    return True
