from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from quancheng.clock.engine import (
    ClockName,
    DayKind,
    Extension,
    ExtensionGrant,
    Facts,
    Limit,
    RibbonKind,
    StartsOn,
    Suspension,
    Unit,
    deadline,
    ribbon,
)
from tests.factories.histories import EXAMPLES, calendars, histories, limits

PROMISE_4 = Limit(4, clock=ClockName.PROMISED)
STATUTE_10 = Limit(10)
FEBRUARY_13 = date(2026, 2, 13)


def drawn(cells):
    return "".join(
        {"event": "E", "used": "u", "left": "l", "lawful": "f", "rest": ".", "suspended": "s",
         "over": "O"}[cell.kind]
        for cell in cells
    )  # fmt: skip


def test_the_food_licence_of_the_mock_up_is_drawn(calendar):
    facts = Facts(today=date(2026, 2, 24), accepted_on=FEBRUARY_13)
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=STATUTE_10, calendar=calendar)
    assert drawn(cells) == "Eu.........ullff.ffff"
    assert cells[1].makeup
    assert [cell.day for cell in cells if cell.today] == [date(2026, 2, 24)]
    assert [cell.day for cell in cells if cell.promised_due] == [date(2026, 2, 26)]
    assert [cell.day for cell in cells if cell.statutory_due] == [date(2026, 3, 5)]
    assert cells[5].label == "春节"
    assert (cells[11].counted_promised, cells[11].counted_statutory) == (True, True)
    assert (cells[14].counted_promised, cells[14].counted_statutory) == (False, True)


def test_the_flood_review_of_the_mock_up_is_drawn(calendar):
    facts = Facts(
        today=date(2026, 2, 24),
        accepted_on=date(2026, 1, 26),
        suspensions=(Suspension(date(2026, 2, 2), date(2026, 2, 12), "专家评审"),),
    )
    cells = ribbon(
        facts=facts, promised=Limit(8, clock=ClockName.PROMISED), statutory=Limit(20),
        calendar=calendar,
    )  # fmt: skip
    assert drawn(cells) == "Euuuu..ussss..ssssuu.........uffff.fffff..fff"
    assert cells[8].label == "专家评审"


def test_days_after_a_missed_promise_are_over(calendar):
    facts = Facts(today=date(2026, 3, 2), accepted_on=FEBRUARY_13)
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=STATUTE_10, calendar=calendar)
    assert drawn(cells) == "Eu.........uuuOO.Offf"


def test_a_missed_law_goes_on_to_today(calendar):
    facts = Facts(today=date(2026, 3, 9), accepted_on=FEBRUARY_13)
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=STATUTE_10, calendar=calendar)
    assert drawn(cells) == "Eu.........uuuOO.OOOOO..O"
    assert cells[-1].today


def test_a_late_decision_ends_the_ribbon(calendar):
    facts = Facts(today=date(2026, 5, 9), accepted_on=FEBRUARY_13, decided_on=date(2026, 3, 6))
    cells = ribbon(facts=facts, promised=None, statutory=STATUTE_10, calendar=calendar)
    assert cells[-1].day == date(2026, 3, 6)
    assert cells[-1].kind is RibbonKind.OVER


def test_an_early_decision_leaves_days_over(calendar):
    facts = Facts(today=date(2026, 5, 9), accepted_on=FEBRUARY_13, decided_on=date(2026, 2, 24))
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=STATUTE_10, calendar=calendar)
    assert drawn(cells) == "Eu.........ullff.ffff"
    assert not any(cell.today for cell in cells)


def test_rest_days_of_a_natural_limit_are_counted(calendar):
    facts = Facts(today=date(2026, 2, 12), received_on=date(2026, 2, 9))
    limit = Limit(7, Unit.NATURAL_DAY, StartsOn.RECEIVED)
    cells = ribbon(facts=facts, promised=None, statutory=limit, calendar=calendar)
    assert drawn(cells) == "Euuullll.......l"
    assert cells[6].counted_statutory


def test_an_open_suspension_reaches_to_today(calendar):
    facts = Facts(
        today=date(2026, 3, 5), accepted_on=date(2026, 3, 2),
        suspensions=(
            Suspension(date(2026, 3, 2), date(2026, 3, 3), "检测"),
            Suspension(date(2026, 3, 3), None, "鉴定"),
        ),
    )  # fmt: skip
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=None, calendar=calendar)
    assert drawn(cells) == "Esssl..lll"
    assert [cell.label for cell in cells[1:4]] == ["检测", "鉴定", "鉴定"]


def test_a_provisional_ribbon_ends_with_the_last_known_day(calendar):
    facts = Facts(today=date(2026, 12, 11), accepted_on=date(2026, 12, 10))
    cells = ribbon(facts=facts, promised=None, statutory=Limit(20), calendar=calendar)
    assert cells[-1].day == date(2026, 12, 31)
    assert not any(cell.statutory_due for cell in cells)


def test_clocks_with_different_starts_share_one_ribbon(calendar):
    facts = Facts(
        today=date(2026, 3, 6), received_on=date(2026, 3, 2), accepted_on=date(2026, 3, 4)
    )
    law = Limit(7, starts=StartsOn.RECEIVED)
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=law, calendar=calendar)
    assert drawn(cells) == "EuEuu..llf"
    assert cells[-1].day == date(2026, 3, 11)


def test_a_clock_that_has_not_started_is_left_out(calendar):
    facts = Facts(today=date(2026, 3, 3), received_on=date(2026, 3, 2))
    law = Limit(7, starts=StartsOn.RECEIVED)
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=law, calendar=calendar)
    assert drawn(cells) == "Eulll..lll"
    assert not any(cell.counted_promised for cell in cells)


def test_before_any_start_there_is_no_ribbon(calendar):
    facts = Facts(today=date(2026, 3, 3))
    assert ribbon(facts=facts, promised=PROMISE_4, statutory=None, calendar=calendar) == []


def test_every_day_has_one_cell(calendar):
    facts = Facts(today=date(2026, 2, 24), accepted_on=FEBRUARY_13)
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=STATUTE_10, calendar=calendar)
    assert [cell.day for cell in cells] == [
        FEBRUARY_13 + timedelta(days=k) for k in range(len(cells))
    ]


@settings(max_examples=EXAMPLES)
@given(
    promised=st.none() | limits(ClockName.PROMISED),
    statutory=st.none() | limits(),
    facts=histories(),
    calendar=calendars(),
)
def test_the_counted_cells_sum_to_the_engine_s_total(promised, statutory, facts, calendar):
    cells = ribbon(facts=facts, promised=promised, statutory=statutory, calendar=calendar)
    for limit, name in ((promised, "counted_promised"), (statutory, "counted_statutory")):
        verdict = limit and deadline(limit=limit, facts=facts, calendar=calendar)
        if verdict is None or verdict.due is None:
            assert verdict is not None or not any(getattr(cell, name) for cell in cells)
            continue
        counted = [cell.day for cell in cells if getattr(cell, name)]
        as_of = verdict.stopped_on or facts.today
        assert len(counted) == verdict.total
        assert sum(day <= as_of for day in counted) == verdict.used
    assert [cell.day for cell in cells if cell.today] == [
        cell.day for cell in cells if cell.day == facts.today
    ]
    stops = (*facts.suspensions, *facts.corrections)
    for cell in cells:
        if cell.kind is RibbonKind.SUSPENDED:
            assert any(each.start < cell.day for each in stops)
            assert not (cell.counted_promised and cell.counted_statutory)
        if cell.kind in (RibbonKind.USED, RibbonKind.LEFT):
            assert cell.makeup is (calendar.kind(cell.day) is DayKind.MAKEUP)


def test_the_days_that_an_extension_adds_are_marked(calendar):
    granted = ExtensionGrant(5, granted_on=date(2026, 2, 24), clock=ClockName.STATUTORY)
    law = Limit(10, extension=Extension(10))
    facts = Facts(today=date(2026, 2, 24), accepted_on=FEBRUARY_13, extensions=(granted,))
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=law, calendar=calendar)
    added = [cell.day for cell in cells if cell.extended]
    assert (added[0], added[-1]) == (date(2026, 3, 6), date(2026, 3, 12))
    assert cells[-1].statutory_due


def test_without_an_extension_no_day_is_marked(calendar):
    facts = Facts(today=date(2026, 2, 24), accepted_on=FEBRUARY_13)
    cells = ribbon(facts=facts, promised=PROMISE_4, statutory=STATUTE_10, calendar=calendar)
    assert not any(cell.extended for cell in cells)
