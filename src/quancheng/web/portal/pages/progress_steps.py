"""The headline of a case and what its applicant should do next, by state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from quancheng.cases.rules.views import CaseFile, CaseLine
from quancheng.cases.states import State
from quancheng.clock.engine import Calendar
from quancheng.web.ui.components import Link, Pace
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.site import site


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do: one bold sentence, more in plain ones, and where to go."""

    title: str
    lines: tuple[str, ...] = ()
    link: Link | None = None


_RUNNING: Final[Mapping[Pace, str]] = {
    Pace.ON_TIME: "正在办，一切按时",
    Pace.TODAY: "正在办，今天到承诺的日子",
    Pace.OVER: "还没办好，过了承诺的日子",
    Pace.HOLD: "停计时，等特别程序结束",
    Pace.DONE: "办好了",
}
_STATES: Final[Mapping[State, str]] = {
    State.RECEIVED: "材料收到了，等窗口答复",
    State.CORRECTING: "请补正材料",
    State.SUSPENDED: "停计时，等特别程序结束",
    State.DECLINED: "没有受理",
    State.WITHDRAWN: "已按您的要求撤回",
    State.TERMINATED: "已终止办理",
}


def headline(*, line: CaseLine, pace: Pace) -> str:
    """What a person wants to know first."""
    if line.state in _STATES:
        return _STATES[line.state]
    if line.state is State.DELIVERING:
        return "办好了，请来领取" if line.outcome == "granted" else "决定作出了，请来领取决定书"
    if line.state is State.CLOSED:
        return "办好了" if line.outcome == "granted" else "已经办结，没有准予"
    if line.state is State.FORWARDED and pace is not Pace.OVER:
        return "已报上级部门，正在办"
    return _RUNNING[pace]


def next_step(*, file: CaseFile, calendar: Calendar) -> NextStep:
    """What the applicant should do now."""
    tell = _NEXT.get(file.line.state, _wait)
    return tell(file, calendar)


def _remedies() -> Link:
    return Link(label="不服怎么办", url=reverse("portal:help-remedies"))


def _centres() -> Link:
    return Link(label="窗口和时间", url=reverse("portal:centres"))


def _wait(_file: CaseFile, _calendar: Calendar) -> NextStep:
    return NextStep(
        title="现在不用您做什么。",
        lines=("有进展会发短信给您。", f"有话要说，请拨打 {site().hotline}，报办件编号。"),
    )


def _received(file: CaseFile, calendar: Calendar) -> NextStep:
    due = file.line.correction_due
    when = f"最迟 {dates.short_date(due, calendar=calendar)}" if due else "很快"
    return NextStep(
        title="等窗口答复，不用再来。",
        lines=(f"窗口{when}告诉您受理不受理；要补材料，会一次说清。",),
    )


def _correcting(file: CaseFile, _calendar: Calendar) -> NextStep:
    told = [entry for entry in file.entries if entry.kind == "correction_told"]
    defects = told[-1].data.get("defects", ()) if told else ()
    counter = f"{file.line.counter} 窗口" if file.line.counter else "原来的窗口"
    return NextStep(
        title=f"把要补的 {len(defects)} 样交到{counter}。"
        if defects
        else f"补齐材料交到{counter}。",
        lines=(
            *(f"· {each['subject']}：{each['problem']}" for each in defects),
            "补齐之前不计时限。",
        ),
        link=_centres(),
    )


def _suspended(file: CaseFile, _calendar: Calendar) -> NextStep:
    told = [
        entry
        for entry in file.entries
        if entry.kind in {"suspended", "hearing_requested", "hearing_opened"}
    ]
    ground = told[-1].data.get("ground", "特别程序") if told else "特别程序"
    return NextStep(
        title="现在不用您做什么。",
        lines=(f"{ground}结束后恢复计时，会发短信给您；需要您到场的，会另外通知。",),
    )


def _delivering(file: CaseFile, calendar: Calendar) -> NextStep:
    due = file.line.delivery_due
    when = f"最好在 {dates.short_date(due, calendar=calendar)}之前。" if due else ""
    lines = [f"本人领取带身份证；请人代领，再带委托书。{when}", "不方便来，可以要求邮寄。"]
    if file.line.outcome != "granted":
        lines.append("不服决定的，可以申请复议（60 日内）或提起诉讼（6 个月内）。")
    return NextStep(
        title="带身份证到统一送达窗口领取。",
        lines=tuple(lines),
        link=_centres() if file.line.outcome == "granted" else _remedies(),
    )


def _closed(file: CaseFile, _calendar: Calendar) -> NextStep:
    if file.line.outcome != "granted":
        return _refused(file, _calendar)
    return NextStep(
        title="办完了，不用再来。",
        lines=("请核对证照上的字；有错随时拿来更正。别人想知道真假，可以用编号和校验码查验。",),
        link=Link(label="查验真伪", url=reverse("portal:verify")),
    )


def _refused(_file: CaseFile, _calendar: Calendar) -> NextStep:
    return NextStep(
        title="理由写在决定书里。",
        lines=(
            "条件具备以后可以重新申请。不服的，可以申请复议（60 日内）或提起诉讼（6 个月内）。",
        ),
        link=_remedies(),
    )


def _declined(_file: CaseFile, _calendar: Calendar) -> NextStep:
    return NextStep(
        title="理由写在通知书里。",
        lines=(
            "条件具备以后可以重新申请。不服的，可以申请复议（60 日内）或提起诉讼（6 个月内）。",
        ),
        link=_remedies(),
    )


def _over(_file: CaseFile, _calendar: Calendar) -> NextStep:
    return NextStep(
        title="这件已经结束。",
        lines=("还想办，可以重新申请，原来交的材料请向窗口取回。",),
        link=Link(label="找事项", url=reverse("portal:items")),
    )


_NEXT: Final[Mapping[State, Callable[[CaseFile, Calendar], NextStep]]] = {
    State.RECEIVED: _received,
    State.CORRECTING: _correcting,
    State.SUSPENDED: _suspended,
    State.DELIVERING: _delivering,
    State.CLOSED: _closed,
    State.DECLINED: _declined,
    State.WITHDRAWN: _over,
    State.TERMINATED: _over,
}
