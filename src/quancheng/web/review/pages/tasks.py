"""The lists of the desk: 待办, 待受理, 已办."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse

from quancheng.cases.queries import lists
from quancheng.cases.queries import review as queries
from quancheng.cases.rules.views import CaseLine
from quancheng.clock import queries as clock
from quancheng.clock.engine import Calendar, Unknown
from quancheng.identity.rules import Actor, Role, Scope
from quancheng.kernel.moments import day_of
from quancheng.web.review.forms.filters import Asked
from quancheng.web.review.pages import rows
from quancheng.web.ui.components import (
    BulkAction,
    BulkBar,
    DaysLeft,
    Empty,
    Pace,
    Pager,
    Tab,
    Tabs,
    TaskList,
    TaskRow,
)
from quancheng.web.ui.components import Link as Go
from quancheng.web.ui.presenters import dates

SUMS = (
    ("overdue", "已超承诺", "q-red"),
    ("today", "今天到期", "q-amb"),
    ("tomorrow", "明天到期", ""),
    ("later", "还有两天以上", ""),
    ("suspended", "停计时", "q-dim"),
    ("forwarded", "上报待回复", "q-dim"),
)
DECIDERS = (Role.HEAD, Role.APPROVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One figure of the header; the figure is the drill-down."""

    count: int
    label: str
    css: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a filter."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksPage:
    """待办."""

    total: int
    sums: tuple[Sum, ...]
    segments: Tabs
    items: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    words: str
    mine: str
    due: str
    updated: str
    tasks: TaskList
    pager: Pager
    bulk: BulkBar | None
    scanned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """待受理 and 已办: a heading, a note on the order, rows."""

    title: str
    total: int
    note: str
    words: str
    tasks: TaskList
    pager: Pager


def tasks_page(
    request: HttpRequest, *, actor: Actor, scope: Scope, asked: Asked, now: datetime
) -> TasksPage:
    """The open tasks in order of the time left; ``scanned`` names the one case that was asked for."""
    today = day_of(now)
    filters = asked.filters
    figures = queries.task_figures(actor=actor, today=today, tomorrow=today + timedelta(days=1))
    whole = None if asked.is_narrowed else figures.totals[filters.mine]
    found = lists.tasks(actor=actor, filters=filters, number=asked.page, total=whole)
    read = rows.reading(actor=actor, lines=found.lines, today=today)
    shown = tuple(rows.task_row(line, read=read, choosing=True) for line in found.lines)
    can_choose = any(row.choose for row in shown)
    return TasksPage(
        total=figures.counts["all"],
        sums=_sums(request, figures.counts, filters.due),
        segments=_segments(actor, figures.totals, filters.mine),
        items=_choices(figures.items, filters.item),
        steps=_choices([(step, step) for step in figures.steps], filters.step),
        words=filters.words,
        mine=filters.mine,
        due=filters.due,
        updated=f"按剩余时间排，{dates.clock_time(now)} 更新",
        tasks=TaskList(rows=shown, empty=_nothing(asked)),
        pager=Pager.of(request, number=found.number, size=found.size, total=found.total),
        bulk=_bulk(actor) if can_choose else None,
        scanned=queries.number_scanned(scope=scope, words=filters.words) or "",
    )


def _sums(request: HttpRequest, counts: Mapping[str, int], due: str) -> tuple[Sum, ...]:
    def address(key: str) -> str:
        query = request.GET.copy()
        for gone in ("page", "due"):
            query.pop(gone, None)
        if key != due:
            query["due"] = key
        return f"?{query.urlencode()}"

    return tuple(
        Sum(
            count=counts[key],
            label=label,
            css=css if counts[key] else "q-dim",
            url=address(key),
            active=key == due,
        )
        for key, label, css in SUMS
    )


def _segments(actor: Actor, totals: Mapping[str, int], mine: str) -> Tabs:
    labels = {
        "mine": "等我签批" if actor.role in DECIDERS else "等我办理",
        "office": "本镇全部" if actor.town else "本局全部",
        "deputed": "代他人",
    }
    home = reverse("review:home")
    return Tabs(
        label="范围",
        tabs=tuple(
            Tab(
                label=label,
                url=home if key == "mine" else f"{home}?mine={key}",
                active=key == mine,
                count=totals[key],
            )
            for key, label in labels.items()
        ),
    )


def _choices(pairs: Sequence[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=value, label=label, selected=value == chosen) for value, label in pairs
    )


def _nothing(asked: Asked) -> Empty:
    if asked.is_narrowed:
        whole = Go(label="看全部待办", url=reverse("review:home"))
        return Empty(title="没有符合条件的件", text="换个条件，或者看全部。", action=whole)
    if asked.filters.mine == "deputed":
        return Empty(title="没有要代办的件", text="同事请假期间，他领取的件会出现在这里。")
    return Empty(title="都办完了", text="新到的件会出现在这里，最急的排在最前。")


def _bulk(actor: Actor) -> BulkBar:
    together = "一起签批…" if actor.role in DECIDERS else "一起办理…"
    return BulkBar(
        text="件",
        form="many",
        actions=(
            BulkAction(label="转同事", value="transfer"),
            BulkAction(label=together, value="opinion", primary=True),
        ),
    )


def done_page(request: HttpRequest, *, actor: Actor, number: int, now: datetime) -> ListPage:
    """The cases that one has had a part in, latest first."""
    found = lists.done_by(actor=actor, number=number)
    read = rows.reading(actor=actor, lines=found.lines, today=day_of(now))
    return ListPage(
        title="已办",
        total=found.total,
        note=f"最近办的在前，{dates.clock_time(now)} 更新",
        words="",
        tasks=TaskList(
            rows=tuple(rows.done_row(line, read=read) for line in found.lines),
            label="已办列表",
            empty=Empty(title="还没有办过件", text="您签过意见或作过决定的件会出现在这里。"),
        ),
        pager=Pager.of(request, number=found.number, size=found.size, total=found.total),
    )


def reception_page(request: HttpRequest, *, scope: Scope, asked: Asked, now: datetime) -> ListPage:
    """What waits at the counter for an answer; the office may look ahead and send it back."""
    found = queries.at_reception(scope=scope, filters=asked.filters, number=asked.page)
    calendars = {
        code: clock.calendar_for(region_code=code)
        for code in {line.calendar_code for line in found.lines}
    }
    return ListPage(
        title="待受理",
        total=found.total,
        note=f"等窗口答复，最急的在前，{dates.clock_time(now)} 更新",
        words=asked.filters.words,
        tasks=TaskList(
            rows=tuple(_waiting(line, calendars[line.calendar_code], now) for line in found.lines),
            label="待受理列表",
            empty=Empty(title="没有等着受理的件", text="窗口刚收的件会出现在这里，供您提前看。"),
        ),
        pager=Pager.of(request, number=found.number, size=found.size, total=found.total),
    )


def _waiting(line: CaseLine, calendar: Calendar, now: datetime) -> TaskRow:
    return TaskRow(
        left=_answer_left(line, calendar, now),
        clocks=None,
        title=line.item_name,
        url=reverse("review:case", args=[line.number]),
        who=line.applicant_name,
        tail=rows.tail_of(line.number),
        step=line.step or line.state.label,
        where=f"{line.counter} 窗口 · {dates.day_month(line.received_on)}收"
        if line.counter
        else "",
        is_mine=False,
    )


def _answer_left(line: CaseLine, calendar: Calendar, now: datetime) -> DaysLeft:
    """How long the counter still has to answer before the case counts as accepted (许可法 32)."""
    due, today = line.correction_due, day_of(now)
    if due is None:
        return DaysLeft(figure="当场", note="应当场答复", pace=Pace.TODAY)
    if due < today:
        return DaysLeft(figure="逾期", note=f"应于 {dates.day_month(due)}答复", pace=Pace.OVER)
    if due == today:
        return DaysLeft(figure="今天", note="最后答复日", pace=Pace.TODAY)
    left = calendar.count(today, due)
    days = (due - today).days if isinstance(left, Unknown) else left
    return DaysLeft(figure=str(days), unit="个工作日", note=f"答复 {dates.day_month(due)}")
