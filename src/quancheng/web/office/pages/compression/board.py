"""The compression of the county, and of one office: month by month, and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from quancheng.clock.engine import Unit, UnitSum
from quancheng.journeys.read_compression import Board, Line
from quancheng.web.office.pages.compression.period import Period
from quancheng.web.office.pages.compression.stats import stats_of
from quancheng.web.ui.components import Cell, Column, Empty, Row, Stats, Table
from quancheng.web.ui.presenters import compression as words
from quancheng.web.ui.presenters import numbers

CHART = "by-month"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """The county, or one office."""

    title: str
    stats: Stats
    months: Table
    lines: Table


def county_page(board: Board, *, at: Period) -> BoardPage:
    """The whole board, office by office."""
    return BoardPage(
        title="压缩率",
        stats=stats_of(board.total),
        months=months_table(board),
        lines=_offices(board.by_office, at),
    )


def office_page(line: Line, board: Board, items: Sequence[Line], *, at: Period) -> BoardPage:
    """One office, item by item."""
    return BoardPage(
        title=line.name,
        stats=stats_of(line),
        months=months_table(board),
        lines=_items(items, at),
    )


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
