"""The slow rounds, on a real database."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from quancheng.ops import schedule


def eventually(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.1)
    pytest.fail("it did not come about within 20 seconds")


@pytest.mark.usefixtures("own_county")
def test_ended_sessions_are_cleared_and_the_job_with_them() -> None:
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="", expire_date=now)
    Session.objects.create(
        session_key="running", session_data="", expire_date=now + timedelta(hours=1)
    )
    schedule.clear_sessions.defer(timestamp=0)
    running = schedule.Schedule()
    running.start()
    try:
        eventually(lambda: not Session.objects.filter(session_key="ended").exists())
        eventually(lambda: not ProcrastinateJob.objects.filter(status="doing").exists())
    finally:
        running.stop()
    assert not running.is_alive()
    assert Session.objects.filter(session_key="running").exists()


def test_the_round_is_at_night() -> None:
    crons = [task.cron for task in schedule.app.periodic_registry.periodic_tasks.values()]
    assert crons == ["10 3 * * *"]
