"""Spans of days that are not counted, as half-open ``(start, end]`` pairs.

*Convention* (R9): the days excluded are those in ``(start, end]``, overlapping spans merged.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from quancheng.clock.engine.facts import Facts, Suspension
from quancheng.clock.engine.limits import StartsOn

Span = tuple[date, date]
"""The days after the first, up to and including the second."""


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same days as disjoint, non-touching spans in order; empty spans vanish."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def difference(spans: Iterable[Span], minus: Iterable[Span]) -> tuple[Span, ...]:
    """Return the days of ``spans`` that are in no span of ``minus``, as disjoint spans."""
    removed = union(minus)
    left: list[Span] = []
    for start, end in union(spans):
        begin = start
        for cut_start, cut_end in removed:
            if cut_end <= begin or cut_start >= end:
                continue
            if cut_start > begin:
                left.append((begin, cut_start))
            begin = cut_end
        if begin < end:
            left.append((begin, end))
    return tuple(left)


def standstills(*, facts: Facts, starts: StartsOn) -> tuple[Suspension, ...]:
    """The times at which a limit that starts with ``starts`` stands still.

    The delivery limit, which starts with the decision, has none (R9 is about the examination).
    The time the applicant was correcting matters only to limits that run from the receipt:
    every other start comes after it.
    """
    if starts is StartsOn.DECIDED:
        return ()
    if starts is StartsOn.RECEIVED and facts.corrections:
        return (*facts.suspensions, *facts.corrections)
    return facts.suspensions


def excluded_spans(*, facts: Facts, starts: StartsOn, after: date, as_of: date) -> tuple[Span, ...]:
    """The days after ``after`` a limit does not count, merged.

    A standstill that is still open is taken as ending on ``as_of``.
    """
    still = standstills(facts=facts, starts=starts)
    if not still:
        return ()
    return union(
        (max(each.start, after), as_of if each.end is None else each.end) for each in still
    )


def is_suspended(*, facts: Facts, starts: StartsOn, on: date) -> bool:
    """Whether the clock stands still at the end of day ``on``: stopped, and not yet resumed."""
    still = standstills(facts=facts, starts=starts)
    return bool(still) and any(
        each.start <= on and (each.end is None or on < each.end) for each in still
    )
