"""Random limits, facts and calendars, and the deadline by the words of the rules, slowly."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from quancheng.clock.engine import (
    Calendar,
    ClockName,
    DayKind,
    DayRecord,
    ExtensionGrant,
    Facts,
    Limit,
    StartsOn,
    Suspension,
    Unit,
)

EXAMPLES = max(500, settings.default.max_examples)
"""How many random cases; the profile ``nightly`` asks for more."""

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2025, 9, 1), date(2026, 12, 31))


@st.composite
def spans(draw, ground):
    start = draw(DAYS)
    end = draw(st.none() | st.integers(0, 60))
    return Suspension(
        start, None if end is None else start + timedelta(days=end), ground, "停告1号"
    )


@st.composite
def histories(draw):
    received = draw(DAYS)
    accepted = draw(st.none() | st.integers(0, 12).map(lambda n: received + timedelta(days=n)))
    decided = draw(st.none() | st.integers(0, 90).map(lambda n: received + timedelta(days=n)))
    return Facts(
        today=received + timedelta(days=draw(st.integers(0, 150))),
        received_on=received,
        accepted_on=accepted,
        complete_on=draw(st.none() | st.just(accepted)),
        decided_on=decided,
        delivered_on=draw(st.none() | DAYS),
        ended_on=draw(st.none() | st.none() | DAYS),
        suspensions=tuple(draw(st.lists(spans("检测"), max_size=3))),
        corrections=tuple(draw(st.lists(spans("补正"), max_size=1))),
        extensions=tuple(
            draw(
                st.lists(
                    st.builds(ExtensionGrant, st.integers(1, 30), DAYS, st.sampled_from(ClockName)),
                    max_size=2,
                )
            )
        ),
    )


@st.composite
def limits(draw, clock=ClockName.STATUTORY):
    unit = draw(st.sampled_from(Unit))
    most = {Unit.WORKING_DAY: 60, Unit.NATURAL_DAY: 90, Unit.MONTH: 6, Unit.INSTANT: 0}[unit]
    value = draw(st.integers(min(most, 1), most))
    return Limit(value, unit, draw(st.sampled_from(StartsOn)), clock)


@st.composite
def calendars(draw):
    """A random calendar with rest days, a few make-up days and a published end."""
    first = date(2025, 8, 1)
    kinds = draw(st.lists(st.sampled_from(tuple(KINDS)), min_size=30, max_size=40))
    length = draw(st.integers(200, 700))
    return Calendar.of(
        DayRecord(first + timedelta(days=k), KINDS[kinds[k % len(kinds)]], notice="通知")
        for k in range(length)
    )


KINDS = {"w": DayKind.WORKING, "W": DayKind.WORKING, "r": DayKind.REST, "m": DayKind.MAKEUP}


def naive_walk(limit, units, start, out, calendar):
    """The deadline by counting one day after another, ``None`` at an unknown day."""
    if limit.unit is Unit.MONTH:
        month = start.month - 1 + units
        year, month = start.year + month // 12, month % 12 + 1
        units = (date(year, month, min(start.day, monthrange(year, month)[1])) - start).days
    day, counted = start, 0
    working = limit.unit is Unit.WORKING_DAY
    while counted < units:
        day += ONE_DAY
        if working and not calendar.knows(day):
            return None
        counted += day not in out and (not working or calendar.is_working(day))
    while not working and calendar.knows(day) and not calendar.is_working(day):
        day += ONE_DAY
    return day if calendar.knows(day) else None


def naive_due(limit, facts, calendar):
    """The deadline by the words of the rules, slowly."""
    start = facts.started_on(limit.starts)
    stop = facts.stopped_on(limit.starts)
    as_of = stop or facts.today
    out = set()
    if limit.starts is not StartsOn.DECIDED:
        still = facts.suspensions
        if limit.starts is StartsOn.RECEIVED:
            still += facts.corrections
        for each in still:
            end = each.end or as_of
            out |= {each.start + ONE_DAY * k for k in range(1, (end - each.start).days + 1)}
    units = limit.value
    due = naive_walk(limit, units, start, out, calendar)
    if limit.unit is not Unit.INSTANT:
        for grant in sorted(facts.extensions, key=lambda each: each.granted_on):
            in_time = due is None or grant.granted_on <= due
            if grant.clock is limit.clock and in_time:
                units += grant.value
                due = naive_walk(limit, units, start, out, calendar)
    return due
