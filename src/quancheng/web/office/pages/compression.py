"""Wording of the compression pages: county, office, item, and the cases behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import NoReverseMatch, reverse

from quancheng.cases.rules.views import CaseLine
from quancheng.clock.engine import Unit, UnitSum
from quancheng.journeys.read_clock import ClockView
from quancheng.journeys.read_compression import Board, CasesBehind, Line
from quancheng.kernel.identifiers import show_case_number
from quancheng.web.ui.components import Cell, Column, Empty, Row, Stat, Stats, Table
from quancheng.web.ui.presenters import compression as words
from quancheng.web.ui.presenters import dates, numbers

CHART = "by-month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The months that can be chosen; ``chosen`` is empty for all of them."""

    chosen: str
    choices: tuple[tuple[str, str], ...]
    label: str

    @property
    def query(self) -> str:
        """What keeps the choice in an address."""
        return f"?month={self.chosen}" if self.chosen else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """The county, or one office."""

    title: str
    stats: Stats
    months: Table
    lines: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """One item, and the cases behind its figure."""

    title: str
    code: str
    office: str
    office_url: str
    stats: Stats
    cases: Table


def period(*, months: Sequence[date], chosen: str) -> Period:
    """The choice of a month among ``months``."""
    choices = tuple((f"{month:%Y-%m}", words.month_words(month)) for month in reversed(months))
    known = dict(choices)
    spans = f"{words.month_words(months[0])}至{words.month_words(months[-1])}"
    return Period(
        chosen=chosen if chosen in known else "",
        choices=choices,
        label=known.get(chosen, spans),
    )


def county_page(board: Board, *, at: Period) -> BoardPage:
    """The whole board, office by office."""
    return BoardPage(
        title="压缩率",
        stats=_stats(board.total),
        months=months_table(board),
        lines=_offices(board.by_office, at),
    )


def office_page(line: Line, board: Board, items: Sequence[Line], *, at: Period) -> BoardPage:
    """One office, item by item."""
    return BoardPage(
        title=line.name,
        stats=_stats(line),
        months=months_table(board),
        lines=_items(items, at),
    )


def item_page(line: Line, found: CasesBehind, *, office: str, at: Period, links: bool) -> ItemPage:
    """One item and its decided cases; ``links`` where the reader may open cases."""
    return ItemPage(
        title=line.name,
        code=line.code,
        office=office,
        office_url=reverse("office:compression-office", args=[line.office_code]) + at.query,
        stats=_stats(line),
        cases=_cases(found, links=links),
    )


def _stats(line: Line) -> Stats:
    done = line.achieved
    tiles = [
        Stat(
            label="承诺比法定平均缩短",
            value=words.percent(line.promised.mean_of_rates),
            note=words.promised_note(line.promised, line.sums),
        ),
        *(
            Stat(
                label=f"承诺合计缩短（{words.UNITS[each.unit]}）",
                value=words.percent(each.rate),
                note=f"承诺 {numbers.grouped(each.taken)}，法定 {numbers.grouped(each.statutory)}",
            )
            for each in line.sums
        ),
        Stat(
            label="实际比法定平均缩短",
            value=words.percent(done.mean_of_rates),
            note=words.achieved_note(done),
        ),
        *(
            Stat(
                label=f"实际合计缩短（{words.UNITS[each.unit]}）",
                value=words.percent(each.rate),
                note=f"用了 {numbers.grouped(each.taken)}，法定 {numbers.grouped(each.statutory)}",
            )
            for each in done.sums
        ),
        Stat(
            label="停计时",
            value=numbers.grouped(done.suspended),
            unit="天",
            note=f"{done.held} 件，不算在用时里" if done.held else "没有停过计时的件",
        ),
    ]
    return Stats(tiles=tuple(tiles), label="压缩率")


def months_table(board: Board) -> Table:
    """Month by month: the table beside the chart, which is drawn from it."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=words.month_words(month), url=f"?month={month:%Y-%m}"),
                Cell(text=numbers.grouped(done.cases)),
                Cell(text=words.percent(done.mean_of_rates), tone="strong"),
                Cell(text=_rate_of(done.sums, Unit.WORKING_DAY)),
                Cell(text=_rate_of(done.sums, Unit.NATURAL_DAY)),
                Cell(text=words.held_words(done)),
                Cell(text=numbers.grouped(done.skipped)),
            )
        )
        for month, done in board.by_month
    )
    columns = (
        Column(label="月份"),
        Column(label="办结", numeric=True),
        Column(label="逐件平均", numeric=True),
        Column(label="合计（工作日）", numeric=True),
        Column(label="合计（自然日）", numeric=True, hide_on_phone=True),
        Column(label="停计时", numeric=True, hide_on_phone=True),
        Column(label="不参加", numeric=True, hide_on_phone=True),
    )
    empty = Empty(title="这段时间没有办结的件", text="作出决定后，这里按月列出实际压缩率。")
    return Table(caption="各月的压缩率", columns=columns, rows=rows, empty=empty)


def _rate_of(sums: Sequence[UnitSum], unit: Unit) -> str:
    return next((words.percent(each.rate) for each in sums if each.unit is unit), words.NONE)


def _offices(lines: Sequence[Line], at: Period) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=line.name,
                    url=reverse("office:compression-office", args=[line.code]) + at.query,
                ),
                Cell(text=str(line.items)),
                Cell(text=words.percent(line.promised.mean_of_rates), tone="strong"),
                _sums(line.sums),
                Cell(text=numbers.grouped(line.achieved.cases)),
                Cell(text=words.percent(line.achieved.mean_of_rates), tone="strong"),
                _sums(line.achieved.sums),
                Cell(text=words.held_words(line.achieved)),
            )
        )
        for line in lines
    )
    columns = (
        Column(label="部门"),
        Column(label="事项", numeric=True),
        Column(label="承诺平均", numeric=True),
        Column(label="承诺 / 法定合计", hide_on_phone=True),
        Column(label="办结", numeric=True),
        Column(label="实际平均", numeric=True),
        Column(label="用时 / 法定合计", hide_on_phone=True),
        Column(label="停计时", numeric=True, hide_on_phone=True),
    )
    return Table(caption="各部门的压缩率", columns=columns, rows=rows)


def _sums(sums: Sequence[UnitSum]) -> Cell:
    """The sums of each unit on a line of its own: days of different kinds are never added."""
    said = [words.sum_words(each) for each in sums]
    return Cell(text=said[0], sub="；".join(said[1:])) if said else Cell(text=words.NONE)


def _items(lines: Sequence[Line], at: Period) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=line.name,
                    sub=line.code,
                    url=reverse("office:compression-item", args=[line.code]) + at.query,
                ),
                Cell(text=_statutory(line)),
                Cell(text=_promise(line)),
                Cell(text=words.percent(line.promised.mean_of_rates), tone="strong"),
                Cell(text=numbers.grouped(line.achieved.cases + line.achieved.skipped)),
                Cell(text=words.percent(line.achieved.mean_of_rates), tone="strong"),
                Cell(text=words.held_words(line.achieved)),
            )
        )
        for line in lines
    )
    columns = (
        Column(label="事项"),
        Column(label="法定", numeric=True),
        Column(label="承诺", numeric=True),
        Column(label="承诺缩短", numeric=True),
        Column(label="办结", numeric=True),
        Column(label="实际平均", numeric=True),
        Column(label="停计时", numeric=True, hide_on_phone=True),
    )
    empty = Empty(title="没有在用的事项", text="这个部门现在没有在用的事项。")
    return Table(caption="各事项的压缩率", columns=columns, rows=rows, empty=empty)


def _statutory(line: Line) -> str:
    if line.pair is None or not line.pair.statutory:
        return "没有"
    return f"{line.pair.statutory} {words.UNITS[line.pair.unit]}"


def _promise(line: Line) -> str:
    if line.instant or line.pair is None:
        return "当场"
    return f"{line.pair.promised} {words.UNITS[line.pair.unit]}"


def _cases(found: CasesBehind, *, links: bool) -> Table:
    rows = tuple(_case(line, clock, links=links) for line, clock in found.lines())
    columns = (
        Column(label="办件"),
        Column(label="决定"),
        Column(label="用时", numeric=True),
        Column(label="法定", numeric=True),
        Column(label="缩短", numeric=True),
        Column(label="停计时", numeric=True, hide_on_phone=True),
        Column(label="凭据"),
    )
    empty = Empty(title="这段时间没有办结的件", text="换个月份看看，或者看全部月份。")
    return Table(caption="办结的件", columns=columns, rows=rows, empty=empty)


def _case(line: CaseLine, clock: ClockView, *, links: bool) -> Row:
    lawful = clock.statutory
    limit = clock.limits.statutory
    used = lawful.used + lawful.overdue if lawful else 0
    rate = words.percent(1 - Fraction(used, limit.value)) if limit else words.NONE
    unit = words.UNITS.get(limit.unit, "") if limit else ""
    held = lawful.excluded if lawful else 0
    return Row(
        cells=(
            Cell(
                text=show_case_number(line.number),
                url=_address("review:case", line.number) if links else "",
                mono=True,
            ),
            Cell(text=dates.cn_date(line.decided_on) if line.decided_on else ""),
            Cell(text=f"{used} {unit}" if limit else words.NONE),
            Cell(text=f"{limit.value} {unit}" if limit else "没有"),
            Cell(text=rate, tone="strong"),
            Cell(text=f"{held} 天" if held else words.NONE),
            Cell(
                text="时限计算书" if links else words.NONE,
                url=_address("review:proof", line.number) if links else "",
            ),
        )
    )


def _address(name: str, number: str) -> str:
    """An address of the review desk; empty where the site does not have it."""
    try:
        return reverse(name, args=[number])
    except NoReverseMatch:
        return ""
