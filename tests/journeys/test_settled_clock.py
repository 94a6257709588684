"""A change of the calendar moves what is open and leaves what was decided as it was."""

from __future__ import annotations

from datetime import date

from quancheng.cases.queries.file import case_file
from quancheng.clock.engine import DayKind, DayRecord, Status, Verdict
from quancheng.clock.operations import declare_closure, import_notice
from quancheng.clock.rules import package_days
from quancheng.identity.queries import scope_of
from quancheng.journeys.papers.proof_sheet import proof_of_time
from quancheng.journeys.read_clock import clock_view
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, moment

LAST_DAY = date(2026, 3, 6)


def _promised(county: Staff, number: str) -> Verdict:
    scope = scope_of(county.in_role("supervisor"))
    line = case_file(scope=scope, number=number).line
    verdict = clock_view(line=line, today=date(2026, 3, 20)).promised
    assert verdict is not None
    return verdict


def _work_on_a_saturday() -> None:
    rows = [day for day in package_days(2026) if day.name]
    import_notice(
        number="国办发明电〔2026〕99号", title="国务院办公厅关于调整2026年安排的通知",
        issued_on=date(2026, 3, 10), rows=[*rows, DayRecord(date(2026, 3, 7), DayKind.MAKEUP)],
        years=[2026], by="柏青禾", now=moment(8, on=date(2026, 3, 10)),
    )  # fmt: skip


def test_a_decided_case_keeps_the_calendar_it_was_decided_under(county: Staff) -> None:
    on_the_last_day = moment(9, on=LAST_DAY)
    decided = cases.accepted(county, cases.guide_named(cases.FOOD), seed=1)
    decided = cases.examined(county, decided, now=on_the_last_day)
    decided = cases.decided(county, decided, now=on_the_last_day)
    running = cases.accepted(county, cases.guide_named(cases.FOOD), seed=2)
    before = _promised(county, decided.number)
    assert (before.due, before.status) == (LAST_DAY, Status.MET)
    declare_closure(
        region_code=COUNTY, day=date(2026, 3, 4), reason="停电检修", number="紫政办〔2026〕9号",
        by="柏青禾", now=moment(8, on=date(2026, 3, 10)),
    )  # fmt: skip
    _work_on_a_saturday()
    assert _promised(county, decided.number) == before
    assert _promised(county, running.number).due == date(2026, 3, 7)
    sheet = proof_of_time(
        scope=scope_of(county.in_role("supervisor")), number=decided.number,
        now=moment(9, on=date(2026, 3, 20)), public_url="http://localhost:8000",
    ).record  # fmt: skip
    assert sheet["verdicts"]["promised"]["due"] == "2026-03-06"
    assert sheet["calendar_version"] == str(decided.calendar_version)
