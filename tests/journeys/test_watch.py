"""The sweep when something is wrong: a machine that slept, a clock that went back, a broken case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection

from quancheng.cases.queries import due
from quancheng.cases.states import State
from quancheng.clock.operations.watch import trust_time
from quancheng.clock.rounds import watch
from quancheng.journeys import accept
from quancheng.journeys.sweep_clocks import sweep
from quancheng.ledger import queries as ledger
from quancheng.ops.simulator.bulk import write_cases
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

FOOD = cases.FOOD


def said() -> list[str]:
    return [entry.kind for entry in ledger.entries_of(region_code="", stream="clock", subject=1)]


def kinds(case_id: int) -> list[str]:
    entries = ledger.entries_of(region_code=COUNTY, stream="case", subject=case_id)
    return [entry.kind for entry in entries]


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_week_without_a_worker_is_caught_up_in_the_order_of_the_legal_dates(
    county: Staff,
) -> None:
    guide = cases.guide_named(FOOD)
    days = [date(2026, 3, 4), date(2026, 3, 2), date(2026, 3, 3)]
    numbers = {
        day: cases.received(county, guide, now=moment(on=day), seed=seed).number
        for seed, day in enumerate(days)
    }
    sweep(now=moment(18, on=date(2026, 3, 4)))
    back = moment(8, on=date(2026, 3, 18))
    assert sweep(now=back, page=2).deemed == 3
    entries = {}
    for day, number in numbers.items():
        case = cases.read(number)
        assert (case.accepted_on, case.state) == (day, State.EXAMINING)
        entries[day] = next((row for row in _deemed_rows() if row[1] == case.id), None)
    order = [row[2] for row in _deemed_rows()]
    assert order == sorted(days)
    lead = ledger.entries_of(
        region_code=COUNTY, stream="case", subject=cases.read(numbers[date(2026, 3, 2)]).id
    )[1].data["lead"]
    assert lead["window_end"] == "2026-03-09"
    assert lead["days_late"] == 7
    assert lead["counter"] == "W06"
    assert lead["held_by"] == county.at_counter("W06").name
    assert lead["rule"] == "deemed_acceptance"
    assert said() == ["sweep_was_away"]


def _deemed_rows() -> list[tuple[int, int, date]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, subject, effective_on FROM ledger_entry WHERE kind = 'deemed_accepted'"
            " ORDER BY id"
        )
        return list(cursor.fetchall())


def test_silence_after_the_supplement_accepts_from_the_day_of_the_supplement(
    county: Staff,
) -> None:
    outcome = cases.received(county, cases.guide_named(FOOD))
    clerk = county.at_counter("W06")
    accept.tell_correction(
        doing=doing(clerk), region_code=COUNTY, number=outcome.number,
        defects=[{"subject": "营业执照", "problem": "没有盖章"}],
    )  # fmt: skip
    accept.take_in_correction(
        doing=doing(clerk, now=moment(on=date(2026, 3, 20))), region_code=COUNTY,
        number=outcome.number,
    )  # fmt: skip
    assert sweep(now=moment(8, on=date(2026, 3, 30))).deemed == 1
    case = cases.read(outcome.number)
    assert case.accepted_on == date(2026, 3, 20)
    assert kinds(case.id)[-1] in {"deemed_accepted", "overdue", "due_soon"}


def test_silence_accepts_only_where_the_items_law_says_so(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    edition = cases.read(outcome.number).edition_id
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET session_replication_role = replica")
    run("UPDATE catalogue_edition SET silence_accepts = false WHERE id = %s", edition)
    run("SET session_replication_role = origin")
    assert sweep(now=moment(8, on=date(2026, 3, 20))).deemed == 0
    assert cases.read(outcome.number).state is State.RECEIVED


def test_an_item_without_a_legal_limit_has_its_window_all_the_same(county: Staff) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM catalogue_edition WHERE statutory_limit = 0"
            " AND correction_unit = 'working_day' AND correction_value = 5 ORDER BY id"
        )
        names = [row[0] for row in cursor.fetchall()]
    outcome = cases.received(county, cases.guide_named(names[0]))
    assert cases.read(outcome.number).correction_due == date(2026, 3, 9)


def test_a_broken_case_at_the_head_of_every_page_holds_up_none(county: Staff) -> None:
    guide = cases.guide_named(FOOD)
    every = [cases.received(county, guide, seed=seed) for seed in range(4)]
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET session_replication_role = replica")
    for broken in every[:2]:
        run(
            "UPDATE workflow_instance SET definition_id = 'none' WHERE id ="
            " (SELECT instance_id FROM cases_case WHERE id = %s)", broken.case_id,
        )  # fmt: skip
    for _ in range(2):
        swept = sweep(now=moment(8, on=date(2026, 3, 10)), page=1)
        assert {number for number, _ in swept.failed} == {one.number for one in every[:2]}
    assert [cases.read(one.number).state for one in every[2:]] == [State.EXAMINING] * 2


def test_a_case_that_breaks_in_a_way_nobody_foresaw_holds_up_none(
    county: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = cases.guide_named(FOOD)
    broken, sound = (cases.received(county, guide, seed=seed) for seed in range(2))
    run("ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_seq")
    run(
        "ALTER TABLE ledger_entry ADD CONSTRAINT no_luck"
        f" CHECK (subject <> {broken.case_id} OR kind = 'received') NOT VALID"
    )
    swept = sweep(now=moment(8, on=date(2026, 3, 10)))
    ((number, sentence),) = swept.failed
    assert (number, swept.deemed) == (broken.number, 1)
    assert "请把办件编号交给维护人员" in sentence
    assert cases.read(sound.number).state is State.EXAMINING


def test_a_database_that_is_gone_is_nobodys_fault(county: Staff) -> None:
    cases.received(county, cases.guide_named(FOOD))
    cases.accepted(county, cases.guide_named(FOOD), seed=2)

    def refuse_at(table: str) -> object:
        def refuse(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            if table in sql:
                raise OperationalError("gone")
            return execute(sql, params, many, context)

        return refuse

    for sign in ("ledger_receipt", "held AS"):
        with connection.execute_wrapper(refuse_at(sign)), pytest.raises(OperationalError):
            sweep(now=moment(8, on=date(2026, 3, 10)))


def test_a_clock_that_went_back_sweeps_nothing_and_says_so_once(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(FOOD))
    now = moment(8, on=date(2026, 3, 9))
    sweep(now=now)
    later = moment(8, on=date(2026, 3, 12))
    for minutes in (2, 30):
        swept = sweep(now=now - timedelta(minutes=minutes))
        assert (swept.held, swept.deemed) == (True, 0)
    assert said() == ["time_went_back"]
    kept = watch()
    assert kept is not None
    assert (kept.swept_at, kept.behind_since) == (now, now - timedelta(minutes=2))
    assert not sweep(now=now - timedelta(seconds=30)).held
    assert watch().swept_at == now  # type: ignore[union-attr]
    assert sweep(now=later).deemed == 1
    assert watch().behind_since is None  # type: ignore[union-attr]
    assert cases.read(outcome.number).accepted_on == date(2026, 3, 2)
    assert said() == ["time_went_back", "sweep_was_away"]


def test_a_weekend_asleep_is_told_and_does_no_harm(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(FOOD))
    sweep(now=moment(17, on=date(2026, 3, 6)))
    monday = moment(9, on=date(2026, 3, 9))
    assert sweep(now=monday).announced == 1
    assert sweep(now=monday).announced == 0
    assert kinds(case.id)[-1] == "overdue"
    kept = watch()
    assert kept is not None
    assert (kept.gap_from, kept.gap_to) == (moment(17, on=date(2026, 3, 6)), monday)
    assert said() == ["sweep_was_away"]


def test_an_administrator_may_say_that_the_earlier_time_was_wrong(county: Staff) -> None:
    admin = county.in_role("administrator")
    wrong = moment(8, on=date(2027, 3, 2))
    right = moment(9)

    def trust() -> bool:
        return trust_time(now=right, by=admin.name, actor=admin.account_id, post=admin.post_id)

    assert trust() is False
    sweep(now=wrong)
    assert sweep(now=right).held
    assert trust() is True
    assert not sweep(now=right).held
    assert said() == ["time_went_back", "time_trusted"]


def test_a_simulated_history_leaves_the_last_moment_alone(county: Staff) -> None:
    sweep(now=moment(8, on=date(2026, 3, 2)), simulated=True)
    assert watch() is None


def _drop_the_other_indexes(kept: str) -> None:
    """So that only a scan of this one is left, if the statement fits its condition."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " WHERE i.indrelid = 'cases_case'::regclass AND NOT i.indisunique AND c.relname <> %s",
            [kept],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP INDEX "{name}"')


@pytest.mark.parametrize(
    ("asked", "index"),
    [("unlawful", "cases_case_alarm_law"), ("overdue", "cases_case_alarm_promise"),
     ("due_soon", "cases_case_alarm_promise"), ("", "cases_case_unanswered")],
)  # fmt: skip
def test_the_scan_follows_an_index_of_what_is_due(county: Staff, asked: str, index: str) -> None:
    plans: list[str] = []

    def explain(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        execute(f"EXPLAIN {sql}", params, many, context)
        plans.extend(row[0] for row in context["cursor"].fetchall())
        return execute(sql, params, many, context)

    today = date(2026, 3, 10)
    write_cases(region_code=COUNTY, count=2_000, now=moment(9, on=today), open_share=0.5)
    run("UPDATE cases_case SET alarm = 'unlawful' WHERE statutory_due < %s", today)
    run("ANALYZE cases_case")
    run("SET LOCAL enable_seqscan = off")
    _drop_the_other_indexes(index)
    with connection.execute_wrapper(explain):
        if asked == "due_soon":
            due.due_by(soon=today, local={}, after=None, limit=1000)
            due.due_by(soon=today, local={COUNTY: today}, after=None, limit=1000)
        elif asked:
            due.alarming(alarm=asked, today=today, after=None, limit=1000)
        else:
            due.unanswered(before=today, after=None, limit=1000)
    joined = "\n".join(plans)
    assert joined.count(f"{index} ") == (2 if asked == "due_soon" else 1), joined
    assert "Seq Scan on cases_case" not in joined
