"""The sweep: what the law does by itself, and what is announced, exactly once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from quancheng.cases.queries.alarms import alarm_of
from quancheng.cases.states import State, UnableToAct
from quancheng.clock.engine import CorrectionWindow
from quancheng.clock.rules import ALARMS
from quancheng.journeys import accept, alarms, apply, clocks, decide, suspend
from quancheng.journeys.sweep_clocks import sweep
from quancheng.ledger import queries as ledger
from quancheng.notices.queries import messages_of
from tests.factories import cases
from tests.factories.calendar import close, run_rounds
from tests.factories.county import COUNTY, Staff, doing, moment

AT_ONCE = "仅销售预包装食品经营者备案信息采集"


def _kinds(case_id: int) -> list[str]:
    entries = ledger.entries_of(region_code=COUNTY, stream="case", subject=case_id)
    return [entry.kind for entry in entries]


def _alarms(case_id: int) -> list[tuple[str, date | None]]:
    """The alarms on the record of a case, each with the day it took effect."""
    entries = ledger.entries_of(region_code=COUNTY, stream="case", subject=case_id)
    return [(entry.kind, entry.effective_on) for entry in entries if entry.kind in ALARMS]


def _withdraw(county: Staff, number: str, *, on: date) -> None:
    accept.withdraw(
        doing=doing(county.at_counter("W06"), now=moment(9, on=on)),
        region_code=COUNTY,
        number=number,
        reason="不再办理。",
    )


def test_silence_past_the_window_accepts_the_case_back_to_its_receipt(county: Staff) -> None:
    received = cases.received(county, cases.guide_named(cases.FOOD))
    assert sweep(now=moment(23, on=date(2026, 3, 9))).deemed == 0
    assert sweep(now=moment(6, on=date(2026, 3, 10))).deemed == 1
    case = cases.read(received.number)
    assert case.state is State.EXAMINING
    assert case.accepted_on == date(2026, 3, 2)
    assert case.statutory_due == date(2026, 3, 16)
    entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[1]
    assert (entry.kind, entry.effective_on, entry.actor) == (
        "deemed_accepted",
        date(2026, 3, 2),
        None,
    )
    assert entry.recorded_at == moment(6, on=date(2026, 3, 10))
    assert [m.kind for m in messages_of(case_id=case.id)] == ["received", "accepted"]


def test_a_case_that_waits_for_the_applicant_is_not_accepted_by_silence(county: Staff) -> None:
    received = cases.received(county, cases.guide_named(cases.FOOD))
    accept.tell_correction(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=received.number,
        defects=[{"subject": "营业执照", "problem": "没有盖章"}],
    )
    assert sweep(now=moment(6, on=date(2026, 4, 30))).deemed == 0
    assert cases.read(received.number).state is State.CORRECTING


def test_each_alarm_is_announced_once_and_in_its_order(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    assert case.promised_due == date(2026, 3, 6)
    assert case.statutory_due == date(2026, 3, 16)
    for day in (3, 5, 5, 6, 9, 9, 10, 16, 17, 17, 20):
        sweep(now=moment(7, on=date(2026, 3, day)))
    assert _kinds(case.id) == ["received", "accepted", "due_soon", "overdue", "unlawful"]


def test_a_week_without_a_worker_is_caught_up_with_every_alarm_dated_to_its_day(
    county: Staff,
) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    for _ in range(3):
        sweep(now=moment(7, on=date(2026, 3, 17)))
    assert _alarms(case.id) == [
        ("due_soon", date(2026, 3, 5)),
        ("overdue", date(2026, 3, 7)),
        ("unlawful", date(2026, 3, 17)),
    ]


def test_a_late_decision_made_before_the_sweep_came_back_still_has_its_alarms(
    county: Staff,
) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    late = moment(9, on=date(2026, 3, 10))
    case = cases.decided(county, cases.examined(county, case, now=late), now=late)
    assert [alarm for alarm, _ in _alarms(case.id)] == ["due_soon", "overdue"]
    assert sweep(now=moment(7, on=date(2026, 3, 20))).announced == 0
    assert _kinds(case.id)[-1] == "granted"


def test_a_late_withdrawal_made_before_the_sweep_came_back_has_its_alarms(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    _withdraw(county, case.number, on=date(2026, 3, 10))
    assert _kinds(case.id)[2:] == ["due_soon", "overdue", "withdrawn"]


def test_an_on_the_spot_decision_of_another_day_has_its_alarms(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(AT_ONCE))
    decide.decide_on_the_spot(
        doing=doing(county.at_counter("W06"), now=moment(9, on=date(2026, 3, 4))),
        region_code=COUNTY,
        number=case.number,
        outcome="granted",
        reason="",
    )
    assert _alarms(case.id) == [("due_soon", date(2026, 3, 2)), ("overdue", date(2026, 3, 3))]


def test_an_act_that_meets_the_sweep_leaves_the_alarm_to_it(
    county: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    ask = alarms.alarm_of

    def asked_then_overtaken(**asked: int) -> str:
        found = ask(**asked)
        monkeypatch.setattr(alarms, "alarm_of", ask)
        assert sweep(now=moment(9, on=date(2026, 3, 10))).announced == 2
        return found

    monkeypatch.setattr(alarms, "alarm_of", asked_then_overtaken)
    cases.examined(county, case, now=moment(9, on=date(2026, 3, 10)))
    assert [alarm for alarm, _ in _alarms(case.id)] == ["due_soon", "overdue"]


def test_the_counter_cannot_accept_later_than_the_law_has(county: Staff) -> None:
    received = cases.received(county, cases.guide_named(cases.FOOD))
    done = accept.accept(
        doing=doing(county.at_counter("W06"), now=moment(9, on=date(2026, 3, 10))),
        region_code=COUNTY,
        number=received.number,
    )
    case = cases.read(received.number)
    assert (done.state, case.accepted_on) == (State.EXAMINING, date(2026, 3, 2))
    entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]
    assert (entry.kind, entry.effective_on, entry.actor) == (
        "deemed_accepted", date(2026, 3, 2), None,
    )  # fmt: skip


def test_what_the_law_has_accepted_cannot_be_declined(county: Staff) -> None:
    received = cases.received(county, cases.guide_named(cases.FOOD))
    with pytest.raises(UnableToAct, match="答复期限 2026-03-09 已过，依法自收到材料之日起即为受理"):
        accept.decline(
            doing=doing(county.at_counter("W06"), now=moment(9, on=date(2026, 3, 10))),
            region_code=COUNTY,
            number=received.number,
            ground="declined",
            reason="材料不属于本机关职权范围。",
        )
    assert cases.read(received.number).state is State.RECEIVED


def test_a_withdrawal_after_silence_leaves_the_acceptance_on_the_record(county: Staff) -> None:
    received = cases.received(county, cases.guide_named(cases.FOOD))
    _withdraw(county, received.number, on=date(2026, 3, 10))
    assert _kinds(received.case_id) == [
        "received", "deemed_accepted", "due_soon", "overdue", "withdrawn",
    ]  # fmt: skip


def test_silence_accepts_nothing_where_the_law_of_the_item_does_not_say_so(
    county: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = cases.received(county, cases.guide_named(cases.FOOD))
    kept = clocks.limits_of(cases.read(received.number))
    assert kept.statutory is not None
    silent = replace(kept.statutory, correction=CorrectionWindow(silence_accepts=False))
    monkeypatch.setattr(clocks, "limits_of", lambda _case: replace(kept, statutory=silent))
    swept = sweep(now=moment(6, on=date(2026, 3, 20)))
    assert swept.deemed == 0
    assert not swept.failed
    assert cases.read(received.number).state is State.RECEIVED


def test_an_item_without_a_statutory_limit_has_the_window_of_its_promise(county: Staff) -> None:
    received = cases.received(county, cases.guide_named("市场主体歇业备案"))
    case = cases.read(received.number)
    assert clocks.limits_of(case).statutory is None
    assert case.correction_due == date(2026, 3, 9)


def test_after_a_suspension_the_new_day_is_announced_again(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    assert case.promised_due is not None
    soon = clocks.calendar_of("").back(case.promised_due, 1)
    assert isinstance(soon, date)
    sweep(now=moment(7, on=soon))
    by = doing(cases.person_for(county, case), now=moment(9, on=soon))
    suspend.suspend(
        doing=by, region_code=COUNTY, number=case.number, task_id=case.tasks[0].id,
        ground="专家评审", expected_days=20,
    )  # fmt: skip
    back = doing(by.actor, now=moment(9, on=date(2026, 4, 20)))
    suspend.resume(doing=back, region_code=COUNTY, number=case.number)
    assert alarm_of(case_id=case.id) == ""
    again = cases.read(case.number)
    assert again.promised_due is not None
    sweep(now=moment(7, on=again.promised_due))
    assert [alarm for alarm, _ in _alarms(case.id)] == ["due_soon", "due_soon"]


def test_a_suspension_that_moves_nothing_announces_nothing_again(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    assert case.promised_due is not None
    sweep(now=moment(7, on=case.promised_due))
    by = doing(cases.person_for(county, case), now=moment(9, on=case.promised_due))
    suspend.suspend(
        doing=by, region_code=COUNTY, number=case.number, task_id=case.tasks[0].id,
        ground="专家评审", expected_days=20,
    )  # fmt: skip
    back = doing(by.actor, now=moment(10, on=case.promised_due))
    suspend.resume(doing=back, region_code=COUNTY, number=case.number)
    sweep(now=moment(17, on=case.promised_due))
    assert [alarm for alarm, _ in _alarms(case.id)] == ["due_soon"]


def test_a_suspended_case_raises_no_alarm(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    suspend.suspend(
        doing=doing(cases.person_for(county, case)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=20,
    )
    sweep(now=moment(7, on=date(2026, 5, 20)))
    assert _kinds(case.id)[-2:] == ["suspended", "held_long"]
    assert {"due_soon", "overdue", "unlawful"}.isdisjoint(_kinds(case.id))


def test_a_decided_case_raises_no_alarm(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    case = cases.decided(county, cases.examined(county, case))
    assert sweep(now=moment(7, on=date(2026, 5, 20))).announced == 0
    assert _kinds(case.id)[-1] == "granted"


TOWN = "610924100"


def _in_town(county: Staff, *, seed: int) -> cases.Snapshot:
    clerk = county._first(role="counter", counter="TC01", region_code=TOWN)
    outcome = apply.take_in(
        doing=doing(clerk),
        region_code=COUNTY,
        intake=cases.intake_for(cases.guide_named("临时救助"), counter="TC01", seed=seed),
    )
    accept.accept(doing=doing(clerk), region_code=COUNTY, number=outcome.number)
    return cases.read(outcome.number)


def test_a_case_is_due_soon_a_day_earlier_where_the_centre_is_closed_tomorrow(
    county: Staff,
) -> None:
    town, elsewhere = _in_town(county, seed=1), _county_case(county)
    last = clocks.calendar_of("").back(town.promised_due, 1)
    before = clocks.calendar_of("").back(last, 1)
    close(county, last, now=moment(11), region_code=TOWN)
    run_rounds(now=moment(11))
    moved = cases.read(town.number)
    assert moved.promised_due > town.promised_due
    calendar = clocks.calendar_of(TOWN)
    day = calendar.back(moved.promised_due, 1)
    for on in (before, last):
        sweep(now=moment(7, on=on))
        assert "due_soon" not in _kinds(town.id)
    sweep(now=moment(7, on=day))
    assert _alarms(town.id) == [("due_soon", day)]
    assert elsewhere.calendar_code == COUNTY


def test_two_places_with_one_last_day_are_warned_by_their_own_calendars(county: Staff) -> None:
    """Closed on 5 March, a town has 6 March as its next working day from 4 March on."""
    town, elsewhere = _in_town(county, seed=1), _county_case(county)
    for case in (town, elsewhere):
        _promise(case.id, date(2026, 3, 6))
    close(county, date(2026, 3, 5), now=moment(11), region_code=TOWN)
    seen = sweep(now=moment(7, on=date(2026, 3, 4)))
    assert seen.announced == 1
    assert _alarms(town.id) == [("due_soon", date(2026, 3, 4))]
    assert _alarms(elsewhere.id) == []
    sweep(now=moment(7, on=date(2026, 3, 5)))
    assert _alarms(elsewhere.id) == [("due_soon", date(2026, 3, 5))]
    assert _alarms(town.id) == [("due_soon", date(2026, 3, 4))]


def test_an_act_warns_by_the_calendar_of_its_place_as_the_sweep_does(county: Staff) -> None:
    town = _in_town(county, seed=1)
    _promise(town.id, date(2026, 3, 6))
    close(county, date(2026, 3, 5), now=moment(11), region_code=TOWN)
    _, announced = alarms.catch_up(case=cases.read(town.number), now=moment(7, on=date(2026, 3, 4)))
    assert announced == 1
    assert _alarms(town.id) == [("due_soon", date(2026, 3, 4))]


def _county_case(county: Staff) -> cases.Snapshot:
    return cases.accepted(county, cases.guide_named(cases.FOOD), seed=2)


def _promise(case_id: int, day: date) -> None:
    """Give a case this last day, as if its item had promised it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET promised_due = %s WHERE id = %s", [day, case_id])
