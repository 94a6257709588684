"""Moments and days in the one time zone of the platform, Asia/Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in Shanghai. Called by doors and workers only."""
    return datetime.now(tz=SHANGHAI)


def day_of(moment: datetime) -> date:
    """The Shanghai calendar day in which an aware ``moment`` falls.

    Raises ``ValueError`` for a naive moment: its day would depend on the machine.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return moment.astimezone(SHANGHAI).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment ``hour:minute`` of ``day`` in Shanghai."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def iso_utc(moment: datetime) -> str:
    """``moment`` as RFC 3339 in UTC with microseconds: one spelling for one moment."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
