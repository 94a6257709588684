"""The worker's turns."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from quancheng.kernel import moments
from quancheng.ops.jobs import jobs
from quancheng.ops.worker import Job, Worker

SECOND = timedelta(seconds=1)


class Counter:
    """A job that notes when it ran and answers from a list."""

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)
        self.ran: list[datetime] = []

    def __call__(self, now: datetime) -> int:
        self.ran.append(now)
        return self.answers.pop(0) if self.answers else 0


@pytest.fixture
def now() -> datetime:
    return moments.now() + timedelta(hours=1)


def test_a_job_runs_when_it_is_due_and_not_before(now: datetime) -> None:
    job = Counter()
    worker = Worker([Job("count", timedelta(minutes=1), job)])
    worker.turn(now=now)
    worker.turn(now=now + timedelta(seconds=59))
    assert len(job.ran) == 1
    worker.turn(now=now + timedelta(seconds=60))
    assert job.ran == [now, now + timedelta(seconds=60)]


def test_a_draining_job_runs_again_at_once_while_there_is_work(now: datetime) -> None:
    job = Counter(200, 3, 0)
    worker = Worker([Job("drain", timedelta(minutes=1), job, drains=True)])
    assert worker.turn(now=now) == timedelta(0)
    assert worker.turn(now=now) == timedelta(0)
    assert worker.turn(now=now) == timedelta(minutes=1)
    assert len(job.ran) == 3


def test_a_job_that_does_not_drain_waits_its_turn_after_work(now: datetime) -> None:
    job = Counter(5)
    worker = Worker([Job("tidy", timedelta(hours=6), job)])
    assert worker.turn(now=now) == timedelta(hours=6)


@pytest.mark.django_db
def test_a_failing_job_does_not_stop_the_others_and_is_tried_again(now: datetime) -> None:
    def fail(_now: datetime) -> int:
        raise ConnectionError("the database restarts")

    other = Counter()
    worker = Worker([Job("broken", timedelta(minutes=5), fail), Job("other", SECOND, other)])
    assert worker.turn(now=now) == SECOND
    assert other.ran == [now]
    assert worker._due["broken"] == now + timedelta(seconds=2)


def test_a_clock_that_goes_back_does_not_stop_the_worker(now: datetime) -> None:
    job = Counter()
    worker = Worker([Job("count", timedelta(minutes=5), job)])
    worker.turn(now=now)
    worker.turn(now=now - timedelta(seconds=30))
    assert len(job.ran) == 1
    worker.turn(now=now - timedelta(days=1))
    assert len(job.ran) == 2


def test_the_pause_lasts_until_the_next_job_is_due(now: datetime) -> None:
    worker = Worker([Job("a", timedelta(minutes=2), Counter()), Job("b", SECOND * 30, Counter())])
    assert worker.turn(now=now) == SECOND * 30


@pytest.mark.django_db
def test_every_job_of_a_site_runs_on_an_empty_database() -> None:
    from quancheng.clock.operations import seed_calendar

    now = moments.now()
    seed_calendar(now=now)
    assert {job.name: job.run(now) for job in jobs()} == {job.name: 0 for job in jobs()}


@pytest.mark.django_db
def test_the_jobs_of_the_clocks_tell_the_log_what_went_wrong() -> None:
    from structlog.testing import capture_logs

    from quancheng.clock.operations import seed_calendar
    from quancheng.journeys.recompute import Recomputed
    from quancheng.journeys.sweep_clocks import Swept
    from quancheng.ops import jobs as site

    now = moments.now()
    seed_calendar(now=now)
    with capture_logs() as told:
        site._sweep_clocks(now)
        site._sweep_clocks(now + timedelta(days=3))
        site._sweep_clocks(now)
        site._say_failures("clock not swept", Swept(failed=[("1", "坏了")]).failed)
        site._say_failures("deadline not recomputed", Recomputed(failed=[("2", "坏了")]).failed)
    assert [one["event"] for one in told] == [
        "clocks were not swept for long",
        "time went back, clocks not swept",
        "clock not swept",
        "deadline not recomputed",
    ]
