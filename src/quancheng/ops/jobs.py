"""What the worker drains, and how often; slow rounds are in `quancheng.ops.schedule`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from quancheng.catalogue.operations import roll_over
from quancheng.clock.operations.watch import LONG_GAP
from quancheng.clock.rounds import Watch, watch
from quancheng.journeys.recompute import recompute
from quancheng.journeys.send_notices import send_waiting
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel import moments
from quancheng.ops.worker import Job

log = structlog.get_logger("quancheng.worker")


def jobs() -> tuple[Job, ...]:
    """Every job of a site."""
    return (
        Job("send_notices", timedelta(seconds=1), _send_notices, drains=True),
        Job("sweep_clocks", timedelta(seconds=30), _sweep_clocks),
        Job("recompute", timedelta(seconds=2), _recompute, drains=True),
        Job("roll_over", timedelta(minutes=5), _roll_over),
    )


def _send_notices(now: datetime) -> int:
    return send_waiting(now=now).sent


def _sweep_clocks(now: datetime) -> int:
    before = watch()
    swept = sweep(now=now)
    _say_time(now=now, before=before, held=swept.held)
    _say_failures("clock not swept", swept.failed)
    return swept.deemed + swept.announced


def _say_time(*, now: datetime, before: Watch | None, held: bool) -> None:
    """Say that the time went back, or that nothing was swept for long."""
    if before is None:
        return
    if held:
        log.error("time went back, clocks not swept", now=now, last_swept=before.swept_at)
    elif now - before.swept_at > LONG_GAP:
        log.warning("clocks were not swept for long", last_swept=before.swept_at, now=now)


def _say_failures(event: str, failed: Sequence[tuple[str, str]]) -> None:
    for number, sentence in failed:
        log.error(event, case=number, reason=sentence)


def _recompute(now: datetime) -> int:
    done = recompute(now=now)
    _say_failures("deadline not recomputed", done.failed)
    return done.seen


def _roll_over(now: datetime) -> int:
    return roll_over(on=moments.day_of(now))
