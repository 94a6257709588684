"""A change of the calendar moves the deadlines of open cases, once, and says so to whom it must."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quancheng.cases.queries.open_cases import groups_in
from quancheng.clock.engine import DayKind, DayRecord
from quancheng.clock.operations import UnableToLiftClosure
from quancheng.clock.rounds import rounds, waiting_round
from quancheng.journeys import accept, change_calendar, extend, suspend
from quancheng.journeys.change_calendar import effects
from quancheng.journeys.rebuild import check
from quancheng.journeys.sweep_clocks import sweep
from quancheng.ledger import queries as ledger
from quancheng.notices.queries import messages_of
from tests.factories import cases
from tests.factories.calendar import (
    IMPORTED,
    close,
    days_2027,
    import_2027,
    lift,
    run_rounds,
    supposed_effects,
)
from tests.factories.county import COUNTY, Staff, doing, moment
from tests.factories.records import entries_of, kinds, told

LATE = moment(10, on=date(2026, 12, 22))
CLOSED = date(2026, 3, 5)
TOWN = "610924100"


def test_a_deadline_in_an_unknown_year_is_settled_by_the_notice_of_that_year(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD), now=LATE)
    assert (case.promised_due, case.statutory_due) == (date(2026, 12, 28), None)
    done = import_2027(county)
    assert done.added == 365
    assert run_rounds(now=IMPORTED).moved == 1
    after = cases.read(case.number)
    assert (after.promised_due, after.statutory_due) == (date(2026, 12, 28), date(2027, 1, 6))
    assert after.version == case.version + 1
    entry = entries_of(case.id)[-1]
    assert (entry.kind, entry.actor, entry.recorded_at.date()) == (
        "recomputed",
        None,
        IMPORTED.date(),
    )
    assert entry.data["before"]["statutory_due"] is None
    assert entry.data["changes"]["statutory_due"] == "2027-01-06"
    assert entry.data["changes"]["provisional"] is False
    message = messages_of(case_id=case.id)[-1]
    assert message.kind == "due_known"
    assert "已公布" in message.body
    assert "法定期限到 1月6日（周三）" in message.body
    assert check()[1] == []
    (last,) = rounds(limit=1)
    assert (last.seen, last.moved, last.settled, last.told) == (1, 1, 1, 1)
    assert last.finished_at is not None
    assert "recomputed" not in {
        entry.kind
        for entry in ledger.entries_of(region_code="", stream="calendar", subject=last.version)
    }


def test_a_second_notice_corrects_the_first(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD), now=LATE)
    import_2027(county)
    run_rounds(now=IMPORTED)
    fourth = DayRecord(date(2027, 1, 4), DayKind.REST, "元旦")
    done = import_2027(county, number="虚构〔2026〕2号", but=[fourth])
    assert [change.day for change in done.changed] == [fourth.day]
    assert run_rounds(now=IMPORTED).moved == 1
    assert cases.read(case.number).statutory_due == date(2027, 1, 7)
    message = messages_of(case_id=case.id)[-1]
    assert message.kind == "recomputed"
    assert "原来是1月6日（周三）" in message.body


def test_the_same_notice_again_asks_for_no_round(county: Staff) -> None:
    cases.accepted(county, cases.guide_named(cases.FOOD), now=LATE)
    import_2027(county)
    run_rounds(now=IMPORTED)
    assert import_2027(county).changed == ()
    assert waiting_round() is None


def test_a_closure_moves_both_days_and_its_lifting_moves_them_back(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    close(county, CLOSED, now=moment(11))
    run_rounds(now=moment(11))
    after = cases.read(case.number)
    assert (after.promised_due, after.statutory_due) == (date(2026, 3, 9), date(2026, 3, 17))
    assert "因3月5日停办（汛情停止对外办公）" in messages_of(case_id=case.id)[-1].body
    lift(county, CLOSED, now=moment(12))
    run_rounds(now=moment(12))
    back = cases.read(case.number)
    assert (back.promised_due, back.statutory_due) == (case.promised_due, case.statutory_due)
    assert kinds(case.id) == ["received", "accepted", "recomputed", "recomputed"]
    assert told(case.id) == ["received", "accepted", "recomputed", "recomputed"]
    assert "最迟 3月6日（周五） 办结，原来是3月9日（周一）" in messages_of(case_id=case.id)[-1].body
    assert check()[1] == []


def test_what_is_not_closed_cannot_be_lifted(county: Staff) -> None:
    with pytest.raises(UnableToLiftClosure, match="没有登记过停办"):
        lift(county, CLOSED, now=moment(11))
    close(county, CLOSED, now=moment(11))
    with pytest.raises(UnableToLiftClosure, match="原因和文件的文号"):
        change_calendar.lift_closure(
            actor=county.in_role("administrator"), now=moment(11), region_code=COUNTY,
            day=CLOSED, reason=" ", number="1号",
        )  # fmt: skip
    lift(county, CLOSED, now=moment(12))
    with pytest.raises(UnableToLiftClosure, match="已经取消"):
        lift(county, CLOSED, now=moment(13))


def test_a_closure_of_a_town_moves_the_cases_of_the_town_alone(county: Staff) -> None:
    guide = cases.guide_named("临时救助")
    clerk = county._first(role="counter", counter="TC01", region_code=TOWN)
    from quancheng.journeys import apply

    outcome = apply.take_in(
        doing=doing(clerk), region_code=COUNTY, intake=cases.intake_for(guide, counter="TC01")
    )
    accept.accept(doing=doing(clerk), region_code=COUNTY, number=outcome.number)
    in_town = cases.read(outcome.number)
    elsewhere = cases.accepted(county, cases.guide_named(cases.FOOD))
    close(county, CLOSED, now=moment(11), region_code=TOWN)
    assert run_rounds(now=moment(11)).moved == 1
    assert kinds(in_town.id)[-1] == "recomputed"
    assert kinds(elsewhere.id)[-1] == "accepted"


def test_a_round_over_cases_in_every_state_changes_none_when_no_day_of_theirs_moved(
    county: Staff,
) -> None:
    flood = cases.guide_named(cases.FLOOD)
    food = cases.guide_named(cases.FOOD)
    cases.received(county, food, seed=1)
    corrected(county, seed=2)
    correcting(county, seed=9)
    cases.accepted(county, food, seed=3)
    suspended(county, seed=4)
    extended(county, seed=5)
    resumed(county, seed=6)
    cases.decided(county, cases.examined(county, cases.accepted(county, food, seed=7)))
    cases.accepted(county, flood, counter="W13", seed=8)
    before = [group.projected for group in groups_in(region_codes=(COUNTY,))]
    close(county, date(2026, 12, 30), now=moment(11, on=date(2026, 3, 20)))
    done = run_rounds(now=moment(11, on=date(2026, 3, 20)))
    assert (done.seen, done.moved, done.failed) == (9, 0, [])
    assert [group.projected for group in groups_in(region_codes=(COUNTY,))] == before


def test_a_case_that_was_decided_and_handed_over_never_moves(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    case = cases.decided(county, cases.examined(county, case))
    case = cases.handed_over(county, case)
    seen = entries_of(case.id)
    close(county, CLOSED, now=moment(11))
    assert run_rounds(now=moment(11)).seen == 0
    assert entries_of(case.id) == seen
    assert cases.read(case.number) == case_with_version(case)


def case_with_version(case: cases.Snapshot) -> cases.Snapshot:
    from dataclasses import replace

    return replace(case, calendar_version=cases.read(case.number).calendar_version)


def correcting(staff: Staff, *, seed: int) -> cases.Snapshot:
    outcome = cases.received(staff, cases.guide_named(cases.FOOD), seed=seed)
    accept.tell_correction(
        doing=doing(staff.at_counter("W06")), region_code=COUNTY, number=outcome.number,
        defects=[{"subject": "营业执照", "problem": "没有盖章"}],
    )  # fmt: skip
    return cases.read(outcome.number)


def corrected(staff: Staff, *, seed: int) -> cases.Snapshot:
    outcome = correcting(staff, seed=seed)
    clerk = staff.at_counter("W06")
    accept.take_in_correction(
        doing=doing(clerk, now=moment(on=date(2026, 3, 4))), region_code=COUNTY,
        number=outcome.number,
    )  # fmt: skip
    return cases.read(outcome.number)


def suspended(staff: Staff, *, seed: int) -> cases.Snapshot:
    case = cases.accepted(staff, cases.guide_named(cases.FLOOD), counter="W13", seed=seed)
    suspend.suspend(
        doing=doing(cases.person_for(staff, case), now=moment(on=date(2026, 3, 4))),
        region_code=COUNTY, number=case.number, task_id=case.tasks[0].id, ground="专家评审",
        expected_days=20,
    )  # fmt: skip
    return cases.read(case.number)


def resumed(staff: Staff, *, seed: int) -> cases.Snapshot:
    case = suspended(staff, seed=seed)
    suspend.resume(
        doing=doing(cases.person_for(staff, case), now=moment(on=date(2026, 3, 11))),
        region_code=COUNTY, number=case.number,
    )  # fmt: skip
    return cases.read(case.number)


def extended(staff: Staff, *, seed: int) -> cases.Snapshot:
    case = cases.accepted(staff, cases.guide_named(cases.FLOOD), counter="W13", seed=seed)
    extend.extend(
        doing=doing(staff.for_task(role="head", office_id=case.office_id, town_code="")),
        region_code=COUNTY, number=case.number, days=5, reason="情况复杂，需要延长。",
    )  # fmt: skip
    return cases.read(case.number)


def test_suspended_extended_and_corrected_cases_move_by_their_own_facts(county: Staff) -> None:
    before = [suspended(county, seed=1), resumed(county, seed=2), extended(county, seed=3)]
    waiting = corrected(county, seed=4)
    close(county, date(2026, 3, 6), now=moment(11, on=date(2026, 3, 11)))
    assert run_rounds(now=moment(11, on=date(2026, 3, 11))).moved == 3
    after = [cases.read(case.number) for case in before]
    moved = [(was.statutory_due, now.statutory_due) for was, now in zip(before, after, strict=True)]
    calendar = change_calendar.calendar_as_if(
        region_code=COUNTY, supposed=change_calendar.Supposed(days={})
    )
    resumed_was, resumed_is = moved[1]
    assert resumed_was == resumed_is, "a day within the suspension is not counted anyway"
    for index in (0, 2):
        was, now = moved[index]
        assert calendar.count(was, now) == 1
    assert waiting.correction_due == date(2026, 3, 11)
    assert cases.read(waiting.number).correction_due == date(2026, 3, 12)
    assert check()[1] == []


def test_the_window_of_a_received_case_becomes_known_and_silence_counts_again(
    county: Staff,
) -> None:
    received = cases.received(
        county, cases.guide_named(cases.FOOD), now=moment(10, on=date(2026, 12, 28))
    )
    assert cases.read(received.number).correction_due is None
    shown = effects(
        supposed=change_calendar.notice_supposed(change_calendar.calendar.preview_notice(
            rows=days_2027(), years=[2027]
        )),
        region_codes=(COUNTY,), today=IMPORTED.date(),
    )  # fmt: skip
    assert (shown.windows, shown.telling) == (1, ())
    import_2027(county)
    run_rounds(now=IMPORTED)
    assert cases.read(received.number).correction_due == date(2027, 1, 5)
    assert told(received.case_id) == ["received"]
    assert sweep(now=moment(8, on=date(2027, 1, 6))).deemed == 1
    assert cases.read(received.number).accepted_on == date(2026, 12, 28)


def test_a_case_that_stays_provisional_has_its_earliest_day_moved_and_nobody_is_told(
    county: Staff,
) -> None:
    case = cases.accepted(
        county, cases.guide_named(cases.FOOD), now=moment(10, on=date(2026, 12, 24))
    )
    today = date(2026, 12, 24)
    shown = supposed_effects(date(2026, 12, 25), today=today)
    assert (shown.promised, shown.statutory, shown.settled, shown.waiting) == (1, 0, 0, 1)
    close(county, date(2026, 12, 31), now=moment(11, on=today))
    assert run_rounds(now=moment(11, on=today)).moved == 1
    assert told(case.id) == ["received", "accepted"]
    assert "statutory_earliest" in entries_of(case.id)[-1].data["changes"]


def test_an_alarm_that_the_new_days_take_back_is_raised_again_when_it_is_true(
    county: Staff,
) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    overdue = moment(7, on=date(2026, 3, 9))
    sweep(now=overdue)
    close(county, CLOSED, now=overdue)
    run_rounds(now=overdue)
    assert entries_of(case.id)[-1].data["changes"]["alarm"] == "due_soon"
    sweep(now=overdue + timedelta(minutes=5))
    sweep(now=moment(7, on=date(2026, 3, 10)))
    assert kinds(case.id) == [
        "received", "accepted", "due_soon", "overdue", "recomputed", "overdue",
    ]  # fmt: skip


def test_the_preview_says_whose_day_moves_and_who_must_be_told(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    numbers = [cases.accepted(county, guide, seed=seed).number for seed in range(5)]
    cases.received(county, guide, seed=9)
    decided = cases.accepted(county, guide, seed=10)
    cases.handed_over(county, cases.decided(county, cases.examined(county, decided)))
    shown = supposed_effects(CLOSED, today=date(2026, 3, 2))
    assert (shown.open_cases, shown.promised, shown.statutory) == (6, 5, 5)
    assert (shown.settled, shown.waiting, shown.windows, shown.failed) == (0, 0, 1, 0)
    assert len(shown.telling) == 5
    second = shown.told_on(first=2, size=2)
    assert [each.number for each in second] == numbers[2:4]
    one = second[0]
    assert (one.before, one.after) == (date(2026, 3, 6), date(2026, 3, 9))
    assert one.item.startswith("食品")
    assert one.what == "promise"
    close(county, CLOSED, now=moment(11))
    run_rounds(now=moment(11))
    last = rounds(limit=1)[0]
    assert (last.total, last.seen, last.moved, last.told) == (6, 6, 6, 5)


def test_the_preview_of_a_lifting_is_the_closure_turned_round(county: Staff) -> None:
    cases.accepted(county, cases.guide_named(cases.FOOD))
    close(county, CLOSED, now=moment(11))
    run_rounds(now=moment(11))
    shown = effects(
        supposed=change_calendar.lifting_supposed(region_code=COUNTY, day=CLOSED),
        region_codes=(COUNTY,), today=date(2026, 3, 2),
    )  # fmt: skip
    (one,) = shown.told_on(first=0, size=20)
    assert (one.before, one.after) == (date(2026, 3, 9), date(2026, 3, 6))


def test_a_person_is_masked_in_the_list_of_those_to_be_told(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named("临时救助"), counter="W08")
    (one,) = supposed_effects(CLOSED, today=date(2026, 3, 2)).told_on(first=0, size=20)
    assert one.number == case.number
    assert one.applicant == case.applicant_name[0] + "*" * min(3, len(case.applicant_name) - 1)
