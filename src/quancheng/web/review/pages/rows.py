"""One row of a list: days, clocks, what, who, where it waits, signal, one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse

from quancheng.cases.queries.review import OpenSuspension, open_suspensions
from quancheng.cases.rules.snapshot import WaitingTask
from quancheng.cases.rules.tasks import may_take
from quancheng.cases.rules.views import CaseLine
from quancheng.cases.states import State
from quancheng.clock.engine import Calendar, Unknown
from quancheng.clock.rules import step_due
from quancheng.identity import queries as identity
from quancheng.identity.queries import PostName
from quancheng.identity.rules import Actor
from quancheng.journeys.read_clock import ClockView, clock_views
from quancheng.kernel.moments import day_of
from quancheng.web.review.pages.clock import sent_above, stopped_days, working_days
from quancheng.web.ui.components import Choose, Pace, Signal, TaskRow
from quancheng.web.ui.presenters import clocks, dates

SIGNALS = {"due_soon": 2, "overdue": 3, "unlawful": 4}
VERBS = {"decide": "签批", "forward": "上报", "await": "录答复"}
SUPERIOR = "superior"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rows of one page rest on, read in a number of queries that does not grow."""

    actor: Actor
    today: date
    views: Mapping[int, ClockView]
    held: Mapping[int, OpenSuspension]
    names: Mapping[int, PostName]


def reading(*, actor: Actor, lines: Sequence[CaseLine], today: date) -> Reading:
    """Read clocks, special procedures and holders of all rows together."""
    return Reading(
        actor=actor,
        today=today,
        views=clock_views(lines=lines, today=today),
        held=open_suspensions(case_ids=[line.id for line in lines]),
        names=identity.post_names(line.task_holder for line in lines),
    )


@lru_cache(maxsize=4096)
def case_url(number: str) -> str:
    """The address of a case; kept, for the rows of a list ask for the same ones again and again."""
    return reverse("review:case", args=[number])


def signal_of(line: CaseLine) -> Signal | None:
    """The badge of what the sweep has announced last."""
    level = SIGNALS.get(line.alarm)
    return Signal(level=level) if level else None


def tail_of(number: str) -> str:
    """``尾号 1042``: the last digits before the check character, as people say them."""
    return f"尾号 {number[-5:-1]}"


def waiting_task(line: CaseLine) -> WaitingTask:
    """The task of a list's line as the rules know tasks."""
    return WaitingTask(
        id=line.task_id or 0,
        token=0,
        node="",
        name=line.task_name,
        kind=line.task_kind,
        role=line.task_role,
        office_id=line.task_office_id,
        town_code="" if line.task_office_id else line.town_code,
        holder=line.task_holder,
        opened_at=line.task_opened_at or line.received_at,
        limit_days=line.task_limit_days or Decimal(0),
    )


def task_row(line: CaseLine, *, read: Reading, choosing: bool) -> TaskRow:
    """The row of a task; ``choosing`` gives it a tick box where the person may do it."""
    view = read.views[line.id]
    mine = may_take(actor=read.actor, task=waiting_task(line))
    held = read.held.get(line.id)
    doable = mine and line.state is not State.SUSPENDED
    step, where = _waits(line, read=read, mine=mine, held=held, calendar=view.calendar)
    return TaskRow(
        left=sent_above(
            clocks.days_left(
                promised=view.promised,
                statutory=view.statutory,
                today=read.today,
                hold_words=held.ground if held else "",
            ),
            line=line,
        ),
        clocks=clocks.two_clocks(
            promised=view.promised, statutory=view.statutory, today=read.today
        ),
        title=line.item_name,
        url=case_url(line.number),
        who=line.applicant_name,
        tail=tail_of(line.number),
        step=step,
        where=where,
        signal=signal_of(line),
        action=VERBS.get(line.task_kind, "办理") if doable else "看件",
        choose=Choose(name="task", value=str(line.task_id)) if choosing and doable else None,
        is_mine=doable,
    )


def _waits(
    line: CaseLine,
    *,
    read: Reading,
    mine: bool,
    held: OpenSuspension | None,
    calendar: Calendar,
) -> tuple[str, str]:
    if held is not None:
        back = calendar.add(held.started_on, held.expected_days)
        known = "" if isinstance(back, Unknown) else f"预计 {dates.day_month(back)}恢复"
        return held.ground, known or "停计时"
    return line.task_name, f"{_whose(line, read=read, mine=mine)} · {_since(line, read)}"


def _whose(line: CaseLine, *, read: Reading, mine: bool) -> str:
    if line.task_role == SUPERIOR:
        return "等上级答复"
    holder = line.task_holder
    if holder is not None and holder != read.actor.post_id:
        named = read.names.get(holder)
        who = named.name if named else "同事"
        return f"代 {who}" if mine else who
    if not mine:
        return "待领取"
    return "等我签批" if line.task_kind == "decide" else "等我办理"


def _since(line: CaseLine, read: Reading) -> str:
    """How long it has been waiting here, or by how much its step is late."""
    view, today = read.views[line.id], read.today
    opened = day_of(line.task_opened_at or line.received_at)
    stopped = stopped_days(view, first=opened, last=today)
    due = step_due(
        opened_on=opened, limit_days=line.task_limit_days or Decimal(0), calendar=view.calendar
    )
    if due is not None and due < today:
        late = working_days(view, first=due, last=today) - stopped
        if late > 0:
            return f"环节超 {late} 天"
    days = working_days(view, first=opened, last=today) - stopped
    return f"{days} 天" if days > 0 else "今天到"


def done_row(line: CaseLine, *, read: Reading) -> TaskRow:
    """The row of a case that one has had a part in: where it stands now."""
    view = read.views[line.id]
    left = clocks.days_left(promised=view.promised, statutory=view.statutory, today=read.today)
    left = sent_above(left, line=line)
    ended = line.closed_at or line.decided_on
    return TaskRow(
        left=left,
        clocks=clocks.two_clocks(
            promised=view.promised, statutory=view.statutory, today=read.today
        ),
        title=line.item_name,
        url=case_url(line.number),
        who=line.applicant_name,
        tail=tail_of(line.number),
        step=line.state.label,
        where=f"{dates.day_month(ended)}" if ended else line.step,
        signal=None if left.pace is Pace.DONE else signal_of(line),
        is_mine=False,
    )
