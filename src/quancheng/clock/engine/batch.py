"""Many limits at once, in columns: for recomputing every open case when the calendar changes.

The same rules as :func:`~quancheng.clock.engine.verdict.deadline`, which the suite holds it to.
Days are ordinals (:meth:`datetime.date.toordinal`), 0 where there is none. This is the only module
that imports numpy; the package does not import it, so that a page pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from quancheng.clock.engine.calendar import Calendar
from quancheng.clock.engine.facts import Facts
from quancheng.clock.engine.limits import Limit, Unit
from quancheng.clock.engine.suspension import standstills

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNIT_CODES = {unit: code for code, unit in enumerate(Unit)}
"""The number that stands for a unit in a column."""

_WORKING, _MONTH, _INSTANT = (
    UNIT_CODES[unit] for unit in (Unit.WORKING_DAY, Unit.MONTH, Unit.INSTANT)
)
_ROW = 1 << 22
"""More than the ordinal of any day: keeps the spans of one row apart from the next one's."""
_EPOCH = date(1970, 1, 1).toordinal()


def _ints(values: Iterable[int] = ()) -> Ints:
    return np.fromiter(values, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedSpans:
    """Days not counted, flattened: those after ``begin``, up to and including ``end``, of a row.

    In any order, overlapping or not; an open suspension ends with the day the limit is read on.
    """

    row: Ints
    begin: Ints
    end: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """Extensions, flattened: ``value`` units more for a row, granted on a day.

    Those of one row stand in the order in which they were granted, rows in any order.
    """

    row: Ints
    granted_on: Ints
    value: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitColumns:
    """One limit of one case in each row: the day it starts (0: not yet), its value and unit."""

    start: Ints
    value: Ints
    unit: Ints
    excluded: ExcludedSpans
    grants: Grants


@dataclass(frozen=True, slots=True, kw_only=True)
class Dues:
    """What :class:`~quancheng.clock.engine.verdict.Verdict` says of each row.

    ``due`` is 0 while provisional and before the start; ``earliest`` is then the first day it can
    be, 0 before the start.
    """

    due: Ints
    provisional: Flags
    earliest: Ints


class _Table:
    """``add`` and ``count`` of the calendar for whole columns."""

    def __init__(self, calendar: Calendar) -> None:
        base, sums, edges, working = calendar.tables()
        self._base = base
        self._size = len(sums) - 1
        self._sums = np.asarray(sums, dtype=np.int64)
        self._edges = np.asarray(edges, dtype=np.int64)
        self._working = _ints([*(day.toordinal() for day in working), 0])

    def _index(self, day: Ints) -> tuple[Ints, Flags]:
        """The index of the day after ``day``, and whether the table has it."""
        index = day - (self._base - 1)
        inside = (index >= 0) & (index <= self._size)
        return np.where(inside, index, 0), inside

    def add(self, day: Ints, n: Ints) -> tuple[Ints, Flags]:
        """The ``n``-th working day after ``day``, else the earliest it can be; whether known."""
        index, inside = self._index(day)
        edge, before = self._edges[index], self._sums[index]
        counted = self._sums[edge] - before
        known = inside & (n <= counted)
        found = self._working[np.where(known, before + n - 1, -1)]
        beyond = np.where(inside, self._base - 1 + edge - counted, day) + n
        return np.where(known, found, beyond), known

    def count(self, after: Ints, to: Ints) -> Ints:
        """Working days after ``after`` up to ``to``, as far as they are known."""
        index, inside = self._index(after)
        end = np.minimum(to - (self._base - 1), self._edges[index])
        counted: Ints = self._sums[np.where(inside, end, index)] - self._sums[index]
        return counted


def _month_later(day: Ints, months: Ints) -> Ints:
    """The corresponding day ``months`` later, else the last day of that month (民法典 202)."""
    days = (day - _EPOCH).astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    day_of_month = (days - month.astype("datetime64[D]")).astype(np.int64)
    first = month.astype(np.int64) + months
    begins = first.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    ends = (first + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
    last: Ints = np.minimum(begins + day_of_month, ends)
    return last + _EPOCH


def _merged(spans: ExcludedSpans, start: Ints) -> ExcludedSpans:
    """The same days after the start of each row as disjoint spans, ordered by row and day."""
    begin = np.maximum(spans.begin, start[spans.row])
    kept = np.flatnonzero(spans.end > begin)
    order = kept[np.lexsort((begin[kept], spans.row[kept]))]
    apart = spans.row[order] * _ROW
    begin, end = begin[order] + apart, np.maximum.accumulate(spans.end[order] + apart)
    opens = np.flatnonzero(np.r_[True, begin[1:] > end[:-1]][: order.size])
    closes = np.r_[opens[1:], order.size][: opens.size] - 1
    apart = apart[opens]
    return ExcludedSpans(
        row=spans.row[order][opens], begin=begin[opens] - apart, end=end[closes] - apart
    )


class _Run:
    """One calculation: the columns, the calendar, and how far each row reaches so far."""

    def __init__(self, columns: LimitColumns, table: _Table) -> None:
        self._columns, self._table = columns, table
        rows = columns.start.size
        self._counts_working = columns.unit == _WORKING
        self._spans = _merged(columns.excluded, columns.start)
        self._many = np.bincount(self._spans.row, minlength=rows)
        self._first = np.cumsum(self._many) - self._many
        self._many[columns.unit == _INSTANT] = 0
        self._out = self._spans.end - self._spans.begin
        working = np.flatnonzero(self._counts_working[self._spans.row])
        self._out[working] = table.count(self._spans.begin[working], self._spans.end[working])
        self._total = columns.value.copy()
        self.due = np.zeros(rows, dtype=np.int64)
        self.sure = np.zeros(rows, dtype=np.int64)
        self.known = np.zeros(rows, dtype=np.bool_)

    def _origin(self, rows: Ints) -> Ints:
        """The last day of the natural days or months of ``rows``, nothing excluded."""
        start, total, unit = self._columns.start[rows], self._total[rows], self._columns.unit[rows]
        origin = start + total
        months = np.flatnonzero(unit == _MONTH)
        origin[months] = _month_later(start[months], total[months])
        return origin

    def reach(self, rows: Ints) -> None:
        """Compute the deadline of ``rows`` from their totals and spans (R1, R9)."""
        by_working = self._counts_working[rows]
        working, natural = rows[by_working], rows[~by_working]
        start, total = self._columns.start, self._total
        self.due[working], self.known[working] = self._table.add(start[working], total[working])
        self.due[natural] = self._origin(natural)
        self._exclude(rows)
        forward = self.due[natural] - 1
        self.due[natural], self.known[natural] = self._table.add(forward, np.ones_like(forward))

    def _exclude(self, rows: Ints) -> None:
        """Move each row by its spans in turn, up to one that begins after the limit ran out."""
        moved, turn = rows[self._many[rows] > 0], 0
        out = np.zeros_like(self._total)
        while moved.size:
            span = self._first[moved] + turn
            early = self._spans.begin[span] < self.due[moved]
            moved, span = moved[early], span[early]
            out[moved] += self._out[span]
            by_working = self._counts_working[moved]
            working, natural = moved[by_working], moved[~by_working]
            self.due[working], self.known[working] = self._table.add(
                self._columns.start[working], self._total[working] + out[working]
            )
            self.due[natural] += self._out[span[~by_working]]
            turn += 1
            moved = moved[self._many[moved] > turn]

    def extend(self) -> None:
        """Grant each extension that came in time, one of a row after the other (R4)."""
        grants = self._columns.grants
        order = np.argsort(grants.row, kind="stable")
        row = grants.row[order]
        order = order[(self._columns.unit[row] != _INSTANT) & (self._columns.start[row] > 0)]
        row = grants.row[order]
        place = np.arange(row.size) - np.searchsorted(row, row, side="left")
        for turn in range(int(place.max(initial=-1)) + 1):
            grant = order[place == turn]
            rows = grants.row[grant]
            in_time = grants.granted_on[grant] <= self.due[rows]
            doubtful = rows[~in_time & ~self.known[rows] & (self.sure[rows] == 0)]
            self.sure[doubtful] = self.due[doubtful]
            counts = in_time | ~self.known[rows]
            rows, grant = rows[counts], grant[counts]
            self._total[rows] += grants.value[grant]
            self.reach(rows)


def dues(*, columns: LimitColumns, calendar: Calendar) -> Dues:
    """Compute every row's deadline: what ``deadline`` says of each, a column at a time.

    ``row`` of the excluded spans and the grants counts from 0. Spans and grants of a row that has
    not started, or ends on the spot, have no effect.
    """
    run = _Run(columns, _Table(calendar))
    started = columns.start > 0
    run.reach(np.flatnonzero(started))
    run.extend()
    provisional = started & ~run.known
    return Dues(
        due=np.where(provisional, 0, run.due),
        provisional=provisional,
        earliest=np.where(run.sure > 0, run.sure, run.due),
    )


def gathered(*, cases: Iterable[tuple[Limit, Facts]]) -> LimitColumns:
    """Lay out limits and facts as columns, for callers that have them as objects."""
    rows: list[tuple[int, int, int]] = []
    spans: list[tuple[int, int, int]] = []
    grants: list[tuple[int, int, int]] = []
    for row, (limit, facts) in enumerate(cases):
        start = facts.started_on(limit.starts)
        rows.append((start.toordinal() if start else 0, limit.value, UNIT_CODES[limit.unit]))
        as_of = facts.stopped_on(limit.starts) or facts.today
        spans.extend(
            (row, still.start.toordinal(), (still.end or as_of).toordinal())
            for still in standstills(facts=facts, starts=limit.starts)
        )
        grants.extend(
            (row, grant.granted_on.toordinal(), grant.value)
            for grant in sorted(facts.extensions, key=lambda each: each.granted_on)
            if grant.clock is limit.clock
        )
    return LimitColumns(
        **_named(("start", "value", "unit"), rows),
        excluded=ExcludedSpans(**_named(("row", "begin", "end"), spans)),
        grants=Grants(**_named(("row", "granted_on", "value"), grants)),
    )


def _named(names: tuple[str, ...], rows: list[tuple[int, int, int]]) -> dict[str, Ints]:
    """The columns of rows, by name."""
    table = np.asarray(rows, dtype=np.int64).reshape(-1, len(names))
    return {name: table[:, place].copy() for place, name in enumerate(names)}
