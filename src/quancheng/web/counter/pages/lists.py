"""The lists of the counter: what waits, what was done today, what was begun, what is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from quancheng.cases.queries import lists as cases
from quancheng.cases.queries.counter import day_counts
from quancheng.cases.rules.views import CaseLine, Page
from quancheng.cases.states import State
from quancheng.clock.engine import Calendar
from quancheng.journeys.read_clock import ClockView, clock_views
from quancheng.kernel.identifiers import show_case_number
from quancheng.kernel.moments import day_of
from quancheng.web.counter.pages.filters import (
    Choice,
    counters_for,
    day_asked,
    number_of,
    words_of,
)
from quancheng.web.counter.pages.frame import desk_shell
from quancheng.web.counter.roles import counter_of
from quancheng.web.ui.components import (
    Cell,
    Column,
    Empty,
    Link,
    Pager,
    Row,
    Stat,
    Stats,
    Table,
    TwoClocks,
)
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.presenters import clocks, dates
from quancheng.web.ui.shells import DeskShell

SIZE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A list with its filters."""

    shell: DeskShell
    title: str
    lead: str
    words: str
    placeholder: str
    counters: tuple[Choice, ...]
    day: str
    stats: Stats | None
    table: Table
    pager: Pager | None


def case_cell(line: CaseLine) -> Cell:
    """The item as a link to the case, with its number below."""
    return Cell(
        text=line.item_name,
        url=reverse("counter:case", args=[line.number]),
        sub=show_case_number(line.number),
        tone="strong",
    )


def _age(day: date, *, today: date, calendar: Calendar) -> str:
    days = calendar.count(day, today)
    if not isinstance(days, int) or days == 0:
        return "今天"
    return f"{days} 个工作日"


def _answer_cell(line: CaseLine, *, today: date, calendar: Calendar) -> Cell:
    due = line.correction_due
    if due is None:
        return Cell(text="随到随办", tone="dim")
    if due < today:
        return Cell(text="答复期已过", tone="red", sub=f"{dates.day_month(due)} 止，视为受理")
    if due == today:
        return Cell(text="今天要答复", tone="amber", sub=dates.short_date(due, calendar=calendar))
    left = calendar.count(today, due)
    words = f"还剩 {left} 个工作日" if isinstance(left, int) else "等放假安排"
    return Cell(text=words, sub=f"最迟 {dates.short_date(due, calendar=calendar)}")


def _received_row(line: CaseLine, view: ClockView, today: date) -> Row:
    return Row(
        cells=(
            case_cell(line),
            Cell(text=line.applicant_name),
            Cell(
                text=dates.short_moment(line.received_at),
                sub=f"收件 {_age(line.received_on, today=today, calendar=view.calendar)}",
            ),
            _answer_cell(line, today=today, calendar=view.calendar),
            Cell(text=line.counter),
        )
    )


def _oldest(lines: Sequence[CaseLine], total: int, *, what: str) -> str:
    if not lines:
        return ""
    first = min(line.received_at for line in lines)
    return f"{what} {total} 件，最早的 {dates.short_moment(first)} 收件"


def received_page(request: DeskRequest, *, now: datetime) -> ListPage:
    """待受理: received, waiting for the counter's answer, the most urgent first."""
    page = cases.at_counter(
        scope=request.scope,
        counter=counter_of(request),
        states=[State.RECEIVED],
        words=words_of(request),
        number=number_of(request),
        size=SIZE,
    )
    today = day_of(now)
    views = clock_views(lines=page.lines, today=today)
    table = Table(
        caption="待受理的办件",
        columns=(
            Column(label="事项"),
            Column(label="申请人"),
            Column(label="收件", hide_on_phone=True),
            Column(label="答复期"),
            Column(label="窗口", hide_on_phone=True),
        ),
        rows=tuple(_received_row(line, views[line.id], today) for line in page.lines),
        empty=Empty(
            title="没有等受理的件",
            text="收下还没有答复的件会列在这里。",
            action=Link(label="去收件", url=reverse("counter:home")),
        ),
    )
    lead = _oldest(page.lines, page.total, what="等受理") or "收下的件都已答复"
    return _page(request, page, table, active="received", title="待受理", lead=lead)


def _correcting_row(line: CaseLine, view: ClockView, today: date) -> Row:
    told = [each.start for each in view.facts.corrections if each.end is None]
    since = max(told) if told else line.received_on
    return Row(
        cells=(
            case_cell(line),
            Cell(text=line.applicant_name),
            Cell(
                text=dates.short_date(since, calendar=view.calendar),
                sub=f"已等 {_age(since, today=today, calendar=view.calendar)}",
            ),
            Cell(text=dates.short_date(line.received_on, calendar=view.calendar)),
            Cell(text=line.counter),
        )
    )


def correcting_page(request: DeskRequest, *, now: datetime) -> ListPage:
    """待补正: told what to correct, waiting for the applicant."""
    page = cases.at_counter(
        scope=request.scope,
        counter=counter_of(request),
        states=[State.CORRECTING],
        words=words_of(request),
        number=number_of(request),
        size=SIZE,
    )
    today = day_of(now)
    views = clock_views(lines=page.lines, today=today)
    table = Table(
        caption="待补正的办件",
        columns=(
            Column(label="事项"),
            Column(label="申请人"),
            Column(label="告知补正"),
            Column(label="收件", hide_on_phone=True),
            Column(label="窗口", hide_on_phone=True),
        ),
        rows=tuple(_correcting_row(line, views[line.id], today) for line in page.lines),
        empty=Empty(title="没有等补正的件", text="告知补正以后，等申请人补交的件会列在这里。"),
    )
    lead = _oldest(page.lines, page.total, what="等补正") or "没有申请人在补材料"
    return _page(request, page, table, active="correcting", title="待补正", lead=lead)


def _page(
    request: DeskRequest,
    page: Page,
    table: Table,
    *,
    active: str,
    title: str,
    lead: str,
    stats: Stats | None = None,
    day: str = "",
    placeholder: str = "编号、收件码、申请人、事项",
) -> ListPage:
    return ListPage(
        shell=desk_shell(request, active),
        title=title,
        lead=lead,
        words=words_of(request),
        placeholder=placeholder,
        counters=counters_for(request) if active != "search" else (),
        day=day,
        stats=stats,
        table=table,
        pager=Pager.of(request, number=page.number, size=page.size, total=page.total),
    )


def _clocks(view: ClockView, today: date) -> TwoClocks | None:
    if view.promised is None and view.statutory is None:
        return None
    return clocks.two_clocks(promised=view.promised, statutory=view.statutory, today=today)


def _case_row(line: CaseLine, view: ClockView, today: date) -> Row:
    return Row(
        cells=(
            case_cell(line),
            Cell(text=line.applicant_name),
            Cell(text=dates.short_moment(line.received_at)),
            Cell(text=line.state.label, sub=line.step),
            Cell(component=_clocks(view, today))
            if line.accepted_on
            else Cell(text="未起算", tone="dim"),
        )
    )


_CASE_COLUMNS = (
    Column(label="事项"),
    Column(label="申请人"),
    Column(label="收件", hide_on_phone=True),
    Column(label="现在"),
    Column(label="两个时限", hide_on_phone=True),
)


def _day_stats(counts: dict[State, int]) -> Stats:
    ended = sum(counts.get(state, 0) for state in (State.CLOSED, State.DELIVERING))
    refused = counts.get(State.DECLINED, 0) + counts.get(State.WITHDRAWN, 0)
    tiles = (
        Stat(label="收件", value=str(sum(counts.values())), unit="件"),
        Stat(label="已决定", value=str(ended), unit="件", note="当场办结或已作决定"),
        Stat(
            label="审批中",
            value=str(counts.get(State.EXAMINING, 0) + counts.get(State.ACCEPTED, 0)),
            unit="件",
        ),
        Stat(label="待受理", value=str(counts.get(State.RECEIVED, 0)), unit="件"),
        Stat(label="待补正", value=str(counts.get(State.CORRECTING, 0)), unit="件"),
        Stat(label="不予受理、撤回", value=str(refused), unit="件"),
    )
    return Stats(label="今天的数字", tiles=tiles)


def today_page(request: DeskRequest, *, now: datetime) -> ListPage:
    """我的今天: what the counter took in on a day, with its figures."""
    today = day_of(now)
    day = day_asked(request, today=today)
    counter = counter_of(request)
    page = cases.counter_day(
        scope=request.scope, counter=counter, day=day, number=number_of(request), size=SIZE
    )
    counts = day_counts(scope=request.scope, counter=counter, day=day)
    views = clock_views(lines=page.lines, today=today)
    table = Table(
        caption="这一天收的件",
        columns=_CASE_COLUMNS,
        rows=tuple(_case_row(line, views[line.id], today) for line in page.lines),
        empty=Empty(
            title="这一天还没有收件",
            text="收下的件会按时间列在这里，晚上对账用。",
            action=Link(label="去收件", url=reverse("counter:home")),
        ),
    )
    where = counter or "请在下面选窗口"
    return _page(
        request,
        page,
        table,
        active="today",
        title="我的今天",
        lead=f"{dates.cn_date(day)} · {where}",
        stats=_day_stats(counts),
        day=day.isoformat(),
    )


def search_page(request: DeskRequest, *, now: datetime) -> ListPage:
    """查件: by number, receipt code, applicant or item, the latest first."""
    words, today = words_of(request), day_of(now)
    if words:
        page = cases.search_cases(
            scope=request.scope, words=words, number=number_of(request), size=SIZE
        )
    else:
        page = Page(lines=(), total=0, number=1, size=SIZE)
    views = clock_views(lines=page.lines, today=today) if page.lines else {}
    table = Table(
        caption="查到的办件",
        columns=_CASE_COLUMNS,
        rows=tuple(_case_row(line, views[line.id], today) for line in page.lines),
        empty=Empty(title=f"没有查到“{words}”", text="核对编号，或者换申请人姓名、事项名称再查。")
        if words
        else Empty(title="输入要查的内容", text="可以扫收件凭证，也可以输姓名、单位、事项。"),
    )
    lead = f"查到 {page.total} 件，新的在前" if words else "扫码或输入编号直接打开办件"
    return _page(request, page, table, active="search", title="查件", lead=lead)
