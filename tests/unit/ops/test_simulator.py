"""The invented county at work: real acts, a realistic mix, and nobody does what is not his."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection

from quancheng.cases.queries.lists import unfinished
from quancheng.cases.queries.snapshot import snapshot
from quancheng.hall import queries as hall
from quancheng.kernel.moments import at
from quancheng.ops.simulator import county_at_work, filling, mix, offices_at_work, visits
from quancheng.ops.simulator.county_at_work import CountyAtWork
from quancheng.ops.simulator.history import (
    UnableToSimulate,
    keep_moving,
    opening_day,
    simulate_days,
)
from quancheng.ops.simulator.mix import Mix, visits_on
from quancheng.ops.simulator.people import Inventor
from quancheng.ops.simulator.staff import Desks, UnableToFindHands
from tests.factories.county import COUNTY

NOW = at(date(2026, 3, 13), 21)
EVENTFUL = Mix(
    instant=0.3, correction=0.15, declined=0.05, withdrawn=0.05, silent=0.08, disagree=0.1,
    sent_back=0.15, suspended=0.9, extended=0.3, refused=0.15, late=0.1, uncollected=0.1,
    in_town=0.33,
)  # fmt: skip


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def acts_by_kind() -> Counter[str]:
    return Counter(
        dict(rows("SELECT kind, count(*) FROM ledger_entry WHERE stream = 'case' GROUP BY kind"))
    )


@pytest.fixture
def eventful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A county in which everything that can happen happens often."""
    for module in (mix, county_at_work, offices_at_work, visits):
        monkeypatch.setattr(module, "MIX", EVENTFUL)


@pytest.fixture
def history(county, eventful):
    return simulate_days(region_code=COUNTY, days=14, visits=30, seed=7, now=NOW)


def test_in_an_eventful_history_nobody_is_refused_and_everything_happens(history):
    assert history.refused == Counter()
    assert history.days == 15
    kinds = acts_by_kind()
    for kind in (
        "received", "accepted", "correction_told", "corrected", "declined", "withdrawn",
        "deemed_accepted", "opinion", "sent_back", "suspended", "resumed", "extended", "granted",
        "refused", "handed_over", "due_soon", "overdue",
    ):  # fmt: skip
        assert kinds[kind] > 0, kind
    ((towns, all_cases),) = rows("SELECT count(town_id), count(*) FROM cases_case")
    assert 0 < towns < all_cases / 2
    ((backwards,),) = rows(
        "SELECT count(*) FROM ledger_entry e JOIN ledger_entry b ON b.region_code = e.region_code"
        " AND b.stream = e.stream AND b.subject = e.subject AND b.seq = e.seq + 1"
        " WHERE e.stream = 'case' AND b.recorded_at < e.recorded_at"
    )
    assert backwards == 0


def test_an_ordinary_history_has_the_mix_of_a_real_hall(county):
    told = []
    result = simulate_days(
        region_code=COUNTY, days=3, visits=120, seed=2026, now=NOW,
        report=lambda **how: told.append(how),
    )  # fmt: skip
    assert result.refused == Counter()
    by_type = dict(rows("SELECT handling_type, count(*) FROM cases_case GROUP BY handling_type"))
    received = result.done["received"]
    assert 0.5 < by_type["instant"] / received < 0.75
    assert 0.04 < result.done["correction"] / received < 0.16
    per_hour = Counter(
        dict(rows("SELECT extract(hour FROM received_at AT TIME ZONE 'Asia/Shanghai')::int,"
                  " count(*) FROM cases_case GROUP BY 1"))
    )  # fmt: skip
    assert per_hour[10] > per_hour[12] + per_hour[17]
    done = [how["done"] for how in told]
    assert done == sorted(done)
    assert done[-1] == told[-1]["days"] == result.days
    assert any(0 < each % 1 < 1 for each in done)


def test_the_same_seed_makes_the_same_history(county):
    def numbers() -> list[tuple]:
        simulate_days(region_code=COUNTY, days=1, visits=25, seed=5, now=NOW)
        return rows(
            "SELECT item_name, counter, state, received_at FROM cases_case ORDER BY received_at"
        )

    first = numbers()
    second = numbers()
    assert Counter(second) == Counter(first + first)


def test_a_history_cut_short_is_gone_on_with_where_it_stopped(county, eventful):
    class Killed(Exception):
        pass

    def killed(*, acts: int, **_: object) -> None:
        if acts >= 300:
            raise Killed

    assert filling.filling_of(region_code=COUNTY).wanted
    filling.mark(region_code=COUNTY, kind=filling.BEGUN, now=NOW)
    with pytest.raises(Killed):
        simulate_days(region_code=COUNTY, days=5, visits=40, seed=7, now=NOW, report=killed)
    state = filling.filling_of(region_code=COUNTY)
    assert state.begun
    assert state.wanted
    assert state.reached is not None
    before = set(unfinished(region_code=COUNTY))
    result = simulate_days(
        region_code=COUNTY, days=5, visits=40, seed=7, now=NOW, since=state.reached
    )
    assert result.refused == Counter()
    per_day = dict(rows("SELECT received_on, count(*) FROM cases_case GROUP BY received_on"))
    assert len(per_day) == 6
    assert all(20 < count < 60 for count in per_day.values()), per_day
    moved = [n for n in before if snapshot(region_code=COUNTY, number=n).version > 1]
    assert len(moved) > len(before) / 2
    filling.mark(region_code=COUNTY, kind=filling.FILLED, now=NOW)
    assert not filling.filling_of(region_code=COUNTY).wanted


def test_a_county_at_work_is_never_filled(county):
    simulate_days(region_code=COUNTY, days=1, visits=3, seed=1, now=NOW)
    state = filling.filling_of(region_code=COUNTY)
    assert state.foreign
    assert not state.wanted


def test_cases_in_every_state_are_taken_up_again(history):
    county = CountyAtWork(region_code=COUNTY, first=NOW.date(), seed=3)
    open_cases = unfinished(region_code=COUNTY)
    states = {snapshot(region_code=COUNTY, number=n).state.value for n in open_cases}
    assert {"correcting", "examining", "suspended", "delivering"} <= states
    county.pick_up(open_cases, now=NOW)
    assert county.waiting() >= len(open_cases)
    county.run_until(NOW + timedelta(days=90), tick=lambda _: None)
    assert county.refused == Counter()


@pytest.mark.parametrize("days", [0, 261])
def test_a_history_too_short_or_too_long_is_refused(county, days):
    with pytest.raises(UnableToSimulate, match="天数应在 1 到 260 之间"):
        simulate_days(region_code=COUNTY, days=days, visits=1, seed=1, now=NOW)


def test_a_history_before_the_calendar_begins_is_refused(county):
    with pytest.raises(UnableToSimulate, match="工作日历没有覆盖"):
        simulate_days(region_code=COUNTY, days=5, visits=1, seed=1, now=at(date(2004, 1, 2), 9))


def test_a_history_made_on_a_day_of_rest_ends_with_the_working_day_before(county):
    told: list[date] = []
    simulate_days(
        region_code=COUNTY, days=1, visits=2, seed=1, now=at(date(2026, 3, 15), 12),
        report=lambda *, day, **_: told.append(day),
    )  # fmt: skip
    assert set(told) == {date(2026, 3, 13)}


def test_the_list_is_in_force_before_the_history_begins(county):
    assert opening_day(today=date(2026, 3, 13), days=10) < date(2026, 2, 13)


# ── the hall that keeps moving ──


def test_the_hall_moves_one_act_at_a_time_until_it_is_stopped(county):
    pauses: list[float] = []
    result = keep_moving(
        region_code=COUNTY, visits=1200, seed=11, stop=lambda: len(pauses) >= 120,
        pause=pauses.append,
    )  # fmt: skip
    assert result.refused == Counter()
    assert 90 < result.done.total() <= 120
    assert {"received", "accepted", "decided", "handed_over"} <= result.done.keys()
    assert 2 < sum(pauses) / len(pauses) < 10


def test_the_hall_goes_on_after_the_database_was_away(own_county):
    turns: list[int] = []

    def cut(_: float) -> None:
        turns.append(len(turns))
        if len(turns) in {3, 8}:
            connection.connection.close()

    result = keep_moving(
        region_code=COUNTY, visits=100, seed=4, stop=lambda: len(turns) >= 20, pause=cut
    )
    assert result.done.total() >= 12


def test_a_hall_stopped_before_it_moved_has_done_nothing(county):
    assert keep_moving(region_code=COUNTY, visits=1, seed=1, stop=lambda: True).done.total() == 0


# ── the people ──


def test_whoever_is_invented_twice_has_the_same_name():
    first, names = Inventor(Random(1)), {}
    for inventor in (first, Inventor(Random(2))):
        for _ in range(3_000):
            firm = inventor.organisation()
            assert names.setdefault(firm.id_number, firm.name) == firm.name
            person = inventor.person()
            assert names.setdefault(person.id_number, person.name) == person.name


def test_most_people_come_after_the_weekend():
    monday, friday = date(2026, 3, 9), date(2026, 3, 13)
    random = Random(1)
    assert visits_on(random, day=monday, usual=360) > visits_on(random, day=friday, usual=360)
    assert visits_on(random, day=friday, usual=0) == 1


def test_a_place_without_people_says_who_is_missing(county):
    desks = Desks(region_code=COUNTY, today=NOW.date(), random=Random(1))
    with pytest.raises(UnableToFindHands, match="没有可以办理的岗位"):
        desks.head_of(0)


def test_somebody_stands_at_every_open_counter(county):
    desks = Desks(region_code=COUNTY, today=NOW.date(), random=Random(1))
    counters = [c for c in hall.counters_of(region_code=COUNTY) if c.is_open]
    manned = [c for c in counters if c.kind in {"general", "special", "town"}]
    assert {desks.at_counter(c).role.value for c in manned} == {"counter"}
    assert desks.counter_named("W06").number == "W06"


def test_a_company_brings_a_joint_case_whose_children_go_their_own_way(history):
    ((parents, children, applicants),) = rows(
        "SELECT count(DISTINCT p.id), count(*), count(DISTINCT a.applicant_id)"
        " FROM cases_case c JOIN cases_case p ON p.id = c.parent_id"
        " JOIN cases_application a ON a.id IN (c.application_id, p.application_id)"
    )
    assert (parents, children, applicants) == (1, 4, 1)
    assert rows("SELECT handling_type FROM cases_case WHERE required_by_parent") == [
        ("promise",),
        ("promise",),
    ]


def test_a_family_is_worked_off_and_the_parent_decided_last(county, monkeypatch):
    from quancheng.ops.simulator.families import FamiliesAtWork

    monkeypatch.setattr(offices_at_work, "MIX", Mix(suspended=0, sent_back=0, extended=0))
    first = date(2026, 3, 2)
    families = FamiliesAtWork(region_code=COUNTY, first=first, seed=5)
    families.plan_family(at(first, 10))
    families.run_until(at(date(2026, 5, 29), 18), tick=lambda _when: None)
    assert families.refused == Counter()
    ((late,),) = rows(
        "SELECT count(*) FROM cases_case c JOIN cases_case p ON p.id = c.parent_id"
        " WHERE c.decided_on > p.decided_on OR p.decided_on IS NULL OR c.decided_on IS NULL"
    )
    assert late == 0


def test_no_family_comes_where_its_items_are_not_served(county, monkeypatch):
    from quancheng.ops.simulator import families

    monkeypatch.setattr(families, "PARENT", "没有这个事项")
    alone = families.FamiliesAtWork(region_code=COUNTY, first=date(2026, 3, 2), seed=5)
    alone.plan_family(at(date(2026, 3, 2), 10))
    alone.run_until(at(date(2026, 3, 2), 18), tick=lambda _when: None)
    assert rows("SELECT count(*) FROM cases_case") == [(0,)]
