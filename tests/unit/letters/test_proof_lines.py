"""The clock's proof sheet in words, compared with the sheet drawn by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from quancheng.cases import letters
from quancheng.cases.letters.proof_lines import Sources, proof_letter
from quancheng.clock.engine import (
    Calendar,
    CaseLimits,
    ClockName,
    DayKind,
    DayRecord,
    ExtensionGrant,
    Facts,
    Limit,
    StartsOn,
    Suspension,
    Unit,
    proof,
)
from quancheng.kernel.moments import at

NOTICE = "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）"
MAKEUP = {date(2026, 2, 14), date(2026, 2, 28)}
FESTIVAL = {date(2026, 2, day) for day in range(15, 24)}
TODAY = date(2026, 2, 24)
MADE = at(TODAY, 10, 24)


def _calendar() -> Calendar:
    days = []
    day = date(2026, 1, 1)
    while day <= date(2026, 5, 31):
        if day in FESTIVAL:
            days.append(DayRecord(day, DayKind.REST, "春节", NOTICE))
        elif day in MAKEUP:
            days.append(DayRecord(day, DayKind.MAKEUP, "春节", NOTICE))
        elif day.weekday() > 4:
            days.append(DayRecord(day, DayKind.REST, "", NOTICE))
        else:
            days.append(DayRecord(day, DayKind.WORKING, "", ""))
        day += timedelta(days=1)
    return Calendar.of(days, version="4")


PROMISED = Limit(8, clock=ClockName.PROMISED)
STATUTORY = Limit(20, basis="许可法第 42 条")
REVIEW = Suspension(date(2026, 2, 2), date(2026, 2, 12), "专家评审", "紫水停告〔2026〕3 号")
FACTS = Facts(
    today=TODAY,
    received_on=date(2026, 1, 23),
    accepted_on=date(2026, 1, 26),
    suspensions=(REVIEW,),
)


def _letter(
    samples, *, facts: Facts = FACTS, promised: Limit | None = PROMISED, statutory=STATUTORY
) -> letters.ProofSheetLetter:
    limits = CaseLimits(promised=promised, statutory=statutory)
    sheet = proof(limits=limits, facts=facts, calendar=_calendar())
    return proof_letter(head=samples.PROOF_SHEET.head, sheet=sheet, made_at=MADE)


def test_the_sheet_of_the_mock_up_comes_out_of_the_clock(samples):
    made = _letter(samples)
    drawn = samples.PROOF_SHEET
    assert (made.total, made.counted, made.suspended, made.rest) == (44, 20, 8, 16)
    assert [clock.last for clock in made.clocks] == [clock.last for clock in drawn.clocks]
    assert [row.day for row in made.rows] == [row.day for row in drawn.rows]
    for mine, by_hand in zip(made.rows, drawn.rows, strict=True):
        assert mine.counted == by_hand.counted
        assert mine.future == by_hand.future
        if mine.day > date(2026, 1, 26):
            assert mine.kind == by_hand.kind
            assert (mine.promised, mine.statutory) == (by_hand.promised, by_hand.statutory)


def test_every_day_says_why(samples):
    said = {row.day: row.reason for row in _letter(samples).rows}
    assert said[date(2026, 1, 23)] == "收件"
    assert said[date(2026, 1, 24)] == "还没有开始计时"
    assert said[date(2026, 1, 26)] == "受理，当日不计"
    assert said[date(2026, 1, 27)] == "工作日"
    assert said[date(2026, 1, 31)] == "周末"
    assert said[date(2026, 2, 2)] == "专家评审停计时开始 ①，工作日"
    assert said[date(2026, 2, 3)] == "专家评审停计时 ②"
    assert said[date(2026, 2, 14)] == "调休上班 ③"
    assert said[date(2026, 2, 16)] == "春节放假 ③"
    assert said[date(2026, 2, 24)] == "工作日，承诺到期"
    assert said[date(2026, 3, 11)] == "工作日，法定到期"


def test_the_sources_stand_below_in_the_order_of_their_marks(samples):
    notes = _letter(samples).notes
    assert notes[0] == "紫水停告〔2026〕3 号。"
    assert notes[1] == "紫水停告〔2026〕3 号，依据《行政许可法》第四十五条。"
    assert notes[2] == f"{NOTICE}。"
    assert notes[3].startswith("《民法典》第二百零一条")
    assert notes[3].endswith("（本中心 17:30）。")


def test_the_clocks_say_how_they_were_reckoned(samples):
    first, second = _letter(samples).clocks
    assert first.name == "承诺 8 个工作日"
    assert second.name == "法定 20 个工作日 · 许可法第 42 条"
    assert second.reckoning == "1月26日受理 + 20 个计时日，其间停 8 天"


def test_the_letter_prints(samples, words):
    said = words(letters.render(_letter(samples)))
    assert "共44天＝计时20＋停计时8＋休息日16" in said
    assert "没有延长审批，没有补正" in said


def test_one_clock_alone_is_summed(samples):
    made = _letter(samples, statutory=None)
    assert [clock.name for clock in made.clocks] == ["承诺 8 个工作日"]
    assert made.counted == 8
    assert {row.statutory for row in made.rows} == {None}


def test_a_case_without_limits_has_only_events(samples):
    facts = replace(FACTS, accepted_on=None, suspensions=(), today=date(2026, 1, 24))
    made = _letter(samples, facts=facts, promised=None, statutory=None)
    assert made.clocks == ()
    assert [row.reason for row in made.rows] == ["收件", "周末"]


def test_a_case_that_is_not_accepted_yet_has_no_last_day(samples):
    facts = replace(FACTS, accepted_on=None, suspensions=())
    assert {clock.last for clock in _letter(samples, facts=facts).clocks} == {"还没有开始计时"}


def test_a_deadline_beyond_the_calendar_is_left_open(samples):
    facts = replace(FACTS, accepted_on=date(2026, 5, 20), suspensions=())
    made = _letter(samples, facts=facts)
    assert made.clocks[1].last == "待放假安排公布后确定"


def test_an_extension_and_a_correction_are_named(samples):
    facts = replace(
        FACTS,
        extensions=(ExtensionGrant(10, date(2026, 3, 2), approved_by="县水利局负责人"),),
        corrections=(Suspension(date(2026, 1, 23), date(2026, 1, 26), "补正"),),
    )
    statutory = replace(STATUTORY, basis="")
    made = _letter(samples, facts=facts, statutory=statutory)
    assert made.remark.startswith("有延长审批，有补正。")
    assert "日历第 4 版" in made.remark
    assert made.clocks[1].reckoning.endswith("含延长 10 天")
    assert made.clocks[1].name == "法定 20 个工作日"
    said = {row.day: row.reason for row in made.rows}
    assert said[date(2026, 3, 2)].startswith("延长期限，")
    assert said[date(2026, 1, 23)] == "收件，一次告知补正"


def test_an_oral_suspension_still_open_is_named_without_a_document(samples):
    facts = replace(FACTS, suspensions=(Suspension(date(2026, 2, 2), None, "检验"),))
    said = {row.day: row.reason for row in _letter(samples, facts=facts).rows}
    assert said[date(2026, 2, 3)] == "检验停计时"


def test_time_for_corrections_stands_still_for_a_limit_from_receipt(samples):
    facts = replace(
        FACTS,
        suspensions=(replace(REVIEW, start=date(2026, 3, 20), end=date(2026, 3, 23)),),
        corrections=(Suspension(date(2026, 1, 27), date(2026, 1, 29), "补正"),),
    )
    limit = Limit(10, starts=StartsOn.RECEIVED)
    made = _letter(samples, facts=facts, promised=None, statutory=limit)
    said = {row.day: row.reason for row in made.rows}
    assert said[date(2026, 1, 28)] == "补正停计时"


def test_a_last_day_on_a_holiday_is_moved(samples):
    facts = replace(FACTS, suspensions=())
    limit = Limit(21, unit=Unit.NATURAL_DAY)
    made = _letter(samples, facts=facts, promised=None, statutory=limit)
    said = {row.day: row.reason for row in made.rows}
    assert said[date(2026, 2, 23)] == "末日休息，顺延"
    assert said[date(2026, 2, 24)] == "末日休息，顺延，法定到期"
    assert said[date(2026, 2, 10)] == "自然日"


def test_a_makeup_day_without_a_notice_has_no_mark(samples):
    calendar = Calendar.of(
        [DayRecord(date(2026, 1, 23) + timedelta(days=step), DayKind.MAKEUP) for step in range(60)]
    )
    sheet = proof(limits=CaseLimits(statutory=STATUTORY), facts=FACTS, calendar=calendar)
    made = proof_letter(head=samples.PROOF_SHEET.head, sheet=sheet, made_at=MADE, closes=time(18))
    assert made.rows[4].reason == "调休上班"
    assert made.clocks[0].last.endswith("18:00")


def test_the_twenty_first_source_gets_a_number_in_brackets():
    sources = Sources()
    marks = [sources.mark(str(number)) for number in range(21)]
    assert marks[19:] == [" ⑳", " (21)"]
    assert sources.mark("0") == " ①"
