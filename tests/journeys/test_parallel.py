"""Many hands at once, on a real PostgreSQL with real commits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from django.db import connection, connections

from quancheng.cases.states import State
from quancheng.journeys import accept, apply, examine
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.identifiers import read_case_number
from quancheng.ledger import queries as ledger
from quancheng.ops.simulator.people import Inventor
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing

COUNTERS = tuple(f"W{number:02d}" for number in range(3, 13))
EACH = 100


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run jobs in as many threads; answers their results, exceptions as values."""

    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except UnableTo as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        return list(pool.map(run, jobs))


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@pytest.mark.slow
def test_ten_counters_take_in_a_hundred_each_and_no_number_comes_twice(own_county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)

    def day_at(counter: str, seed: int) -> Callable[[], list[str]]:
        actor = own_county.at_counter(counter)
        inventor = Inventor(Random(seed))

        def work() -> list[str]:
            return [
                apply.take_in(
                    doing=doing(actor),
                    region_code=COUNTY,
                    intake=cases.intake_for(
                        guide, counter=counter, applicant=inventor.applicant("organisation")
                    ),
                ).number
                for _ in range(EACH)
            ]

        return work

    results = at_once([day_at(counter, seed) for seed, counter in enumerate(COUNTERS)])
    numbers = [number for result in results for number in result]
    assert len(set(numbers)) == len(COUNTERS) * EACH
    assert Counter(read_case_number(number).intake_point for number in numbers) == {
        counter[1:]: EACH for counter in COUNTERS
    }
    assert _rows("SELECT count(*) FROM cases_case") == [(1000,)]
    assert _rows("SELECT count(*) FROM ledger_entry WHERE kind = 'received'") == [(1000,)]
    checked, findings = check()
    assert (checked.cases, findings) == (1000, [])


def test_an_intake_left_open_by_one_counter_does_not_hold_up_another(own_county: Staff) -> None:
    from django.db import transaction

    guide = cases.guide_named(cases.FOOD)
    with transaction.atomic():
        first = cases.received(own_county, guide, counter="W06", seed=1)
        (second,) = at_once([lambda: cases.received(own_county, guide, counter="W07", seed=2)])
        transaction.set_rollback(True)
    assert second.number != first.number
    assert _rows("SELECT number FROM cases_case") == [(second.number,)]


def test_two_counters_that_take_in_for_one_new_person_at_once_register_him_once(
    own_county: Staff,
) -> None:
    from django.db import transaction

    guide = cases.guide_named(cases.FOOD)
    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            cases.received(own_county, guide, counter="W06", seed=1)
            other = pool.submit(
                at_once, [lambda: cases.received(own_county, guide, counter="W07", seed=1)]
            )
            while not _rows("SELECT 1 FROM pg_locks WHERE NOT granted"):
                pass
        (second,) = other.result()
    assert second.state is State.RECEIVED
    assert _rows("SELECT count(*) FROM identity_applicant") == [(1,)]
    assert _rows("SELECT count(*), count(DISTINCT number) FROM cases_case") == [(2, 2)]


def test_the_same_act_sent_by_eight_threads_happens_once(own_county: Staff) -> None:
    received = cases.received(own_county, cases.guide_named(cases.FOOD))
    act = doing(own_county.at_counter("W06"), key="pressed-eight-times")

    def press() -> Any:
        return accept.accept(doing=act, region_code=COUNTY, number=received.number)

    outcomes = at_once([press] * 8)
    assert {outcome.version for outcome in outcomes} == {2}
    assert sorted(outcome.repeated for outcome in outcomes) == [False] + [True] * 7
    entries = ledger.entries_of(region_code=COUNTY, stream="case", subject=received.case_id)
    assert [entry.kind for entry in entries] == ["received", "accepted"]


def test_the_same_intake_sent_by_eight_threads_happens_once(own_county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    act = doing(own_county.at_counter("W06"), key="received-eight-times")
    intake = cases.intake_for(guide)

    def press() -> Any:
        return apply.take_in(doing=act, region_code=COUNTY, intake=intake)

    outcomes = at_once([press] * 8)
    assert len({outcome.number for outcome in outcomes}) == 1
    assert _rows("SELECT count(*) FROM cases_case") == [(1,)]
    assert _rows("SELECT count(*) FROM cases_application") == [(1,)]


def test_of_two_people_who_complete_one_task_the_second_reads_why_not(own_county: Staff) -> None:
    case = cases.accepted(own_county, cases.guide_named(cases.FOOD))
    task = case.tasks[0]
    actor = cases.person_for(own_county, case)

    def complete() -> Any:
        return examine.give_opinion(
            doing=doing(actor),
            region_code=COUNTY,
            number=case.number,
            task_id=task.id,
            opinion=examine.AGREE,
            reason="",
        )

    results = at_once([complete] * 4)
    won = [result for result in results if not isinstance(result, UnableTo)]
    lost = [result.sentence for result in results if isinstance(result, UnableTo)]
    assert len(won) == 1
    assert len(lost) == 3
    for sentence in lost:
        assert "请刷新" in sentence
    after = cases.read(case.number)
    assert (after.version, after.state) == (3, State.EXAMINING)
    assert _rows(
        f"SELECT count(*) FROM workflow_task WHERE subject = {case.id} AND state='done'"
    ) == [(1,)]
