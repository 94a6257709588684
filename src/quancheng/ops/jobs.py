"""What the worker does, and how often."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore

from quancheng.journeys import send_notices, sweep_clocks
from quancheng.ops.worker import Job


def jobs() -> tuple[Job, ...]:
    """Every job of a site."""
    return (
        Job("send_notices", timedelta(seconds=1), _send_notices, drains=True),
        Job("sweep_clocks", timedelta(seconds=30), _sweep_clocks, drains=True),
        Job("clear_sessions", timedelta(hours=6), _clear_sessions),
    )


def _send_notices(now: datetime) -> int:
    return send_notices(now=now)


def _sweep_clocks(now: datetime) -> int:
    return sweep_clocks(now=now)


def _clear_sessions(_now: datetime) -> int:
    SessionStore.clear_expired()
    return 0
