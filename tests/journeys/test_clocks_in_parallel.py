"""Sweeps, rounds and people at the same time, on a real PostgreSQL with real commits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from quancheng.cases.queries.open_cases import groups_in
from quancheng.clock.queries import calendar_for
from quancheng.clock.rounds import rounds, waiting_round
from quancheng.journeys import accept, examine
from quancheng.journeys.due_changes import changes_of
from quancheng.journeys.rebuild import check
from quancheng.journeys.recompute import recompute
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel.errors import UnableTo
from tests.factories import cases
from tests.factories.calendar import close, run_rounds
from tests.factories.county import COUNTY, Staff, doing, moment
from tests.journeys.test_parallel import at_once

CLOSED = date(2026, 3, 5)
LATER = moment(8, on=date(2026, 3, 17))
SEEDS = range(3)


def rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def alarms() -> Counter[tuple[int, str]]:
    return Counter(
        rows("SELECT subject, kind FROM ledger_entry WHERE kind IN ('overdue', 'unlawful',"
             " 'due_soon', 'deemed_accepted') ORDER BY id")
    )  # fmt: skip


def not_as_the_calendar_says(today: date) -> list[Any]:
    return list(
        changes_of(
            groups=groups_in(region_codes=(COUNTY,)),
            calendars=lambda code: calendar_for(region_code=code),
            today=today,
            failed=[],
        )
    )


def test_four_sweeps_at_once_raise_each_alarm_once(own_county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    for seed in range(12):
        cases.accepted(own_county, guide, seed=seed)
        cases.received(own_county, guide, seed=100 + seed)
    swept = at_once([lambda: sweep(now=LATER, page=5)] * 4)
    assert [one.failed for one in swept] == [[]] * 4
    assert sum(one.deemed for one in swept) == 12
    assert set(alarms().values()) == {1}
    sweep(now=LATER)
    raised = dict.fromkeys(("due_soon", "overdue", "unlawful"), 24)
    assert Counter(kind for _, kind in alarms()) == {"deemed_accepted": 12} | raised
    assert check()[1] == []


def _persons(staff: Staff, numbers: list[str], random: Random) -> Callable[[], int]:
    clerk = staff.at_counter("W06")

    def work() -> int:
        done = 0
        for number in random.sample(numbers, len(numbers)):
            try:
                case = cases.read(number)
                if case.accepted_on is None:
                    accept.accept(
                        doing=doing(clerk, now=moment(11)), region_code=COUNTY, number=number
                    )
                else:
                    task = case.tasks[0]
                    examine.give_opinion(
                        doing=doing(cases.person_for(staff, case), now=moment(11)),
                        region_code=COUNTY, number=number, task_id=task.id,
                        opinion=examine.AGREE, reason="",
                    )  # fmt: skip
                done += 1
            except (UnableTo, IndexError):
                continue
        return done

    return work


@pytest.mark.parametrize("seed", SEEDS)
def test_people_act_while_clocks_are_swept_and_recomputed(own_county: Staff, seed: int) -> None:
    guide = cases.guide_named(cases.FOOD)
    random = Random(seed)
    numbers = [cases.received(own_county, guide, seed=each).number for each in range(20)]
    numbers += [cases.accepted(own_county, guide, seed=50 + each).number for each in range(20)]
    first = random.sample(numbers, 12)
    close(own_county, CLOSED, now=LATER)

    def recomputing() -> int:
        return sum(recompute(now=LATER, span=7, chunk=3).moved for _ in range(14))

    def sweeping() -> int:
        return sum(sweep(now=LATER, page=3).announced for _ in range(2))

    done = at_once(
        [
            recomputing,
            recomputing,
            sweeping,
            _persons(own_county, first, Random(seed)),
            _persons(own_county, numbers, Random(seed + 1)),
        ]
    )
    assert not [one for one in done if isinstance(one, BaseException)]
    run_rounds(now=LATER)
    assert not_as_the_calendar_says(LATER.date()) == []
    assert check()[1] == []
    assert set(alarms().values()) == {1}
    told = rows(
        "SELECT case_id, kind, count(*) FROM notices_message WHERE kind = 'recomputed'"
        " GROUP BY 1, 2 HAVING count(*) > 1"
    )
    assert told == []


def test_a_second_round_over_the_same_calendar_changes_nothing(own_county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    for seed in range(8):
        cases.accepted(own_county, guide, seed=seed)
    close(own_county, CLOSED, now=moment(11))
    assert run_rounds(now=moment(11), span=3, chunk=2).moved == 8
    before = rows("SELECT * FROM ledger_entry ORDER BY id")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE clock_recomputation SET scanned_at = NULL, finished_at = NULL, reached = 0"
        )
    again = run_rounds(now=moment(12), span=3, chunk=2)
    assert (again.seen, again.moved) == (8, 0)
    after = rows("SELECT * FROM ledger_entry WHERE stream = 'case' ORDER BY id")
    assert [row for row in before if row[2] == "case"] == after


def test_a_worker_that_stops_between_two_chunks_is_resumed_where_it_was(
    own_county: Staff,
) -> None:
    guide = cases.guide_named(cases.FOOD)
    every = [cases.accepted(own_county, guide, seed=seed) for seed in range(9)]
    close(own_county, CLOSED, now=moment(11))
    writes = 0

    def dies(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal writes
        writes += "moving AS" in sql
        if writes == 3 and "moving AS" in sql:
            execute(sql, params, many, context)
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with connection.execute_wrapper(dies), pytest.raises(KeyboardInterrupt):
        recompute(now=moment(11), span=50, chunk=2)
    half = waiting_round()
    assert half is not None
    assert (half.seen, half.moved, half.reached) == (4, 4, every[3].id)
    run_rounds(now=moment(12), chunk=2)
    assert rounds(limit=1)[0].moved == 9
    assert rows("SELECT count(*), count(DISTINCT subject) FROM ledger_entry"
                " WHERE kind = 'recomputed'") == [(9, 9)]  # fmt: skip
    assert rows("SELECT count(*) FROM notices_message WHERE kind = 'recomputed'") == [(9,)]
    assert check()[1] == []


WORK = """
import os, django
django.setup()
from datetime import timedelta
from django.db import connection
connection.settings_dict["NAME"] = os.environ["WORK_ON"]
from quancheng.journeys.recompute import recompute
from tests.factories.county import moment
print("working", flush=True)
while recompute(now=moment(11), span=1000, chunk=1).seen:
    pass
"""


@pytest.mark.slow
def test_a_worker_killed_at_a_random_moment_loses_and_doubles_nothing(own_county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    count = 60
    for seed in range(count):
        cases.accepted(own_county, guide, seed=seed)
    close(own_county, CLOSED, now=moment(11))
    random = Random(20270101)
    environment = os.environ | {"WORK_ON": str(connection.settings_dict["NAME"])}
    for _ in range(4):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORK], env=environment, stdout=subprocess.PIPE,
            cwd=Path(__file__).resolve().parents[2],
        )  # fmt: skip
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"working\n"
        time.sleep(random.uniform(0, 0.15))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
    run_rounds(now=moment(12) + timedelta(minutes=5))
    assert rows("SELECT count(*), count(DISTINCT subject) FROM ledger_entry"
                " WHERE kind = 'recomputed'") == [(count, count)]  # fmt: skip
    last = rounds(limit=1)[0]
    assert (last.seen, last.moved, last.told) == (count, count, count)
    assert check()[1] == []
    assert settings.DATABASES
