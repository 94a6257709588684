"""Compression of a county (压缩率, R13): promised by its items, achieved by its decided cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from quancheng.cases.queries.compression import DecidedTally, decided_cases, decided_tallies
from quancheng.cases.rules.views import CaseLine, Page
from quancheng.catalogue.queries.promises import ItemPair, item_pairs
from quancheng.clock.engine import (
    Achieved,
    Compression,
    LimitPair,
    UnitSum,
    achieved,
    compression,
    sums_by_unit,
)
from quancheng.identity.queries import offices_of
from quancheng.identity.rules import Role, Scope
from quancheng.journeys.clocks import calendar_of
from quancheng.journeys.read_clock import ClockView, clock_views
from quancheng.kernel.errors import UnableToFind

MONTHS = 12
"""How many months, this one included, a board looks back over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item or one office: what it promises, and what its decided cases achieved."""

    code: str
    name: str
    items: int
    promised: Compression
    sums: tuple[UnitSum, ...]
    achieved: Achieved
    pair: LimitPair | None = None
    instant: bool = False
    office_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything the pages show, in memory: two queries, whatever is drilled into.

    ``first`` and ``last`` are the days between which the cases were decided.
    """

    first: date
    last: date
    offices: dict[int, tuple[str, str]]
    pairs: list[ItemPair]
    tallies: list[DecidedTally]

    @cached_property
    def total(self) -> Line:
        """The county, or what of it the reader may see."""
        return self._line("", "", self.pairs, self.tallies)

    @cached_property
    def by_office(self) -> tuple[Line, ...]:
        """The offices that have items in force or decided anything, in the order of their codes."""
        present = {each.office_id for each in self.pairs} | {one.office_id for one in self.tallies}
        return tuple(
            self._line(
                *self.offices[office],
                [each for each in self.pairs if each.office_id == office],
                [each for each in self.tallies if each.office_id == office],
            )
            for office in sorted(present & set(self.offices), key=lambda key: self.offices[key])
        )

    @cached_property
    def by_month(self) -> tuple[tuple[date, Achieved], ...]:
        """What the cases of each month achieved; a month without any is left out."""
        months = sorted({each.month for each in self.tallies})
        return tuple(
            (month, _achieved(each for each in self.tallies if each.month == month))
            for month in months
        )

    def items_of(self, *, office_code: str) -> tuple[Line, ...]:
        """The items of one office, those in force, in the order of the list."""
        wanted = [each for each in self.pairs if self.offices[each.office_id][0] == office_code]
        return tuple(self.item(pair=each) for each in wanted)

    def only(self, *, office_code: str) -> Board:
        """The board of one of its offices."""
        mine = {key for key, (code, _) in self.offices.items() if code == office_code}
        return Board(
            first=self.first,
            last=self.last,
            offices=self.offices,
            pairs=[each for each in self.pairs if each.office_id in mine],
            tallies=[each for each in self.tallies if each.office_id in mine],
        )

    def item(self, *, pair: ItemPair) -> Line:
        """One item of the board."""
        cases = [each for each in self.tallies if each.item_id == pair.item_id]
        return self._line(pair.code, pair.name, [pair], cases)

    def _line(
        self, code: str, name: str, pairs: list[ItemPair], cases: Iterable[DecidedTally]
    ) -> Line:
        only = pairs[0] if len(pairs) == 1 else None
        limits = [each.pair for each in pairs]
        return Line(
            code=code,
            name=name,
            items=len(pairs),
            promised=compression(pairs=limits),
            sums=sums_by_unit(pairs=limits),
            achieved=_achieved(cases),
            pair=only.pair if only else None,
            instant=bool(only and only.instant),
            office_code=self.offices[only.office_id][0] if only else "",
        )


def _achieved(cases: Iterable[DecidedTally]) -> Achieved:
    return achieved(tallies=[each.tally for each in cases])


def months(*, today: date) -> tuple[date, ...]:
    """The first days of the months of a board that is read ``today``, this month last."""
    this = today.year * 12 + today.month - 1
    return tuple(date(each // 12, each % 12 + 1, 1) for each in range(this - MONTHS + 1, this + 1))


def last_of(*, month: date, today: date) -> date:
    """The last day of ``month`` that has come."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return min(today, date.fromordinal(following.toordinal() - 1))


def board(*, scope: Scope, region_code: str, today: date, first: date, last: date) -> Board:
    """The board of a county within the scope, of the cases decided from ``first`` to ``last``."""
    offices = {each.id: (each.code, each.name) for each in offices_of(region_code)}
    pairs = item_pairs(region_code=region_code, on=today)
    if scope.offices is not None:
        pairs = [each for each in pairs if each.office_id in scope.offices]
    tallies = decided_tallies(
        scope=scope,
        region_code=region_code,
        first=first,
        last=last,
        calendar=calendar_of(region_code),
    )
    return Board(first=first, last=last, offices=offices, pairs=pairs, tallies=tallies)


def public_board(*, region_code: str, today: date) -> Board:
    """The board that everybody may read: the whole county over the last twelve months."""
    return board(
        scope=Scope(role=Role.CITY_VIEWER, counties=(region_code,), may_write=False),
        region_code=region_code,
        today=today,
        first=months(today=today)[0],
        last=today,
    )


class UnableToFindLine(UnableToFind):
    """The board has no such office or item."""


def office_line(*, board: Board, code: str) -> Line:
    """The line of the office with this code; raises ``UnableToFindLine`` outside the board."""
    for line in board.by_office:
        if line.code == code:
            return line
    raise UnableToFindLine("这里没有这个部门，请从压缩率总表重新进入。")


def item_pair(*, board: Board, code: str) -> ItemPair:
    """The item with this code; raises ``UnableToFindLine`` outside the board."""
    for pair in board.pairs:
        if pair.code == code:
            return pair
    raise UnableToFindLine("这里没有这个事项，请从压缩率总表重新进入。")


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesBehind:
    """The decided cases behind the figure of an item, each with its clocks as they stopped."""

    page: Page
    clocks: dict[int, ClockView]

    def lines(self) -> tuple[tuple[CaseLine, ClockView], ...]:
        """Each case with its clocks, in order."""
        return tuple((line, self.clocks[line.id]) for line in self.page.lines)


def cases_behind(
    *,
    scope: Scope,
    region_code: str,
    item_id: int,
    first: date,
    last: date,
    today: date,
    number: int = 1,
) -> CasesBehind:
    """One page of the cases of an item that were decided from ``first`` to ``last``."""
    page = decided_cases(
        scope=scope,
        region_code=region_code,
        item_id=item_id,
        first=first,
        last=last,
        number=number,
    )
    return CasesBehind(page=page, clocks=clock_views(lines=page.lines, today=today))
