"""Keeping the last moment of the sweep, so that a clock that is wrong does no harm."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from quancheng.clock.models import SweepMark
from quancheng.ledger.operations import record

STREAM = "clock"
TOLERANCE = timedelta(minutes=1)
"""How far two workers' clocks may be apart."""
LONG_GAP = timedelta(hours=1)
"""The worker sweeps every half minute; an hour without is a machine that slept."""


def _say(*, kind: str, now: datetime, since: datetime) -> None:
    record(
        region_code="",
        stream=STREAM,
        subject=1,
        kind=kind,
        now=now,
        data={"last_swept": since.isoformat(), "now": now.isoformat()},
    )


@transaction.atomic
def go_forward(*, now: datetime) -> bool:
    """Whether the clocks may be swept at ``now``; then it is the last moment swept.

    False while the time is more than a minute earlier than at the last sweep: an act by law must
    not rest on a clock that went back. The first to see it, or a long gap, puts it on the record.
    """
    SweepMark.objects.get_or_create(region_code="", defaults={"swept_at": now})
    mark = SweepMark.objects.select_for_update().get(region_code="")
    if now < mark.swept_at - TOLERANCE:
        if mark.behind_since is None:
            mark.behind_since = now
            mark.save()
            _say(kind="time_went_back", now=now, since=mark.swept_at)
        return False
    if now - mark.swept_at > LONG_GAP:
        mark.gap_from, mark.gap_to = mark.swept_at, now
        _say(kind="sweep_was_away", now=now, since=mark.swept_at)
    mark.behind_since = None
    mark.swept_at = max(mark.swept_at, now)
    mark.save()
    return True


@transaction.atomic
def trust_time(*, now: datetime, by: str, actor: int | None, post: int | None) -> bool:
    """Take ``now`` for right, though the clocks were swept later: the earlier time was wrong.

    False where the time was not in doubt.
    """
    rows = SweepMark.objects.select_for_update().filter(region_code="", swept_at__gt=now)
    mark = rows.first()
    if mark is None:
        return False
    record(
        region_code="",
        stream=STREAM,
        subject=1,
        kind="time_trusted",
        now=now,
        actor=actor,
        post=post,
        actor_name=by,
        data={"last_swept": mark.swept_at.isoformat(), "now": now.isoformat()},
    )
    mark.swept_at, mark.behind_since = now, None
    mark.save()
    return True
