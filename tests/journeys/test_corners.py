"""The corners of the journeys: what the sweep leaves to others, what the record betrays, odd letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection

from quancheng.cases.queries import due
from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.snapshot import UnableToActOnTask
from quancheng.cases.states import State
from quancheng.hall.operations import load_counters
from quancheng.hall.rules import UnableToLoadCounters
from quancheng.identity.queries import scope_of
from quancheng.journeys import accept, decide
from quancheng.journeys.papers import letter_pdf, result_pdf
from quancheng.journeys.papers.letters import UnableToPrint
from quancheng.journeys.papers.matter import png_of
from quancheng.journeys.rebuild import check
from quancheng.journeys.sweep_clocks import sweep
from quancheng.ledger import queries as ledger
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

JOINT = "建设工程设计方案审定"
COLLECTED = "仅销售预包装食品经营者备案信息采集"
SITE = "http://localhost:8000"
AFTER_THE_WINDOW = moment(6, on=date(2026, 3, 10))
AFTER_THE_PROMISE = moment(6, on=date(2026, 3, 9))


@contextmanager
def behind_the_record() -> Iterator[None]:
    """Within it the database's own guards sleep, as for somebody who has its superuser."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def kinds(case_id: int) -> list[str]:
    entries = ledger.entries_of(region_code=COUNTY, stream="case", subject=case_id)
    return [entry.kind for entry in entries]


def test_an_entry_rewritten_by_the_superuser_does_not_match_its_digest(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    with behind_the_record():
        run("UPDATE ledger_entry SET reason = '改' WHERE subject = %s AND seq = 2", case.id)
    _, findings = check()
    assert ["第 2 条记录的摘要与内容不符" in finding.sentence for finding in findings] == [True]


def test_an_entry_taken_out_by_the_superuser_leaves_a_gap(county: Staff) -> None:
    case = cases.examined(county, cases.accepted(county, cases.guide_named(cases.FOOD)))
    with behind_the_record():
        run("DELETE FROM ledger_entry WHERE subject = %s AND seq = 2", case.id)
    _, findings = check()
    assert "缺第 2 条记录" in findings[0].sentence


def test_a_case_taken_out_by_the_superuser_is_missed(county: Staff) -> None:
    seen: list[int] = []
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    with behind_the_record():
        run("DELETE FROM cases_case WHERE id = %s", outcome.case_id)
    _, findings = check(progress=seen.append)
    assert [finding.sentence for finding in findings] == ["记录里有这件，办件表里却没有。"]
    assert seen == [1]


def test_a_case_that_cannot_be_accepted_by_law_is_named_and_the_rest_goes_on(
    county: Staff,
) -> None:
    broken = cases.received(county, cases.guide_named(cases.FOOD), seed=1)
    sound = cases.received(county, cases.guide_named(cases.FOOD), seed=2)
    with behind_the_record():
        run(
            "UPDATE workflow_instance SET definition_id = 'none' WHERE id ="
            " (SELECT instance_id FROM cases_case WHERE id = %s)",
            broken.case_id,
        )
        swept = sweep(now=AFTER_THE_WINDOW)
    assert [number for number, _ in swept.failed] == [broken.number]
    assert cases.read(sound.number).state is State.EXAMINING


def test_a_case_another_worker_accepted_by_law_meanwhile_is_left(
    county: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    ask = due.unanswered

    def asked_then_overtaken(**asked: object) -> list[due.Alarming]:
        found = ask(**asked)  # type: ignore[arg-type]
        monkeypatch.setattr(due, "unanswered", ask)
        assert sweep(now=AFTER_THE_WINDOW).deemed == 1
        return found

    monkeypatch.setattr(due, "unanswered", asked_then_overtaken)
    swept = sweep(now=AFTER_THE_WINDOW)
    assert (swept.deemed, swept.failed) == (0, [])
    assert kinds(outcome.case_id).count("deemed_accepted") == 1


def test_a_case_the_counter_accepted_meanwhile_is_left(
    county: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    ask = due.unanswered

    def asked_then_accepted(**asked: object) -> list[due.Alarming]:
        found = ask(**asked)  # type: ignore[arg-type]
        monkeypatch.setattr(due, "unanswered", ask)
        accept.accept(
            doing=doing(county.at_counter("W06"), now=moment(17)),
            region_code=COUNTY,
            number=outcome.number,
        )
        return found

    monkeypatch.setattr(due, "unanswered", asked_then_accepted)
    swept = sweep(now=AFTER_THE_WINDOW)
    assert (swept.deemed, swept.failed) == (0, [])
    assert "deemed_accepted" not in kinds(outcome.case_id)


def test_an_alarm_another_worker_announced_meanwhile_is_not_announced_again(
    county: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    ask = due.due_by

    def asked_then_overtaken(**asked: object) -> list[due.Alarming]:
        found = ask(**asked)  # type: ignore[arg-type]
        monkeypatch.setattr(due, "due_by", ask)
        assert sweep(now=AFTER_THE_PROMISE).announced == 2
        return found

    monkeypatch.setattr(due, "due_by", asked_then_overtaken)
    swept = sweep(now=AFTER_THE_PROMISE)
    assert (swept.announced, swept.failed) == (0, [])
    assert kinds(case.id).count("overdue") == 1


def test_a_joint_approval_is_no_decision_though_an_approver_gives_it(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(JOINT), counter="W13")
    case = cases.examined(county, case, until="review")
    with pytest.raises(UnableToActOnTask, match="“联合审批”不是决定环节"):
        decide.decide(
            doing=doing(cases.person_for(county, case)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            outcome="granted",
            reason="",
        )


def test_a_matter_whose_flow_has_no_delivery_step_is_closed_by_its_decision(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(COLLECTED), counter="W06")
    decide.decide_on_the_spot(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=case.number,
        outcome="granted",
        reason="",
    )
    decided = cases.read(case.number)
    assert (decided.state, decided.tasks) == (State.CLOSED, ())


def test_there_is_no_result_before_the_decision(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    with pytest.raises(UnableToPrint, match="还没有准予"):
        result_pdf(scope=scope_of(county.at_counter("W06")), number=case.number, public_url=SITE)


def test_a_letter_of_another_case_is_not_printed(county: Staff) -> None:
    first = cases.received(county, cases.guide_named(cases.FOOD), seed=1)
    other = cases.received(county, cases.guide_named(cases.FOOD), seed=2)
    scope = scope_of(county.at_counter("W06"))
    letter = case_file(scope=scope, number=other.number).letters[0]
    with pytest.raises(UnableToPrint, match="没有这份文书"):
        letter_pdf(scope=scope, number=first.number, letter_id=letter.id, public_url=SITE)


def test_a_damaged_signature_prints_as_none() -> None:
    assert png_of("data:image/png;base64,***") is None
    assert png_of("") is None


def test_a_counter_of_an_unknown_kind_is_refused_with_the_kinds_there_are(county: Staff) -> None:
    row = {"number": "W77", "name": "测试窗口", "kind": "休息区", "department_codes": ""}
    with pytest.raises(UnableToLoadCounters, match="窗口 W77 的类型“休息区”不认识"):
        load_counters(region_code=COUNTY, rows=[row])
