"""Entries of earlier releases say less: what they do not say is not held against a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from quancheng.cases.queries.rows import rows_of_cases
from quancheng.cases.rules.replay import Table, sentences
from quancheng.cases.rules.replay.tasks import TASKS
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.delivery.queries.rows import rows_of_results
from quancheng.journeys.rebuild import TABLES
from quancheng.ledger.queries import entries_of
from quancheng.ledger.rules import Recorded
from quancheng.workflow.queries import task_rows
from tests.factories import lives, tampering
from tests.factories.county import COUNTY, Staff
from tests.factories.tampering import Place

SINCE = {
    "letters",
    "tasks",
    "token",
    "issued",
    "signature_digest",
    "seal_digest",
    "identity_digest",
    "sits_at",
}
"""What entries say since they are replayed as a whole."""
CHANGES_SINCE = {"item_id", "office_id", "town_id", "counter"}


def old(entry: Recorded) -> Recorded:
    """The entry as an earlier release has written it."""
    data = {name: value for name, value in entry.data.items() if name not in SINCE}
    if entry.kind.startswith("hearing"):
        data.pop("most_days", None)
    changes = {name: to for name, to in data["changes"].items() if name not in CHANGES_SINCE}
    return replace(entry, data=data | {"changes": changes})


def disagreements(case: Snapshot) -> Iterator[tuple[Table, str]]:
    """What check would say of the case, had its acts been done before."""
    entries = entries_of(region_code=COUNTY, stream="case", subject=case.id)
    rows = rows_of_cases(ids=[case.id]) | rows_of_results(ids=[case.id])
    rows[TASKS.name] = task_rows(subjects=[case.id], columns=list(TASKS.labels))
    before = [old(entry) for entry in entries]
    for table in TABLES:
        found = rows[table.name].get(case.id, [])
        for sentence in sentences(table=table, entries=before, found=found):
            yield table, sentence


@pytest.mark.parametrize("life", lives.LIVES)
def test_a_life_of_an_earlier_release_is_in_order(county: Staff, life: str) -> None:
    assert list(disagreements(lives.LIVES[life](county))) == []


UNKNOWN = [
    Place("case", "office_id"),
    Place("result", "name"),
    Place("result", "valid_until"),
    Place("decision", "seal_digest"),
    Place("hand_over", "identity_digest"),
    Place("letter", "kind"),
    Place("task", "holder"),
]
KNOWN = [
    Place("result", "number"),
    Place("decision", "reason"),
    Place("hand_over", "method"),
    Place("task", "done_by"),
    Place("task", "outcome"),
]


@pytest.mark.parametrize("place", UNKNOWN, ids=lambda at: f"{at.table}-{at.column}")
def test_what_was_not_said_is_not_compared(county: Staff, place: Place) -> None:
    case = lives.passed_around(county)
    tampering.change(place, case_id=case.id)
    assert list(disagreements(case)) == []


@pytest.mark.parametrize("place", KNOWN, ids=lambda at: f"{at.table}-{at.column}")
def test_what_was_said_then_is_compared_still(county: Staff, place: Place) -> None:
    case = lives.passed_around(county)
    tampering.change(place, case_id=case.id)
    found = list(disagreements(case))
    assert len(found) == 1
    word, column = place.words
    assert found[0][1].startswith(word)
    assert f"的{column}：记录为 " in found[0][1]


def test_a_task_that_was_done_then_is_missed_when_it_is_gone(county: Staff) -> None:
    case = lives.passed_around(county)
    tampering.remove("task", case_id=case.id)
    assert [sentence[:9] for _, sentence in disagreements(case)] == ["环节：记录里有一条"]
