"""The flow strip: who does what, its limit and what it took; steps done together share a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from quancheng.cases.rules.views import FlowTask
from quancheng.cases.states import State
from quancheng.identity import queries as identity
from quancheng.kernel.moments import day_of
from quancheng.web.review.pages.clock import stopped_days, working_days
from quancheng.web.review.pages.reading import DELIVER, CaseRead
from quancheng.web.ui.components import Flow, FlowStep, StepState
from quancheng.web.ui.presenters import dates
from quancheng.workflow.engine.diagram import StripStep, strip
from quancheng.workflow.engine.marking import Marking

DELIVERY_WORDS = "10 个工作日内"
SENT_BACK = "sent_back"
NOT_STARTED: Marking = {"n": 0, "t": []}
WAITING = (State.RECEIVED, State.CORRECTING)


def flow_of(read: CaseRead) -> Flow | None:
    """The strip of the case; ``None`` for a flow without steps."""
    latest = {task.node: task for task in read.file.tasks}
    steps = _strip(read, latest)
    offices = _offices(read, steps)
    columns: dict[int, list[FlowStep]] = {}
    for step in steps:
        together = sum(1 for other in steps if other.column == step.column) > 1
        office = offices.get(step.office, "") if together else ""
        shown = _step(read, step, latest.get(step.node), office)
        columns.setdefault(step.column, []).append(shown)
    strip_of = tuple(_column(columns[key]) for key in sorted(columns))
    return Flow(steps=strip_of) if strip_of else None


def _strip(read: CaseRead, latest: Mapping[str, FlowTask]) -> tuple[StripStep, ...]:
    """The steps with their states; what was finished beyond the waiting ones is not done any more."""
    marking = read.now.marking or NOT_STARTED
    done = {
        node for node, task in latest.items() if task.state == "done" and task.outcome != SENT_BACK
    }
    steps = strip(read.plan, marking=marking, done=done)
    furthest = max((step.column for step in steps if step.state == "now"), default=len(steps))
    return tuple(
        replace(step, state="") if step.state == "ok" and step.column > furthest else step
        for step in steps
    )


def _offices(read: CaseRead, steps: tuple[StripStep, ...]) -> dict[str, str]:
    columns = [step.column for step in steps]
    if len(set(columns)) == len(columns):
        return {}
    return {
        office.code: office.short_name for office in identity.offices_of(read.file.line.region_code)
    }


def _column(steps: list[FlowStep]) -> FlowStep:
    if len(steps) == 1:
        return steps[0]
    states = {step.state for step in steps}
    if StepState.NOW in states:
        state = StepState.NOW
    else:
        state = StepState.DONE if states == {StepState.DONE} else StepState.AHEAD
    return FlowStep(name=steps[0].name, state=state, together=tuple(steps))


def _step(read: CaseRead, step: StripStep, task: FlowTask | None, office: str) -> FlowStep:
    name = f"{office}{step.name}" if office else step.name
    if step.kind == "accept":
        return FlowStep(name=name, lines=_acceptance(read), state=_acceptance_state(read))
    if step.state == "ok" and task is not None:
        lines = (_took(read, step, task), read.name(task.done_by))
        return FlowStep(name=name, lines=_told(lines), state=StepState.DONE)
    if step.state == "now" and task is not None and read.file.line.state not in WAITING:
        return FlowStep(
            name=name,
            lines=_told((_running(read, step, task), _who(read, task))),
            state=StepState.NOW,
        )
    return FlowStep(name=name, lines=_told(_ahead(step)))


def _told(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _acceptance_state(read: CaseRead) -> StepState:
    if read.file.line.accepted_on is not None:
        return StepState.DONE
    return StepState.NOW if read.file.line.state in WAITING else StepState.AHEAD


def _acceptance(read: CaseRead) -> tuple[str, ...]:
    line = read.file.line
    entry = next(
        (each for each in read.file.entries if each.kind in {"accepted", "deemed_accepted"}), None
    )
    if entry is None:
        return _told((line.state.label, f"{line.counter} 窗口" if line.counter else ""))
    who = f"{line.counter} {entry.actor_name}".strip() if entry.actor_name else "逾期视为受理"
    return (dates.day_month(line.accepted_on or line.received_on), who)


def days_words(days: Decimal) -> str:
    """``0.5 天``, ``7 天``."""
    return f"{days.normalize():f} 天"


def _limit(step: StripStep) -> str:
    if step.kind == DELIVER:
        return DELIVERY_WORDS
    if not step.counts:
        return "不计时"
    return f"限 {days_words(step.limit_days)}" if step.limit_days else "当天办"


def _took(read: CaseRead, step: StripStep, task: FlowTask) -> str:
    if task.done_at is None:
        return _limit(step)
    view, first, last = read.clock, day_of(task.opened_at), day_of(task.done_at)
    received = read.file.line.received_on
    if stopped := stopped_days(view, ground=step.name, first=received, last=last):
        return f"停计时 {stopped} 天"
    days = working_days(view, first=first, last=last) - stopped_days(view, first=first, last=last)
    return f"{f'{days} 天' if days > 0 else '当天'}，{_limit(step)}"


def _running(read: CaseRead, step: StripStep, task: FlowTask) -> str:
    if step.kind == DELIVER:
        return DELIVERY_WORDS
    view, first, last = read.clock, day_of(task.opened_at), read.today
    days = working_days(view, first=first, last=last) - stopped_days(view, first=first, last=last)
    late = step.counts and days > step.limit_days > 0
    words = f"第 {days} 天" if days > 0 else "今天到"
    return f"{_limit(step)}，{words}{'，已超' if late else ''}"


def _who(read: CaseRead, task: FlowTask) -> str:
    if task.kind == DELIVER:
        return "统一送达窗口"
    if task.role == "superior":
        return "上级部门"
    if task.holder is None:
        return "等您办" if read.mine is not None and read.mine.id == task.id else "待领取"
    name = read.name(task.holder)
    return f"{name}（您）" if task.holder == read.actor.post_id else name


def _ahead(step: StripStep) -> tuple[str, ...]:
    who = "统一送达窗口" if step.kind == DELIVER else step.role
    return (_limit(step), who)
