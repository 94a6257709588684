"""A round over the open cases that meets broken cases, other workers and acts under way."""

from __future__ import annotations

from datetime import date

from django.db import connection

from quancheng.cases.states import State
from quancheng.catalogue.queries import editions
from quancheng.clock.operations.recomputation import finish
from quancheng.clock.rounds import rounds, waiting_round
from quancheng.journeys import accept, change_calendar
from quancheng.journeys.due_changes import soon_after
from quancheng.journeys.recompute import recompute
from quancheng.journeys.sweep_clocks import sweep
from quancheng.notices.queries import messages_of
from tests.factories import cases
from tests.factories.calendar import close, run_rounds, supposed_effects
from tests.factories.county import COUNTY, Staff, doing, moment
from tests.factories.records import kinds
from tests.factories.tampering import run

CLOSED = date(2026, 3, 5)


def test_an_act_that_had_read_the_old_calendar_is_looked_at_again(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    close(county, CLOSED, now=moment(11))
    assert recompute(now=moment(11)).moved == 1
    stale = cases.received(county, cases.guide_named(cases.FOOD), seed=2, now=moment(11))
    run("UPDATE cases_case SET correction_due = '2026-03-09' WHERE id = %s", stale.case_id)
    assert recompute(now=moment(11)).seen == 1
    late = cases.received(county, cases.guide_named(cases.FOOD), seed=3, now=moment(11))
    run("UPDATE cases_case SET correction_due = '2026-03-09' WHERE id = %s", late.case_id)
    assert recompute(now=moment(11)).moved == 1
    assert waiting_round() is not None
    run_rounds(now=moment(11))
    assert cases.read(late.number).correction_due == date(2026, 3, 10)
    assert kinds(case.id) == ["received", "accepted", "recomputed"]


def test_a_case_that_cannot_be_reckoned_is_named_and_the_rest_goes_on(county: Staff) -> None:
    broken = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    sound = cases.accepted(county, cases.guide_named(cases.FOOD))
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET session_replication_role = replica")
    run("UPDATE catalogue_edition SET statutory_limit = 9999 WHERE id = %s", broken.edition_id)
    run("SET session_replication_role = origin")
    editions._published_limits.cache_clear()
    try:
        shown = supposed_effects(CLOSED, today=date(2026, 3, 2))
        close(county, CLOSED, now=moment(11))
        done = recompute(now=moment(11))
    finally:
        editions._published_limits.cache_clear()
    assert (shown.failed, shown.promised) == (1, 1)
    assert kinds(sound.id)[-1] == "recomputed"
    assert kinds(broken.id)[-1] == "accepted"
    assert [number for number, _ in done.failed] == [f"id {broken.id}"]


def test_a_case_that_the_database_refuses_is_found_by_halving(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    every = [cases.accepted(county, guide, seed=seed) for seed in range(5)]
    poisoned = every[3]
    run(
        "INSERT INTO ledger_entry (region_code, stream, subject, seq, kind, recorded_at,"
        " effective_on, actor_name, step, opinion, reason, data, digest) SELECT %s, 'case', %s, 3,"
        " 'opened_in_full', now(), now(), '', '', '', '', '{}', ''",
        COUNTY, poisoned.id,
    )  # fmt: skip
    close(county, CLOSED, now=moment(11))
    done = recompute(now=moment(11))
    assert done.moved == 4
    ((number, sentence),) = done.failed
    assert number == poisoned.number
    assert "维护人员" in sentence
    for day in (9, 10):
        swept = sweep(now=moment(7, on=date(2026, 3, day)), page=1)
        assert swept.announced == 4
        assert [number for number, _ in swept.failed] == [poisoned.number]
    assert [kinds(case.id)[-1] for case in every if case is not poisoned] == ["overdue"] * 4


def test_two_changes_at_once_end_in_the_latest_calendar_and_both_are_named(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    close(county, CLOSED, now=moment(11))
    close(county, date(2026, 3, 4), now=moment(11))
    run_rounds(now=moment(11))
    assert cases.read(case.number).promised_due == date(2026, 3, 10)
    assert kinds(case.id) == ["received", "accepted", "recomputed"]
    assert [one.moved for one in rounds(limit=2)] == [0, 1]
    body = messages_of(case_id=case.id)[-1].body
    assert "因3月5日停办（汛情停止对外办公）、3月4日停办（汛情停止对外办公），" in body
    assert State(cases.read(case.number).state) is State.EXAMINING


def test_a_change_just_after_another_does_not_wait_and_is_named_alone(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    close(county, CLOSED, now=moment(11))
    for _ in range(3):
        recompute(now=moment(11))
    close(county, date(2026, 3, 4), now=moment(11))
    assert recompute(now=moment(11)).moved == 1
    body = messages_of(case_id=case.id)[-1].body
    assert "3月4日停办" in body
    assert "3月5日停办" not in body


def test_a_worker_that_was_overtaken_writes_nothing(county: Staff) -> None:
    every = [cases.accepted(county, cases.guide_named(cases.FOOD), seed=seed) for seed in range(3)]
    close(county, CLOSED, now=moment(11))
    overtaken = False

    def overtake(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal overtaken
        answer = execute(sql, params, many, context)
        if "array_agg" in sql and not overtaken:
            overtaken = True
            rows = context["cursor"].fetchall()
            assert recompute(now=moment(11)).moved == 3
            context["cursor"].cursor.execute(sql, params)
            del rows
        return answer

    with connection.execute_wrapper(overtake):
        slow = recompute(now=moment(11), chunk=2)
    assert (slow.seen, slow.moved) == (0, 0)
    assert [kinds(case.id) for case in every] == [["received", "accepted", "recomputed"]] * 3


def test_a_round_ends_once(county: Staff) -> None:
    close(county, CLOSED, now=moment(11))
    waiting = waiting_round()
    assert waiting is not None
    assert finish(done=waiting, now=moment(12)) is True
    assert finish(done=waiting, now=moment(13)) is False
    assert waiting_round() is None


def test_on_the_last_known_day_nothing_is_due_soon_but_what_is_due_today(county: Staff) -> None:
    last = date(2026, 12, 31)
    calendar = change_calendar.calendar_as_if(
        region_code=COUNTY, supposed=change_calendar.Supposed(days={})
    )
    assert soon_after(today=last, calendar=calendar) == last
    assert soon_after(today=date(2026, 3, 2), calendar=calendar) == date(2026, 3, 3)


def test_a_case_passed_by_is_looked_at_again_when_somebody_has_acted_on_it(county: Staff) -> None:
    early = cases.received(county, cases.guide_named(cases.FOOD))
    close(county, CLOSED, now=moment(11))
    while (waiting := waiting_round()) is not None and waiting.scanned_at is None:
        recompute(now=moment(11))
    accept.accept(
        doing=doing(county.at_counter("W06"), now=moment(11)),
        region_code=COUNTY,
        number=early.number,
    )
    run("UPDATE cases_case SET promised_due = '2026-03-06' WHERE id = %s", early.case_id)
    assert recompute(now=moment(11)).moved == 1
    assert cases.read(early.number).promised_due == date(2026, 3, 9)
    run_rounds(now=moment(11))
    assert recompute(now=moment(12)).seen == 0
