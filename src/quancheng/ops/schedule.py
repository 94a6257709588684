"""What comes round by the clock on the wall, once for the whole site however many workers run.

Outbox and clocks are drained by `quancheng.ops.worker`; this is for the slow rounds, kept by
procrastinate in the same database.
"""

from __future__ import annotations

import asyncio
import threading
from typing import cast

import structlog
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

log = structlog.get_logger("quancheng.schedule")
_LOOK_SECONDS = 0.2
_AFTER_FAILURE_SECONDS = 2.0


@app.periodic(cron="10 3 * * *")
@app.task(name="clear_sessions", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Delete sessions that have ended; `timestamp` is the second of the round."""
    try:
        SessionStore.clear_expired()
        log.info("sessions cleared", round=timestamp)
    finally:
        connection.close()


class Schedule(threading.Thread):
    """Runs the rounds in a thread of its own until told to stop; outlives a database restart."""

    def __init__(self) -> None:
        super().__init__(name="schedule", daemon=True)
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work, and begin again after a failure."""
        while not self._stopping.is_set():
            try:
                asyncio.run(self._work())
            except Exception:
                log.exception("schedule interrupted")
            self._stopping.wait(_AFTER_FAILURE_SECONDS)

    def stop(self) -> None:
        """Finish the round that runs and end."""
        self._stopping.set()
        self.join(timeout=20)

    async def _work(self) -> None:
        connector = cast("DjangoConnector", app.connector).get_worker_connector()
        with app.replace_connector(connector):
            async with app.open_async():
                work = asyncio.create_task(
                    app.run_worker_async(
                        concurrency=1, delete_jobs="successful", install_signal_handlers=False
                    )
                )
                while not self._stopping.is_set() and not work.done():
                    await asyncio.wait([work], timeout=_LOOK_SECONDS)
                work.cancel()
                await asyncio.wait([work])
        if not work.cancelled() and (failure := work.exception()) is not None:
            raise failure
