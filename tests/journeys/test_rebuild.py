"""The record says what every row of a case must be, and a row that says otherwise is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.journeys import rebuild
from quancheng.journeys.rebuild import TABLES, Finding, check
from quancheng.ledger.operations import record
from tests.factories import cases, lives, tampering
from tests.factories.county import COUNTY, Staff, moment
from tests.factories.tampering import Place

OF_TABLE: dict[str, Callable[[Staff], Snapshot]] = {
    "case": lives.passed_around,
    "correction": lives.corrected,
    "suspension": lives.resumed,
    "extension": lives.extended,
    "extension_request": lives.asked_twice,
    "hearing": lives.heard,
    "forwarding": lives.sent_upward,
    "decision": lives.heard,
    "letter": lives.passed_around,
    "task": lives.passed_around,
    "result": lives.passed_around,
    "hand_over": lives.posted,
    "renewal": lives.renewed,
}
"""A life that leaves a row in the table."""
WORDS = {table.name: table.word for table in TABLES}


def findings() -> list[Finding]:
    return check()[1]


@pytest.mark.parametrize("life", lives.LIVES)
def test_the_rows_of_a_life_are_those_that_its_acts_have_recorded(county: Staff, life: str) -> None:
    case = lives.LIVES[life](county)
    assert case.version >= 1
    assert findings() == []


@pytest.mark.parametrize("place", tampering.places(), ids=lambda at: f"{at.table}-{at.column}")
def test_a_column_changed_behind_the_record_is_found_and_named(county: Staff, place: Place) -> None:
    is_joint = place.column in {"parent_id", "required_by_parent"}
    case = (lives.child if is_joint else OF_TABLE[place.table])(county)
    if place == Place("renewal", "result_number"):
        lives.posted(county)
    tampering.change(place, case_id=case.id)
    found = findings()
    word, column = place.words
    assert [finding.subject for finding in found] == [case.id]
    assert found[0].sentence.startswith(word)
    assert f"的{column}：记录为 " in found[0].sentence
    assert "，表里是 " in found[0].sentence
    assert found[0].number[:20] == case.number[:20]


@pytest.mark.parametrize("table", [name for name in OF_TABLE if name != "case"])
def test_a_row_that_was_taken_away_is_missed(county: Staff, table: str) -> None:
    case = OF_TABLE[table](county)
    tampering.remove(table, case_id=case.id)
    found = findings()
    assert [(one.subject, one.number) for one in found] == [(case.id, case.number)]
    assert found[0].sentence.startswith(f"{WORDS[table]}：记录里有一条")
    assert found[0].sentence.endswith("表里没有。")


@pytest.mark.parametrize("table", [name for name in OF_TABLE if name != "case"])
def test_a_row_that_no_act_has_written_is_found(county: Staff, table: str) -> None:
    case = OF_TABLE[table](county)
    other = lives.received(county)
    tampering.copy(table, case_id=case.id, to=other.id)
    found = findings()
    assert [(one.subject, one.number) for one in found] == [(other.id, other.number)]
    assert found[0].sentence.startswith(f"{WORDS[table]}：表里有一条")
    assert found[0].sentence.endswith("记录里没有。")


def test_a_finding_shows_what_was_recorded_and_what_is_there(county: Staff) -> None:
    case = lives.resumed(county)
    on = date(2026, 3, 30)
    sql = "UPDATE cases_suspension SET ended_on = %s WHERE case_id = %s AND ground = '专家评审'"
    tampering.run(sql, on, case.id)
    document = case.suspensions[0].document
    sentence = f"停计时（事由 专家评审，文号 {document}）的结束日期"
    sentence += "：记录为 2026年4月7日，表里是 2026年3月30日。"
    assert [finding.sentence for finding in findings()] == [sentence]


def test_a_case_without_any_record_is_found(county: Staff) -> None:
    case = lives.received(county)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_case SELECT (jsonb_populate_record(c, jsonb_build_object('id',"
            " nextval(pg_get_serial_sequence('cases_case', 'id')), 'number', 'N1',"
            " 'instance_id', NULL))).* FROM cases_case c WHERE c.id = %s",
            [case.id],
        )
    assert [(one.number, one.sentence) for one in findings()] == [
        ("N1", "办件表里有这件，却没有任何记录。")
    ]


def _entry(case_id: int, kind: str) -> None:
    record(region_code=COUNTY, stream="case", subject=case_id, kind=kind, now=moment(11))


def test_a_record_without_its_case_is_found(county: Staff) -> None:
    _entry(10**9, "received")
    assert [one.sentence for one in findings()] == ["记录里有这件，办件表里却没有。"]


def test_a_record_that_lacks_what_its_act_has_said_cannot_be_replayed(county: Staff) -> None:
    case = lives.received(county)
    _entry(case.id, "hearing_scheduled")
    assert [one.sentence for one in findings()] == [
        "办件的动作数：记录为 2，表里是 1。",
        "听证：记录不完整或者被改动，无法重放。",
    ]


def test_an_entry_that_was_put_in_by_hand_and_one_that_lacks_are_found(county: Staff) -> None:
    case = lives.received(county)
    tampering.add_entry(case_id=case.id, seq=3)
    assert [one.sentence for one in findings()] == [
        "第 3 条记录的摘要与内容不符，可能被改动。",
        "缺第 2 条记录。",
        "办件的动作数：记录为 2，表里是 1。",
        "文书：记录里有一条（所依据的记录序号 3，种类 receipt），表里没有。",
    ]


def test_a_record_whose_beginning_lacks_is_compared_as_far_as_it_goes(county: Staff) -> None:
    case = lives.received(county)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM ledger_entry WHERE subject = %s", [case.id])
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
    record(
        region_code=COUNTY,
        stream="case",
        subject=case.id,
        kind="returned",
        now=moment(11),
        data={"changes": {"step": "等窗口一次告知补正"}},
    )
    assert [one.sentence[:8] for one in findings()] == [
        "办件的状态：记录",
        "办件的当前环节：",
        "办件的答复期限：",
        "文书：表里有一条",
    ]


def test_cases_are_read_in_batches_and_progress_is_told(
    county: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "BATCH", 1)
    for seed in (1, 2):
        cases.received(county, cases.guide_named(cases.FOOD), seed=seed)
    told: list[int] = []
    checked, found = check(progress=told.append)
    assert (checked.cases, checked.entries, found, told) == (2, 2, [], [1, 2])


def test_more_cases_are_read_with_no_more_queries(county: Staff) -> None:
    counts = []
    for _ in range(2):
        lives.heard(county)
        lives.posted(county)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert findings() == []
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
