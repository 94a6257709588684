"""The record: append-only, complete, and the state follows from it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from quancheng.cases.states import UnableToActStale
from quancheng.journeys import accept, examine
from quancheng.journeys.act import Writing, write
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableTo
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing


def _run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET reason = 'x'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
    ],
)
def test_the_database_refuses_to_rewrite_the_record(county: Staff, sql: str) -> None:
    cases.received(county, cases.guide_named(cases.FOOD))
    with pytest.raises(DatabaseError, match="append-only"):
        _run(sql)


def test_a_whole_life_replays_to_the_state_in_the_table(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    case = cases.decided(county, cases.examined(county, case))
    cases.handed_over(county, case)
    cases.received(county, cases.guide_named(cases.FOOD), seed=9)
    checked, findings = check()
    assert (checked.cases, findings) == (2, [])


def test_a_state_changed_behind_the_record_is_found_and_named(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    _run(f"UPDATE cases_case SET promised_due = '2027-01-01' WHERE id = {case.id}")
    _, findings = check()
    assert [(f.number, "承诺期限" in f.sentence) for f in findings] == [(case.number, True)]


def test_an_act_without_an_entry_is_found(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    _run(f"UPDATE cases_case SET version = 7 WHERE id = {outcome.case_id}")
    _, findings = check()
    assert ["动作数" in finding.sentence for finding in findings] == [True]


def test_an_act_on_a_case_that_moved_on_writes_nothing_and_says_who_moved_it(
    county: Staff,
) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    actor = county.at_counter("W06")
    stale = cases.read(outcome.number)
    accept.accept(doing=doing(actor), region_code=COUNTY, number=outcome.number)
    with pytest.raises(UnableToActStale, match="受理"):
        write(doing=doing(actor), case=stale, writing=Writing(kind="accepted"))
    assert cases.read(outcome.number).version == 2


def test_an_act_that_fails_leaves_no_trace(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    before = cases.read(case.number)
    with pytest.raises(UnableTo):
        examine.give_opinion(
            doing=doing(cases.person_for(county, case)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            opinion="disagree",
            reason="",
        )
    assert cases.read(case.number) == before
