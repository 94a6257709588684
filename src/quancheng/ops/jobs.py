"""What the worker drains, and how often; slow rounds are in `quancheng.ops.schedule`."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from quancheng.catalogue.operations import roll_over
from quancheng.journeys.send_notices import send_waiting
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel import moments
from quancheng.ops.worker import Job

log = structlog.get_logger("quancheng.worker")


def jobs() -> tuple[Job, ...]:
    """Every job of a site."""
    return (
        Job("send_notices", timedelta(seconds=1), _send_notices, drains=True),
        Job("sweep_clocks", timedelta(seconds=30), _sweep_clocks, drains=True),
        Job("roll_over", timedelta(minutes=5), _roll_over),
    )


def _send_notices(now: datetime) -> int:
    return send_waiting(now=now).sent


def _sweep_clocks(now: datetime) -> int:
    swept = sweep(now=now)
    for number, sentence in swept.failed or []:
        log.error("clock not swept", case=number, reason=sentence)
    return swept.deemed + swept.announced


def _roll_over(now: datetime) -> int:
    return roll_over(on=moments.day_of(now))
