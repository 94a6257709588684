"""The worker: drains what waits in the database and does what comes round, in one process.

Every job may run in any number of workers at once: the jobs claim rows with SKIP LOCKED or change
them conditionally, so nothing is done twice. A job that fails is logged and tried again at its next
turn; it never stops the others.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType

import structlog

from quancheng.kernel import moments

log = structlog.get_logger("quancheng.worker")
# While a database restarts, a worker keeps trying at this pace.
_AFTER_FAILURE = timedelta(seconds=2)
_TIME_WENT_BACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Job:
    """Something that comes round.

    `run` is told the time and answers how many things it did; as long as that is not zero and
    `drains` is set, it is called again at once.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], int]
    drains: bool = False


class Worker:
    """Runs jobs until told to stop, or until the process that started it is gone."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._due = {job.name: moments.now() for job in jobs}
        self._last = moments.now()
        self._stop = threading.Event()
        self._parent = os.getppid()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._tell)
        log.info("worker started", jobs=[job.name for job in self._jobs])
        while not self._stop.is_set() and os.getppid() == self._parent:
            pause = self.turn(now=moments.now())
            self._stop.wait(min(pause.total_seconds(), 1.0))
        log.info("worker stopped")

    def turn(self, *, now: datetime) -> timedelta:
        """Run every job that is due; how long nothing will be due.

        When the machine's time has gone back, everything is due: else nothing would be until the
        old time came again.
        """
        if now < self._last - _TIME_WENT_BACK:
            log.error("time went back", now=now, before=self._last)
            self._due = dict.fromkeys(self._due, now)
        self._last = now
        for job in self._jobs:
            if self._due[job.name] <= now and not self._stop.is_set():
                self._due[job.name] = now + self._run(job, now=now)
        return max(min(self._due.values(), default=now + timedelta(seconds=1)) - now, timedelta(0))

    def _run(self, job: Job, *, now: datetime) -> timedelta:
        """Run one job; how long until it is due again."""
        from django.db import close_old_connections

        try:
            done = job.run(now)
        except Exception:
            log.exception("job failed", job=job.name)
            close_old_connections()
            return min(job.every, _AFTER_FAILURE)
        if done:
            log.info("job done", job=job.name, count=done)
        return timedelta(0) if done and job.drains else job.every

    def _tell(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
