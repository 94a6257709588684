from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from quancheng.clock.engine import (
    CaseLimits,
    ClockName,
    DayKind,
    EventCode,
    ExtensionGrant,
    Facts,
    Limit,
    ProofEvent,
    Reason,
    StartsOn,
    Suspension,
    Unit,
    proof,
    proof_to_record,
)

BOTH = CaseLimits(Limit(8, clock=ClockName.PROMISED), Limit(20))
FLOOD = Facts(
    today=date(2026, 2, 24),
    received_on=date(2026, 1, 23),
    accepted_on=date(2026, 1, 26),
    suspensions=(
        Suspension(date(2026, 2, 2), date(2026, 2, 12), "专家评审", "紫水停告〔2026〕3号"),
    ),
)


def line(sheet, day):
    return next(each for each in sheet.days if each.day == day)


def test_the_sheet_runs_from_the_receipt_to_the_statutory_deadline(calendar):
    sheet = proof(limits=BOTH, facts=FLOOD, calendar=calendar)
    assert (sheet.days[0].day, sheet.days[-1].day) == (date(2026, 1, 23), date(2026, 3, 11))
    reasons = Counter(each.statutory.reason for each in sheet.days)
    assert reasons[Reason.WORKING_DAY] + reasons[Reason.MAKEUP_DAY] == 20
    assert (reasons[Reason.SUSPENDED], reasons[Reason.REST_DAY]) == (8, 16)
    assert (reasons[Reason.BEFORE_START], reasons[Reason.START_DAY]) == (3, 1)
    assert sheet.notices == (
        "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）",
    )
    assert sheet.calendar_version == "4"


def test_each_day_says_what_each_clock_read(calendar):
    sheet = proof(limits=BOTH, facts=FLOOD, calendar=calendar)
    suspended = line(sheet, date(2026, 2, 10))
    assert (suspended.promised.used, suspended.promised.document) == (5, "紫水停告〔2026〕3号")
    makeup = line(sheet, date(2026, 2, 14))
    assert (makeup.kind, makeup.promised.reason, makeup.promised.used) == (
        DayKind.MAKEUP, Reason.MAKEUP_DAY, 7,
    )  # fmt: skip
    after = line(sheet, date(2026, 2, 25))
    assert (after.promised.reason, after.statutory.used) == (Reason.AFTER_DEADLINE, 9)
    assert after.future
    assert not line(sheet, date(2026, 2, 24)).future


def test_events_stand_on_their_days(calendar):
    facts = Facts(
        today=date(2026, 5, 20),
        received_on=date(2026, 2, 26),
        accepted_on=date(2026, 3, 2),
        complete_on=date(2026, 3, 2),
        decided_on=date(2026, 4, 13),
        delivered_on=date(2026, 4, 15),
        suspensions=(Suspension(date(2026, 3, 4), date(2026, 3, 5), "检测", "停告1号"),),
        corrections=(Suspension(date(2026, 2, 26), date(2026, 2, 27), "补正", "补1号"),),
        extensions=(
            ExtensionGrant(10, date(2026, 3, 20), ClockName.STATUTORY, "局长", "延1号"),
            ExtensionGrant(5, date(2026, 4, 20), ClockName.STATUTORY, "局长", "延2号"),
        ),
    )
    sheet = proof(limits=BOTH, facts=facts, calendar=calendar)
    events = {each.day: [event.code for event in each.events] for each in sheet.days}
    assert events[date(2026, 2, 26)] == [EventCode.RECEIVED, EventCode.CORRECTION_TOLD]
    assert events[date(2026, 2, 27)] == [EventCode.CORRECTED]
    assert events[date(2026, 3, 2)] == [EventCode.COMPLETE, EventCode.ACCEPTED]
    assert events[date(2026, 3, 4)] == [EventCode.SUSPENDED]
    assert events[date(2026, 3, 5)] == [EventCode.RESUMED]
    assert line(sheet, date(2026, 3, 20)).events == (
        ProofEvent(EventCode.EXTENDED, "局长", "延1号"),
    )
    assert events[date(2026, 4, 13)] == [EventCode.DECIDED]
    assert sheet.statutory.due == date(2026, 4, 15)


def test_an_extension_after_the_deadline_is_named_late(calendar):
    facts = Facts(
        today=date(2026, 4, 1),
        accepted_on=date(2026, 3, 2),
        extensions=(ExtensionGrant(5, date(2026, 3, 30), ClockName.PROMISED),),
    )
    sheet = proof(limits=BOTH, facts=facts, calendar=calendar)
    assert line(sheet, date(2026, 3, 30)).events == (ProofEvent(EventCode.EXTENDED_LATE),)


def test_a_provisional_sheet_ends_with_the_last_known_day(calendar):
    facts = Facts(today=date(2026, 12, 12), accepted_on=date(2026, 12, 10))
    sheet = proof(limits=BOTH, facts=facts, calendar=calendar)
    assert sheet.days[-1].day == date(2026, 12, 31)
    assert sheet.statutory.provisional
    assert sheet.promised.due == date(2026, 12, 22)


def test_a_natural_limit_shows_why_it_moved_forward(calendar):
    limits = CaseLimits(statutory=Limit(7, Unit.NATURAL_DAY, StartsOn.RECEIVED))
    facts = Facts(
        today=date(2026, 2, 10),
        received_on=date(2026, 2, 9),
        suspensions=(Suspension(date(2026, 2, 9), date(2026, 2, 10), "检测"),),
    )
    sheet = proof(limits=limits, facts=facts, calendar=calendar)
    assert line(sheet, date(2026, 2, 10)).statutory.document == "检测"
    assert line(sheet, date(2026, 2, 17)).statutory.reason is Reason.NATURAL_DAY
    assert line(sheet, date(2026, 2, 18)).statutory.reason is Reason.MOVED_FORWARD
    assert (sheet.days[-1].day, sheet.statutory.due) == (date(2026, 2, 24), date(2026, 2, 24))


def test_on_the_spot_on_a_rest_day_moves_forward(calendar):
    limits = CaseLimits(Limit(0, Unit.INSTANT, clock=ClockName.PROMISED))
    facts = Facts(today=date(2026, 2, 16), accepted_on=date(2026, 2, 22))
    sheet = proof(limits=limits, facts=facts, calendar=calendar)
    assert [each.promised.reason for each in sheet.days] == [
        Reason.START_DAY, Reason.MOVED_FORWARD, Reason.MOVED_FORWARD,
    ]  # fmt: skip
    assert all(each.statutory is None for each in sheet.days)


def test_days_outside_the_notices_are_named_unknown(calendar):
    both = CaseLimits(
        Limit(2, clock=ClockName.PROMISED), Limit(4, Unit.NATURAL_DAY, StartsOn.RECEIVED)
    )
    facts = Facts(
        today=date(2026, 12, 29), received_on=date(2026, 12, 28), accepted_on=date(2027, 1, 1)
    )
    sheet = proof(limits=both, facts=facts, calendar=calendar)
    last = sheet.days[-1]
    assert (last.day, last.kind) == (date(2027, 1, 1), DayKind.UNKNOWN)
    assert last.statutory.reason is Reason.NATURAL_DAY
    assert (sheet.promised.due, sheet.statutory.due) == (None, None)
    assert sheet.notices


def test_unknown_days_are_not_counted_by_either_unit(calendar):
    both = CaseLimits(
        Limit(1, Unit.NATURAL_DAY, clock=ClockName.PROMISED), Limit(2, starts=StartsOn.RECEIVED)
    )
    facts = Facts(
        today=date(2027, 1, 4), received_on=date(2026, 12, 31), accepted_on=date(2027, 1, 5)
    )
    sheet = proof(limits=both, facts=facts, calendar=calendar)
    reasons = [each.statutory.reason for each in sheet.days]
    assert reasons == [Reason.START_DAY, *[Reason.UNKNOWN_DAY] * 5]
    instant = CaseLimits(Limit(0, Unit.INSTANT, StartsOn.RECEIVED, ClockName.PROMISED), Limit(2))
    facts = Facts(
        today=date(2027, 1, 4), received_on=date(2027, 1, 3), accepted_on=date(2027, 1, 4)
    )
    sheet = proof(limits=instant, facts=facts, calendar=calendar)
    assert sheet.days[-1].promised.reason is Reason.UNKNOWN_DAY


def test_before_any_clock_starts_the_sheet_runs_to_today(calendar):
    facts = Facts(today=date(2026, 3, 4), received_on=date(2026, 3, 2))
    sheet = proof(limits=BOTH, facts=facts, calendar=calendar)
    assert [each.statutory.reason for each in sheet.days] == [Reason.BEFORE_START] * 3


def test_without_any_date_the_sheet_has_no_days(calendar):
    sheet = proof(limits=BOTH, facts=Facts(today=date(2026, 3, 4)), calendar=calendar)
    assert (sheet.days, sheet.notices) == ((), ())


def written(tmp_path, sheet, change=None):
    record = proof_to_record(sheet)
    if change:
        change(record)
    path = tmp_path / "sheet.json"
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_a_stranger_agrees_with_the_sheet(calendar, clock_check, tmp_path, capsys):
    sheet = proof(limits=BOTH, facts=FLOOD, calendar=calendar)
    assert clock_check.main([written(tmp_path, sheet)]) == 0
    out = capsys.readouterr().out
    assert "statutory: 20 working_day, due 2026-03-11" in out
    assert out.endswith("agrees\n")


def test_a_stranger_brings_his_own_calendar(calendar, clock_check, tmp_path, capsys):
    sheet = proof(limits=BOTH, facts=FLOOD, calendar=calendar)
    own = tmp_path / "days.csv"
    rows = [f"{each.day},{each.kind}" for each in calendar.records() if each.day.year == 2026]
    own.write_text("\n".join(["date,kind", *rows]), encoding="utf-8")
    assert clock_check.main([written(tmp_path, sheet), "--calendar", str(own)]) == 0
    own.write_text(own.read_text().replace("2026-02-14,makeup", "2026-02-14,rest"))
    assert clock_check.main([written(tmp_path, sheet), "--calendar", str(own)]) == 1
    assert "DIFFERS statutory: sheet says 2026-03-11, recomputed 2026-03-12" in (
        capsys.readouterr().out
    )


def _later_due(record):
    record["verdicts"]["statutory"]["due"] = "2026-03-12"


def _skipped_reading(record):
    record["days"][20]["statutory"]["used"] += 1


@pytest.mark.parametrize("change", [_later_due, _skipped_reading])
def test_a_forged_sheet_is_found_out(calendar, clock_check, tmp_path, change):
    sheet = proof(limits=BOTH, facts=FLOOD, calendar=calendar)
    assert clock_check.main([written(tmp_path, sheet, change)]) == 1


@pytest.mark.parametrize("text", ["", "[]", '{"format": "other"}', "{}"])
def test_another_file_is_no_sheet(clock_check, tmp_path, capsys, text):
    path = tmp_path / "sheet.json"
    path.write_text(text, encoding="utf-8")
    assert clock_check.main([str(path)]) == 2
    assert "cannot read the input" in capsys.readouterr().err
