"""The compression of one item, and the cases behind its figure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.urls import NoReverseMatch, reverse

from quancheng.cases.rules.views import CaseLine
from quancheng.journeys.read_clock import ClockView
from quancheng.journeys.read_compression import CasesBehind, Line
from quancheng.kernel.identifiers import show_case_number
from quancheng.web.office.pages.compression.period import Period
from quancheng.web.office.pages.compression.stats import stats_of
from quancheng.web.ui.components import Cell, Column, Empty, Row, Stats, Table
from quancheng.web.ui.presenters import compression as words
from quancheng.web.ui.presenters import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """One item, and the cases behind its figure."""

    title: str
    code: str
    office: str
    office_url: str
    stats: Stats
    cases: Table


def item_page(line: Line, found: CasesBehind, *, office: str, at: Period, links: bool) -> ItemPage:
    """One item and its decided cases; ``links`` where the reader may open cases."""
    return ItemPage(
        title=line.name,
        code=line.code,
        office=office,
        office_url=reverse("office:compression-office", args=[line.office_code]) + at.query,
        stats=stats_of(line),
        cases=_cases(found, links=links),
    )


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
