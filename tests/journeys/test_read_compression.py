"""Compression of a county, promised and achieved, and the cases behind each figure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.cases.queries.compression import decided_tallies
from quancheng.clock.engine import Unit
from quancheng.clock.queries import calendar_for
from quancheng.identity.queries import scope_of
from quancheng.identity.rules import Role, Scope
from quancheng.journeys import accept, decide, read_compression, suspend
from quancheng.journeys.read_compression import Board
from quancheng.ops.simulator.handwriting import DRAWN
from quancheng.ops.simulator.terms import term_for
from tests.factories import cases
from tests.factories.cases import FLOOD, FOOD
from tests.factories.county import COUNTY, doing, moment

if TYPE_CHECKING:
    from tests.factories.county import Staff

RECEIVED = date(2026, 3, 2)
DECIDED = date(2026, 3, 9)
TODAY = date(2026, 3, 31)
EVERYTHING = Scope(role=Role.CITY_VIEWER, counties=(COUNTY,), may_write=False)


def read(scope: Scope = EVERYTHING, *, first: date = date(2026, 1, 1)) -> Board:
    return read_compression.board(
        scope=scope, region_code=COUNTY, today=TODAY, first=first, last=TODAY
    )


def decided(staff: Staff, name: str, *, on: date = DECIDED, seed: int = 1, since: date = RECEIVED):
    """A case accepted on ``since`` and decided on ``on``."""
    case = cases.accepted(staff, cases.guide_named(name), now=moment(on=since), seed=seed)
    case = cases.examined(staff, case, now=moment(on=on))
    return cases.decided(staff, case, now=moment(on=on))


def test_the_county_promises_at_least_sixty_percent_less_than_the_law(county: Staff) -> None:
    board = read()
    mean = board.total.promised.mean_of_rates
    assert mean is not None
    assert mean >= Fraction(60, 100)
    assert board.total.promised.items + board.total.promised.skipped == 418
    assert sum(line.items for line in board.by_office) == 418


def test_the_figure_of_the_county_is_made_of_its_offices_and_theirs_of_their_items(
    county: Staff,
) -> None:
    board = read()
    rates = []
    for office in board.by_office:
        items = board.items_of(office_code=office.code)
        assert len(items) == office.items
        mine = [each.pair.rate for each in items if each.pair and each.pair.rate is not None]
        assert office.promised.items == len(mine)
        rates += mine
    assert sum(rates, Fraction(0)) / len(rates) == board.total.promised.mean_of_rates


def test_only_like_units_are_summed(county: Staff) -> None:
    sums = {each.unit: each for each in read().total.sums}
    assert set(sums) == {Unit.WORKING_DAY, Unit.NATURAL_DAY}
    assert sums[Unit.NATURAL_DAY].count == 28
    assert all(each.rate >= Fraction(1, 2) for each in sums.values())


def test_a_decided_case_counts_the_days_that_it_took(county: Staff) -> None:
    decided(county, FOOD)
    done = read().total.achieved
    assert (done.cases, done.skipped, done.suspended, done.held) == (1, 0, 0, 0)
    assert [(each.unit, each.taken, each.statutory) for each in done.sums] == [
        (Unit.WORKING_DAY, 5, 10)
    ]
    assert done.mean_of_rates == Fraction(1, 2)


def suspended(staff: Staff, *, seed: int = 1) -> None:
    """An expert review from Tuesday to Tuesday; decided two days after it."""
    case = cases.accepted(
        staff, cases.guide_named(FLOOD), now=moment(on=RECEIVED), counter="W13", seed=seed
    )
    case = cases.examined(staff, case, now=moment(on=RECEIVED), until="special")
    actor = cases.person_for(staff, case)
    suspend.suspend(
        doing=doing(actor, now=moment(on=date(2026, 3, 3))),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=10,
    )
    suspend.resume(
        doing=doing(actor, now=moment(on=date(2026, 3, 10))),
        region_code=COUNTY,
        number=case.number,
    )
    case = cases.examined(staff, cases.read(case.number), now=moment(on=date(2026, 3, 12)))
    cases.decided(staff, case, now=moment(on=date(2026, 3, 12)))


def corrected(staff: Staff, name: str, *, seed: int) -> None:
    """The applicant corrects from Tuesday to Monday; decided eight days later."""
    outcome = cases.received(staff, cases.guide_named(name), now=moment(on=RECEIVED), seed=seed)
    clerk = staff.at_counter("W06")
    told, back = moment(on=date(2026, 3, 3)), moment(on=date(2026, 3, 9))
    accept.tell_correction(
        doing=doing(clerk, now=told),
        region_code=COUNTY,
        number=outcome.number,
        defects=[{"subject": "报告", "problem": "没有附图", "wanted": "带附图的报告"}],
    )
    accept.take_in_correction(
        doing=doing(clerk, now=back), region_code=COUNTY, number=outcome.number
    )
    accept.accept(doing=doing(clerk, now=back), region_code=COUNTY, number=outcome.number)
    late = moment(on=date(2026, 3, 17))
    case = cases.examined(staff, cases.read(outcome.number), now=late)
    cases.decided(staff, case, now=late)


def on_the_spot(staff: Staff, name: str, *, seed: int = 1) -> None:
    """Decided at the counter in the same visit."""
    case = cases.accepted(staff, cases.guide_named(name), now=moment(on=RECEIVED), seed=seed)
    decide.decide_on_the_spot(
        doing=doing(staff.at_counter("W06"), now=moment(on=RECEIVED)),
        region_code=COUNTY,
        number=case.number,
        outcome="granted",
        reason="",
        signature=DRAWN,
        term=term_for(edition_id=case.edition_id, on=RECEIVED),
    )


def test_suspended_days_are_listed_and_in_no_rate(county: Staff) -> None:
    suspended(county)
    done = read().total.achieved
    assert (done.suspended, done.held) == (5, 1)
    assert [(each.taken, each.statutory) for each in done.sums] == [(3, 20)]


def test_the_database_counts_the_same_days_as_the_engine(county: Staff) -> None:
    decided(county, FOOD, on=date(2026, 3, 3), seed=1)
    decided(county, FOOD, on=date(2026, 3, 12), seed=2)
    decided(county, "教师资格认定", on=date(2026, 3, 20), seed=3)
    corrected(county, "一般建设项目环境影响报告表审批", seed=4)
    corrected(county, FOOD, seed=5)
    suspended(county, seed=6)
    on_the_spot(county, "公司设立登记", seed=7)
    board = read()
    assert board.total.achieved.cases == 7
    for tally in board.tallies:
        behind = read_compression.cases_behind(
            scope=EVERYTHING,
            region_code=COUNTY,
            item_id=tally.item_id,
            first=board.first,
            last=board.last,
            today=TODAY,
        )
        verdicts = [clock.statutory for _, clock in behind.lines() if clock.statutory]
        assert tally.tally.cases == len(verdicts)
        assert tally.tally.used == sum(each.used + each.overdue for each in verdicts)
        assert tally.tally.suspended == sum(each.excluded for each in verdicts)


def test_a_case_without_a_limit_of_the_law_is_skipped(county: Staff) -> None:
    on_the_spot(county, "市场主体歇业备案")
    done = read().total.achieved
    assert (done.cases, done.skipped, done.mean_of_rates) == (0, 1, None)


def test_a_day_before_the_calendar_begins_is_skipped_not_guessed(county: Staff) -> None:
    decided(county, FOOD)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_case SET accepted_on = '1999-01-01', received_on = '1999-01-01'"
        )
    done = read().total.achieved
    assert (done.cases, done.skipped) == (0, 1)


def test_cases_are_told_by_month_and_by_the_months_that_are_asked_for(county: Staff) -> None:
    decided(county, FOOD, on=date(2026, 2, 27), since=date(2026, 2, 24), seed=1)
    decided(county, FOOD, seed=2)
    assert [(month, done.cases) for month, done in read().by_month] == [
        (date(2026, 2, 1), 1),
        (date(2026, 3, 1), 1),
    ]
    assert read(first=date(2026, 3, 1)).total.achieved.cases == 1


def test_a_case_that_is_added_to_a_month_that_is_over_is_counted(county: Staff) -> None:
    for seed in (1, 2):
        decided(county, FOOD, on=date(2026, 2, 27), since=date(2026, 2, 24), seed=seed)
        assert [done.cases for _, done in read().by_month] == [seed]
    with CaptureQueriesContext(connection) as again:
        assert read().total.achieved.cases == 2
    assert sum("WITH cal AS" in each["sql"] for each in again) == 1


def test_a_head_sees_his_own_office_alone(county: Staff) -> None:
    decided(county, FOOD)
    other = read(scope_of(county.of_office("D19", "head")))
    assert [line.code for line in other.by_office] == ["D19"]
    assert other.total.achieved.cases == 0
    own = read(scope_of(county.of_office("D01", "head")))
    assert own.total.achieved.cases == 1


def test_another_county_and_a_town_see_nothing_of_it(county: Staff) -> None:
    decided(county, FOOD)
    for scope in (
        Scope(role=Role.SUPERVISOR, counties=("610921",)),
        Scope(role=Role.HEAD, counties=(COUNTY,), town="610924100"),
    ):
        found = decided_tallies(
            scope=scope,
            region_code=COUNTY,
            first=date(2026, 1, 1),
            last=TODAY,
            calendar=calendar_for(region_code=COUNTY),
        )
        assert found == []
        pair = read_compression.item_pair(board=read(), code=cases.guide_named(FOOD).item_code)
        behind = read_compression.cases_behind(
            scope=scope,
            region_code=COUNTY,
            item_id=pair.item_id,
            first=date(2026, 1, 1),
            last=TODAY,
            today=TODAY,
        )
        assert behind.page.total == 0


def test_a_head_finds_the_cases_behind_his_figure_and_nobody_elses(county: Staff) -> None:
    decided(county, FOOD)
    pair = read_compression.item_pair(board=read(), code=cases.guide_named(FOOD).item_code)
    counts = {}
    for code in ("D01", "D19"):
        counts[code] = read_compression.cases_behind(
            scope=scope_of(county.of_office(code, "head")),
            region_code=COUNTY,
            item_id=pair.item_id,
            first=date(2026, 1, 1),
            last=TODAY,
            today=TODAY,
        ).page.total
    assert counts == {"D01": 1, "D19": 0}


def test_an_office_or_an_item_that_is_not_on_the_board_is_not_found(county: Staff) -> None:
    board = read()
    assert read_compression.office_line(board=board, code="D01").items > 0
    with pytest.raises(read_compression.UnableToFindLine, match="没有这个部门"):
        read_compression.office_line(board=board, code="D99")
    with pytest.raises(read_compression.UnableToFindLine, match="没有这个事项"):
        read_compression.item_pair(board=board, code="X")


def test_the_board_costs_as_many_queries_for_one_case_as_for_many(county: Staff) -> None:
    decided(county, FOOD, seed=1)
    with CaptureQueriesContext(connection) as one:
        read()
    for seed in range(2, 6):
        decided(county, FOOD, seed=seed)
    with CaptureQueriesContext(connection) as many:
        board = read()
    assert len(many) == len(one) <= 5
    assert board.total.achieved.cases == 5
    assert board.only(office_code="D01").total.achieved.cases == 5
    assert board.only(office_code="D19").total.achieved.cases == 0


def test_a_board_looks_back_over_twelve_months() -> None:
    months = read_compression.months(today=date(2026, 3, 31))
    assert (months[0], months[-1], len(months)) == (date(2025, 4, 1), date(2026, 3, 1), 12)
    assert read_compression.last_of(month=months[0], today=TODAY) == date(2025, 4, 30)
    assert read_compression.last_of(month=date(2025, 12, 1), today=TODAY) == date(2025, 12, 31)
    assert read_compression.last_of(month=months[-1], today=date(2026, 3, 9)) == date(2026, 3, 9)


def test_the_public_board_is_the_whole_county(county: Staff) -> None:
    board = read_compression.public_board(region_code=COUNTY, today=TODAY)
    assert len(board.pairs) == 418
    assert board.first == date(2025, 4, 1)
