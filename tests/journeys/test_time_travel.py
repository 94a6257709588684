"""Nine weeks of a hall whose sweep is stopped on many days: the record ends with the same alarms.

What should stand on the record is reckoned anew from the facts, one day after another, by a loop
that knows neither the columns the sweep reads nor the tables of the calendar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State
from quancheng.catalogue.queries import Guide
from quancheng.clock.engine import Calendar, CaseLimits, Facts, Limit
from quancheng.clock.rules import ALARMS
from quancheng.identity.rules import Actor
from quancheng.journeys import accept, apply, clocks, extend, suspend
from quancheng.journeys.sweep_clocks import sweep
from quancheng.ledger import queries as ledger
from quancheng.ledger.rules import Recorded
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment
from tests.factories.histories import naive_due

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 26), date(2026, 3, 30)
A_DAY = 20
STOPPED_WEEK = (date(2026, 3, 9), date(2026, 3, 15))
STOPPED_SHARE = 0.3
ITEMS = (
    (cases.FOOD, "W06"),
    (cases.FLOOD, "W13"),
    ("事业单位法人变更登记", "W12"),
)
ANSWERS_FROM = 5

Act = Callable[["Hall", str, date], object]


@dataclass(eq=False)
class Hall:
    """Who acts, and what is planned for which day."""

    staff: Staff
    random: Random
    plans: dict[date, list[tuple[str, Act]]] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)

    def plan(self, number: str, act: Act, *, after: date, days: int) -> date:
        """Put an act on the first working day some days later."""
        day = after + timedelta(days=days)
        while not clocks.calendar_of("").is_working(day):
            day += ONE_DAY
        self.plans.setdefault(day, []).append((number, act))
        return day

    @cache  # noqa: B019 - one hall a test
    def at_counter(self, counter: str) -> Actor:
        """Somebody at a counter."""
        return self.staff.at_counter(counter)

    @cache  # noqa: B019
    def _person(self, role: str, office_id: int | None, town: str) -> Actor:
        return self.staff.for_task(role=role, office_id=office_id, town_code=town)

    def at_task(self, case: Snapshot) -> Actor:
        """Somebody who may do the case's open task."""
        task = case.tasks[0]
        role = "head" if task.role == "superior" else task.role
        return self._person(role, task.office_id, task.town_code)


def _take_in(hall: Hall, guide: Guide, counter: str, *, on: date) -> None:
    seed = len(hall.numbers)
    taken = apply.take_in(
        doing=doing(hall.at_counter(counter), now=moment(9, on=on)),
        region_code=COUNTY,
        intake=cases.intake_for(guide, counter=counter, seed=seed),
    )
    hall.numbers.append(taken.number)
    chance = hall.random.random()
    if chance < 0.06:
        hall.plan(taken.number, _withdraw, after=on, days=hall.random.randrange(1, 12))
    elif chance < 0.94:
        days = hall.random.choice((0, 0, 1, 1, 2, 3, 4, 9, 12, 15))
        if days:
            hall.plan(taken.number, _accept, after=on, days=days)
        else:
            _accept(hall, taken.number, on)


def _accept(hall: Hall, number: str, on: date) -> None:
    case = cases.read(number)
    if case.state is State.RECEIVED:
        accept.accept(
            doing=doing(hall.at_counter(case.counter), now=moment(10, on=on)),
            region_code=COUNTY,
            number=number,
        )
    _plan_on(hall, number, on)


def _plan_on(hall: Hall, number: str, on: date) -> None:
    """What becomes of an accepted case: nothing, most often."""
    chance, days = hall.random.random(), hall.random.randrange(1, 25)
    if chance < 0.15:
        hall.plan(number, _decide, after=on, days=days)
    elif chance < 0.3:
        hall.plan(number, _withdraw, after=on, days=days)
    elif chance < 0.6:
        hall.plan(number, _suspend, after=on, days=hall.random.randrange(1, 12))
    elif chance < 0.7:
        hall.plan(number, _extend, after=on, days=days)


def _decide(hall: Hall, number: str, on: date) -> None:
    case = cases.examined(hall.staff, cases.read(number), now=moment(11, on=on))
    cases.decided(hall.staff, case, now=moment(11, on=on))


def _withdraw(hall: Hall, number: str, on: date) -> None:
    accept.withdraw(
        doing=doing(hall.at_counter(cases.read(number).counter), now=moment(11, on=on)),
        region_code=COUNTY,
        number=number,
        reason="不再办理。",
    )


def _suspend(hall: Hall, number: str, on: date) -> None:
    case = cases.read(number)
    if case.state is not State.EXAMINING:
        return
    suspend.suspend(
        doing=doing(hall.at_task(case), now=moment(11, on=on)),
        region_code=COUNTY,
        number=number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=10,
    )
    if hall.random.random() < 0.8:
        hall.plan(number, _resume, after=on, days=hall.random.randrange(1, 20))


def _resume(hall: Hall, number: str, on: date) -> None:
    suspend.resume(
        doing=doing(hall.at_task(cases.read(number)), now=moment(11, on=on)),
        region_code=COUNTY,
        number=number,
    )
    _plan_on(hall, number, on)


def _extend(hall: Hall, number: str, on: date) -> None:
    case = cases.read(number)
    limit = clocks.limits_of(case).statutory
    running = case.state is State.EXAMINING and limit is not None and limit.extension is not None
    if running and case.statutory_due is not None and on <= case.statutory_due:
        head = hall.staff.for_task(role="head", office_id=case.office_id, town_code="")
        extend.extend(
            doing=doing(head, now=moment(11, on=on)),
            region_code=COUNTY,
            number=number,
            days=5,
            reason="案情复杂，需要补充核查。",
        )


def _live(hall: Hall) -> None:
    """Every day: the sweep in the morning unless it is stopped, then what was planned, then intake."""
    guides = [(cases.guide_named(name, on=FIRST), counter) for name, counter in ITEMS]
    day = FIRST
    while day < LAST:
        stopped = STOPPED_WEEK[0] <= day <= STOPPED_WEEK[1]
        if not stopped and hall.random.random() >= STOPPED_SHARE:
            _sweep(day)
        for number, act in hall.plans.pop(day, ()):
            act(hall, number, day)
        if clocks.calendar_of("").is_working(day):
            for _ in range(A_DAY):
                guide, counter = hall.random.choice(guides)
                _take_in(hall, guide, counter, on=day)
        day += ONE_DAY
    _sweep(LAST)


def _sweep(day: date) -> None:
    while (swept := sweep(now=moment(7, on=day))).deemed + swept.announced:
        assert not swept.failed


def _known_on(facts: Facts, day: date) -> Facts:
    """The facts as they stood on the morning of a day, before anybody acted on it."""
    return replace(
        facts,
        today=day,
        decided_on=None,
        ended_on=None,
        suspensions=tuple(
            replace(each, end=each.end if each.end and each.end < day else None)
            for each in facts.suspensions
            if each.start < day
        ),
        extensions=tuple(each for each in facts.extensions if each.granted_on < day),
    )


def _due(limit: Limit | None, facts: Facts, calendar: Calendar) -> date | None:
    return None if limit is None else naive_due(limit, facts, calendar)


def _working_day(day: date, step: int, calendar: Calendar) -> date:
    """The next working day after ``day``, or with ``step`` -1 the last before it."""
    day += ONE_DAY * step
    while not calendar.is_working(day):
        day += ONE_DAY * step
    return day


def _alarms(
    limits: CaseLimits, facts: Facts, calendar: Calendar, *, until: date
) -> Iterator[tuple[str, date]]:
    """The alarms of a case and the days they took effect, by looking at it every morning."""
    assert facts.accepted_on is not None
    reached, before = 0, None
    day = facts.accepted_on + ONE_DAY
    while day <= until:
        known = _known_on(facts, day)
        if not any(each.end is None for each in known.suspensions):
            promised = _due(limits.promised, known, calendar)
            statutory = _due(limits.statutory, known, calendar)
            if reached and promised != before and promised and promised >= day - ONE_DAY:
                reached = 0
            before = promised
            called = (
                promised is not None and promised <= _working_day(day, 1, calendar),
                promised is not None and promised < day,
                statutory is not None and statutory < day,
            )
            for place in range(reached, len(ALARMS)):
                if called[place]:
                    due = statutory if place == 2 else promised
                    assert due is not None
                    warned = max(_working_day(due, -1, calendar), facts.accepted_on)
                    yield ALARMS[place], due + ONE_DAY if place else warned
                    reached = place + 1
        day += ONE_DAY


def _window_end(received: date, calendar: Calendar) -> date:
    day = received
    for _ in range(ANSWERS_FROM):
        day = _working_day(day, 1, calendar)
    return day


def _entries(case: Snapshot) -> list[Recorded]:
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)


def _facts(case: Snapshot, entries: list[Recorded]) -> Facts:
    ended = [entry.effective_on for entry in entries if entry.kind == "withdrawn"]
    return replace(case.facts(today=LAST), ended_on=ended[0] if ended else None)


def _check_acceptance(case: Snapshot, entries: list[Recorded], calendar: Calendar) -> bool:
    """Nobody answered within the window: accepted by law, from the day of receipt. Whether so."""
    end = _window_end(case.received_on, calendar)
    answered = [entry for entry in entries if entry.kind in ("accepted", "withdrawn")]
    in_time = any(
        entry.effective_on is not None and entry.effective_on <= end for entry in answered
    )
    deemed = [entry for entry in entries if entry.kind == "deemed_accepted"]
    assert bool(deemed) is (not in_time and end < LAST), case.number
    for entry in deemed:
        assert entry.effective_on == case.accepted_on == case.received_on
        assert entry.recorded_at >= moment(0, on=end + ONE_DAY)
    return bool(deemed)


@pytest.mark.slow
def test_nine_weeks_with_a_stopped_sweep_end_with_the_alarms_of_a_recomputation(
    county: Staff,
) -> None:
    hall = Hall(staff=county, random=Random(20260126))
    _live(hall)
    calendar, seen = clocks.calendar_of(""), Counter[str]()
    for number in hall.numbers:
        case = cases.read(number)
        entries = _entries(case)
        seen["deemed"] += _check_acceptance(case, entries, calendar)
        found = [(each.kind, each.effective_on) for each in entries if each.kind in ALARMS]
        wanted: list[tuple[str, date]] = []
        if case.accepted_on is not None:
            facts = _facts(case, entries)
            end = min(filter(None, (facts.decided_on, facts.ended_on, LAST)))
            wanted = list(_alarms(clocks.limits_of(case), facts, calendar, until=end))
        assert found == wanted, number
        seen.update(kind for kind, _ in found)
        seen["twice"] += len(found) > len({kind for kind, _ in found})
    assert len(hall.numbers) >= 700
    assert min(seen[kind] for kind in (*ALARMS, "deemed")) >= 50, seen
    assert seen["twice"] >= 3, seen
