"""The official calendar as prefix sums, so that counting days is a look-up.

A day is working, rest or a make-up working day (调休上班) by a notice of the State Council, or
unknown. An unknown day is never taken for Monday to Friday: whatever reaches it is ``Unknown``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, NoReturn

from quancheng.kernel.errors import UnableTo


class UnableToReadCalendar(UnableTo):
    """A day was asked for that no imported notice covers."""


class UnableToBuildCalendar(UnableTo):
    """The rows of a calendar contradict each other."""


class DayKind(StrEnum):
    """What a day is in the calendar."""

    WORKING = "working"
    REST = "rest"
    MAKEUP = "makeup"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DayRecord:
    """One day of the calendar: its kind, the holiday it belongs to and the notice behind it."""

    day: date
    kind: DayKind
    name: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer when counting reaches a day that no notice covers.

    ``last_known`` is the last day that could be read, ``at_least`` the first day the answer can
    possibly be (as if every unknown day were a working day), ``counted`` how many working days
    were counted up to ``last_known``.
    """

    last_known: date
    at_least: date
    counted: int = 0

    def __bool__(self) -> NoReturn:
        """Refuse to be taken for a date, a number or a yes."""
        raise TypeError("Unknown has no truth value; compare with isinstance")


class CalendarTables(NamedTuple):
    """The tables of a calendar, by the index of a day counted from ``base`` (an ordinal).

    ``sums`` are the working days before an index, ``edges`` the first unknown index at or after
    it, ``working`` every working day in order. ``sums`` and ``edges`` have one index more than
    there are days.
    """

    base: int
    sums: tuple[int, ...]
    edges: tuple[int, ...]
    working: tuple[date, ...]


class Calendar:
    """An immutable calendar of official working days.

    ``W(d)`` of the law is :meth:`is_working`, ``add(d, n)`` is :meth:`add`, ``count(a, b]`` is
    :meth:`count`; each is one or two table look-ups.
    """

    __slots__ = ("_base", "_edges", "_floors", "_records", "_size", "_sums", "_working", "version")

    def __init__(self, *, days: Iterable[DayRecord], version: str = "") -> None:
        """Build the tables from day records in any order; a later record of a day wins.

        ``version`` names the state of the table the days were read from.
        """
        records = {record.day: record for record in days if record.kind is not DayKind.UNKNOWN}
        self.version = version
        self._base = min(records).toordinal() if records else date(2004, 1, 1).toordinal()
        self._size = max(records).toordinal() - self._base + 1 if records else 0
        self._records = tuple(
            records.get(date.fromordinal(self._base + index)) for index in range(self._size)
        )
        sums = [0]
        working: list[date] = []
        for record in self._records:
            if record is not None and record.kind is not DayKind.REST:
                working.append(record.day)
            sums.append(len(working))
        self._sums = tuple(sums)
        self._working = tuple(working)
        self._edges = self._find_edges()
        self._floors = self._find_floors()

    @classmethod
    def of(cls, days: Iterable[DayRecord], *, version: str = "") -> Calendar:
        """Return the calendar of ``days``; raise ``UnableToBuildCalendar`` if it is empty."""
        calendar = cls(days=days, version=version)
        if not calendar._size:
            raise UnableToBuildCalendar(
                "日历中没有任何日期，请先导入国务院办公厅的节假日安排通知。"
            )
        return calendar

    def _find_edges(self) -> tuple[int, ...]:
        """For every index the first index at or after it that is unknown."""
        edges = [self._size] * (self._size + 1)
        for index in range(self._size - 1, -1, -1):
            edges[index] = index if self._records[index] is None else edges[index + 1]
        return tuple(edges)

    def _find_floors(self) -> tuple[int, ...]:
        """For every index the first index of the known run that ends just before it."""
        floors = [0] * (self._size + 1)
        for index, record in enumerate(self._records):
            floors[index + 1] = index + 1 if record is None else floors[index]
        return tuple(floors)

    def tables(self) -> CalendarTables:
        """The tables, for counting many limits at once."""
        return CalendarTables(self._base, self._sums, self._edges, self._working)

    @property
    def first(self) -> date:
        """The first known day."""
        return date.fromordinal(self._base)

    @property
    def last(self) -> date:
        """The last known day."""
        return date.fromordinal(self._base + self._size - 1)

    def running_counts(self) -> tuple[date, tuple[int, ...]]:
        """The latest unbroken known run: its first day, and the working days up to each day of it.

        The working days in ``(a, b]`` are the count at ``b`` less the count at ``a``: what
        :meth:`count` does for one case, for a database that does it for very many.
        """
        start = self._floors[self._size]
        return date.fromordinal(self._base + start), self._sums[start + 1 :]

    def known_until(self, day: date) -> date:
        """The last day of the unbroken known run after ``day``; ``day`` itself if there is none."""
        start = day.toordinal() - self._base + 1
        if start < 0 or start >= self._size:
            return day
        return date.fromordinal(self._base + self._edges[start] - 1)

    def add(self, day: date, n: int) -> date | Unknown:
        """The ``n``-th working day strictly after ``day`` (民法典 201: the day is not counted)."""
        if n < 1:
            raise ValueError("n must be at least 1")
        start = day.toordinal() - self._base + 1
        if start < 0 or start > self._size:
            return Unknown(day, day + timedelta(days=n))
        sums = self._sums
        edge = self._edges[start]
        wanted = sums[start] + n
        if wanted <= sums[edge]:
            return self._working[wanted - 1]
        last_known = date.fromordinal(self._base + edge - 1)
        counted = sums[edge] - sums[start]
        return Unknown(last_known, last_known + timedelta(days=n - counted), counted)

    def back(self, day: date, n: int) -> date | Unknown:
        """The ``n``-th working day strictly before ``day``.

        When unknown, ``last_known`` is the earliest known day reached and ``at_least`` the latest
        day the answer can be.
        """
        if n < 1:
            raise ValueError("n must be at least 1")
        end = day.toordinal() - self._base
        if end < 0 or end > self._size:
            return Unknown(day, day - timedelta(days=n))
        sums = self._sums
        floor = self._floors[end]
        counted = sums[end] - sums[floor]
        if n <= counted:
            return self._working[sums[end] - n]
        reached = date.fromordinal(self._base + floor)
        return Unknown(reached, reached - timedelta(days=n - counted), counted)

    def count(self, after: date, to: date) -> int | Unknown:
        """Working days after ``after``, up to and including ``to``; 0 when ``to <= after``."""
        if to <= after:
            return 0
        start = after.toordinal() - self._base + 1
        end = to.toordinal() - self._base + 1
        if start < 0 or start > self._size:
            return Unknown(after, to)
        edge = self._edges[start]
        if end <= edge:
            return self._sums[end] - self._sums[start]
        known = self._sums[edge] - self._sums[start]
        return Unknown(date.fromordinal(self._base + edge - 1), to, known)

    def forward(self, day: date) -> date | Unknown:
        """``day`` if it is a working day, else the next working day (民法典 203)."""
        return self.add(day - timedelta(days=1), 1)

    def knows(self, day: date) -> bool:
        """Whether a notice covers ``day``."""
        return self.kind(day) is not DayKind.UNKNOWN

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is a working day; raise ``UnableToReadCalendar`` if it is unknown."""
        kind = self.kind(day)
        if kind is DayKind.UNKNOWN:
            raise UnableToReadCalendar(
                f"日历里没有{day.year}年{day.month}月{day.day}日，"
                f"请管理员先导入{day.year}年的节假日安排通知。"
            )
        return kind is not DayKind.REST

    def record(self, day: date) -> DayRecord:
        """The record of ``day``; its kind is ``UNKNOWN`` outside the known days."""
        index = day.toordinal() - self._base
        found = self._records[index] if 0 <= index < self._size else None
        return found if found is not None else DayRecord(day, DayKind.UNKNOWN)

    def kind(self, day: date) -> DayKind:
        """What ``day`` is."""
        return self.record(day).kind

    def name(self, day: date) -> str:
        """The holiday ``day`` belongs to or makes up for; empty for plain days."""
        return self.record(day).name

    def notice(self, day: date) -> str:
        """The notice ``day`` comes from; empty when unknown."""
        return self.record(day).notice

    def records(self) -> Iterator[DayRecord]:
        """Every known day in order."""
        return (record for record in self._records if record is not None)

    def years(self) -> tuple[int, ...]:
        """The years every day of which is known, in order."""
        if not self._size:
            return ()
        return tuple(
            year
            for year in range(self.first.year, self.last.year + 1)
            if self.known_until(date(year, 1, 1) - timedelta(days=1)) >= date(year, 12, 31)
        )
