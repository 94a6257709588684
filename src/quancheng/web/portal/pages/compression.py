"""How much faster than the law we promise and work, for everybody, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.cache import caches
from django.urls import reverse

from quancheng.clock.engine import Unit, UnitSum
from quancheng.journeys import read_compression as read
from quancheng.journeys.read_compression import Board, Line
from quancheng.web.ui.components import Cell, Column, Empty, Row, Table
from quancheng.web.ui.presenters import compression as words
from quancheng.web.ui.presenters import numbers

SECONDS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A figure, and how it is counted."""

    label: str
    value: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompressionPage:
    """The county, or one department."""

    title: str
    span: str
    figures: tuple[Said, ...]
    months: Table
    table: Table


def _board(region_code: str, today: date) -> Board:
    """The public board, read at most once a minute by a process."""
    key = f"portal:compression:{region_code}:{today:%Y%m%d}"
    found: Board | None = caches["process"].get(key)
    if found is None:
        found = read.public_board(region_code=region_code, today=today)
        caches["process"].set(key, found, SECONDS)
    return found


def county_page(*, region_code: str, today: date) -> CompressionPage:
    """The county and its departments."""
    board = _board(region_code, today)
    rows = tuple(
        Row(
            cells=(
                Cell(text=line.name, url=reverse("portal:compression-office", args=[line.code])),
                Cell(text=f"{line.items} 项"),
                Cell(text=words.percent(line.promised.mean_of_rates), tone="strong"),
                Cell(text=f"{numbers.grouped(line.achieved.cases)} 件"),
                Cell(text=words.percent(line.achieved.mean_of_rates), tone="strong"),
            )
        )
        for line in board.by_office
    )
    columns = (
        Column(label="部门"),
        Column(label="事项", numeric=True),
        Column(label="承诺缩短", numeric=True),
        Column(label="办结", numeric=True),
        Column(label="实际缩短", numeric=True),
    )
    return CompressionPage(
        title="比法律规定快多少",
        span=_span(board),
        figures=_figures(board.total),
        months=_months(board),
        table=Table(caption="各部门", columns=columns, rows=rows),
    )


def office_page(*, region_code: str, code: str, today: date) -> CompressionPage:
    """One department and its items; raises ``UnableToFindLine``."""
    board = _board(region_code, today)
    line = read.office_line(board=board, code=code)
    rows = tuple(_item(item) for item in board.items_of(office_code=code))
    columns = (
        Column(label="事项"),
        Column(label="法律规定", numeric=True),
        Column(label="我们承诺", numeric=True),
        Column(label="承诺缩短", numeric=True),
        Column(label="办结", numeric=True),
        Column(label="实际缩短", numeric=True),
    )
    empty = Empty(title="没有在用的事项", text="这个部门现在没有对外办理的事项。")
    return CompressionPage(
        title=line.name,
        span=_span(board),
        figures=_figures(line),
        months=_months(board.only(office_code=code)),
        table=Table(caption="各事项", columns=columns, rows=rows, empty=empty),
    )


def _months(board: Board) -> Table:
    """Month by month: what the chart beside it draws."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=words.month_words(month)),
                Cell(text=f"{numbers.grouped(done.cases)} 件"),
                Cell(text=words.percent(done.mean_of_rates), tone="strong"),
                Cell(text=_working_days(done.sums)),
            )
        )
        for month, done in board.by_month
    )
    columns = (
        Column(label="月份"),
        Column(label="办结", numeric=True),
        Column(label="逐件平均", numeric=True),
        Column(label="合计（工作日）", numeric=True),
    )
    empty = Empty(title="这段时间没有办结的件", text="作出决定后，这里按月列出实际缩短了多少。")
    return Table(caption="每个月实际缩短", columns=columns, rows=rows, empty=empty)


def _working_days(sums: Sequence[UnitSum]) -> str:
    rates = (each.rate for each in sums if each.unit is Unit.WORKING_DAY)
    return words.percent(next(rates, None))


def _item(line: Line) -> Row:
    pair = line.pair
    unit = words.UNITS[pair.unit] if pair else ""
    lawful = f"{pair.statutory} {unit}" if pair and pair.statutory else "没有规定"
    promised = "当场" if line.instant or pair is None else f"{pair.promised} {unit}"
    return Row(
        cells=(
            Cell(text=line.name, url=reverse("portal:item", args=[line.code])),
            Cell(text=lawful),
            Cell(text=promised),
            Cell(text=words.percent(line.promised.mean_of_rates), tone="strong"),
            Cell(text=f"{numbers.grouped(line.achieved.cases)} 件"),
            Cell(text=words.percent(line.achieved.mean_of_rates), tone="strong"),
        )
    )


def _span(board: Board) -> str:
    return f"{words.month_words(board.first)}至{words.month_words(board.last)}"


def _figures(line: Line) -> tuple[Said, ...]:
    done = line.achieved
    sums = "；".join(words.sum_words(each) for each in done.sums)
    held = (
        f"其中 {numbers.grouped(done.held)} 件停过计时，共 {numbers.grouped(done.suspended)} 天，"
        "这些天没有算在用时里。"
        if done.held
        else ""
    )
    return (
        Said(
            label="我们承诺的，平均比法律规定短",
            value=words.percent(line.promised.mean_of_rates),
            how=f"逐项比较再平均：{words.promised_note(line.promised, line.sums)}。",
        ),
        Said(
            label="实际办下来，平均比法律规定短",
            value=words.percent(done.mean_of_rates),
            how=f"逐件比较再平均：{words.achieved_note(done)}。"
            + (f"用时与法定合计：{sums}。" if sums else "")
            + held,
        ),
    )
