"""A child joins while the parent is decided: one of the two happens, on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction

from quancheng.cases.rules.joint import UnableToJoin
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, UnableToActStale
from quancheng.journeys import decide, join
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableTo
from quancheng.ops.simulator.handwriting import DRAWN
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing
from tests.factories.joint import JOINT

ROUNDS = 6
Job = Callable[[], Any]


@pytest.fixture
def ready(own_county: Staff) -> Snapshot:
    """A joint case before its decision."""
    return cases.examined(own_county, cases.accepted(own_county, cases.guide_named(JOINT)))


@pytest.fixture
def flood(own_county: Staff) -> Snapshot:
    return cases.accepted(own_county, cases.guide_named(cases.FLOOD), counter="W13")


def joining(staff: Staff, parent: Snapshot, child: Snapshot) -> Job:
    who = staff.of_office("D02", "examiner")
    return lambda: join.join(
        doing=doing(who), region_code=COUNTY, number=parent.number, child_number=child.number
    )


def deciding(staff: Staff, parent: Snapshot) -> Job:
    who = cases.person_for(staff, parent)
    return lambda: decide.decide(
        doing=doing(who),
        region_code=COUNTY,
        number=parent.number,
        task_id=parent.tasks[0].id,
        outcome="granted",
        reason="",
        signature=DRAWN,
    )


def _tried(job: Job, start: Barrier | None = None) -> Any:
    try:
        if start is not None:
            start.wait()
        return job()
    except UnableTo as problem:
        return problem
    finally:
        connections.close_all()


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchall())


def while_open(first: Job, then: Job) -> Any:
    """Do ``first``, start ``then`` before it is committed, commit when ``then`` waits for it."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            first()
            other = pool.submit(_tried, then)
            while not _waits():
                assert not other.done(), other.result()
        return other.result()


def at_the_same_moment(*jobs: Job) -> list[Any]:
    start = Barrier(len(jobs))
    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        return [each.result() for each in [pool.submit(_tried, job, start) for job in jobs]]


def test_a_decision_that_was_begun_before_a_child_joined_is_stale(own_county, ready, flood):
    lost = while_open(joining(own_county, ready, flood), deciding(own_county, ready))
    assert isinstance(lost, UnableToActStale)
    assert "并入联办子件" in lost.sentence
    assert cases.read(ready.number).state is State.EXAMINING
    assert cases.read(flood.number).parent_id == ready.id
    assert check()[1] == []


def test_a_child_does_not_join_a_parent_that_is_just_decided(own_county, ready, flood):
    lost = while_open(deciding(own_county, ready), joining(own_county, ready, flood))
    assert isinstance(lost, UnableToActStale)
    assert "准予" in lost.sentence
    assert cases.read(ready.number).state is State.DELIVERING
    assert (cases.read(flood.number).parent_id, cases.read(flood.number).version) == (None, 2)
    assert check()[1] == []


def _pairs(staff: Staff) -> Iterator[tuple[Snapshot, Snapshot]]:
    """Parents before their decision with a child to join; every other child is the older one."""
    joint, flood = cases.guide_named(JOINT), cases.guide_named(cases.FLOOD)
    for number in range(ROUNDS):
        first = cases.accepted(staff, flood, counter="W13", seed=number)
        parent = cases.examined(staff, cases.accepted(staff, joint, seed=number))
        second = cases.accepted(staff, flood, counter="W13", seed=number)
        yield parent, (first if number % 2 else second)


def test_of_joining_and_deciding_at_the_same_moment_one_happens_never_both(own_county):
    for parent, child in _pairs(own_county):
        results = at_the_same_moment(
            joining(own_county, parent, child), deciding(own_county, parent)
        )
        assert [isinstance(result, UnableTo) for result in results].count(True) == 1, results
        decided = cases.read(parent.number).outcome == "granted"
        joined = cases.read(child.number).parent_id == parent.id
        assert decided is not joined
    assert check()[1] == []


def test_two_parents_that_take_in_one_child_at_once_do_not_both_have_it(own_county, ready, flood):
    other = cases.accepted(own_county, cases.guide_named(JOINT))
    results = at_the_same_moment(
        joining(own_county, ready, flood), joining(own_county, other, flood)
    )
    assert [isinstance(result, UnableTo) for result in results].count(True) == 1
    assert cases.read(flood.number).version == flood.version + 1
    assert check()[1] == []


def test_a_case_does_not_become_parent_and_child_at_once(own_county, ready, flood):
    other = cases.accepted(own_county, cases.guide_named(JOINT))
    lost = while_open(joining(own_county, other, flood), joining(own_county, ready, other))
    assert isinstance(lost, UnableToActStale | UnableToJoin)
    assert cases.read(other.number).parent_id is None
    assert cases.read(flood.number).parent_id == other.id
    assert check()[1] == []
