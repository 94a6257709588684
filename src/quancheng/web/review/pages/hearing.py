"""听证: how far the hearing has come, what can be done next, and by which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from quancheng.cases.rules import hearing as rules
from quancheng.cases.rules import hearing_fact as stages
from quancheng.cases.rules.hearing_fact import HearingFact
from quancheng.cases.rules.snapshot import WaitingTask
from quancheng.cases.states import State, allows
from quancheng.identity.rules import Act
from quancheng.journeys.hearing import chairs_for
from quancheng.web.review.forms import hearing as forms
from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.sides import (
    Made,
    Shown,
    Side,
    SideShown,
    acts_here,
    seen_version,
    show,
)
from quancheng.web.ui.components import Fact, Facts, Note
from quancheng.web.ui.presenters import dates

STAGES = {
    stages.TOLD: "已告知权利，等申请",
    stages.OPEN: "等定时间地点",
    stages.SCHEDULED: "已通知，等举行",
    stages.ENDED: "已结束，笔录入卷",
    stages.DROPPED: "已放弃",
}
OUTCOMES = {rules.GRANTED: "同意回避", rules.REFUSED: "驳回"}
GOING_ON = (stages.TOLD, stages.OPEN, stages.SCHEDULED)
Tried = tuple[str, SeenForm] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingPanel:
    """The panel: where the hearing stands, its days, and the acts that are possible now."""

    stage: str
    note: Note | None
    facts: Facts
    sides: tuple[SideShown, ...]


def hearing_panel(read: CaseRead, *, tried: Tried) -> HearingPanel | None:
    """The panel of a case that has a hearing."""
    hearing = read.now.hearing
    if hearing is None:
        return None
    shown = [side for side in HEARING.values() if side.shown(read, None)]
    return HearingPanel(
        stage=_stage(hearing, read),
        note=_note(hearing, read),
        facts=Facts(rows=_facts(hearing, read)),
        sides=tuple(
            show(
                side,
                read=read,
                task=None,
                tried=tried[1] if tried and tried[0] == side.key else None,
            )
            for side in shown
        ),
    )


def _stage(hearing: HearingFact, read: CaseRead) -> str:
    if hearing.has_lapsed(today=read.today):
        return "逾期没有申请，视为放弃"
    return STAGES[hearing.stage]


def _facts(hearing: HearingFact, read: CaseRead) -> tuple[Fact, ...]:
    calendar = read.clock.calendar
    rows = [
        ("依据", "依职权举行（许可法 46）" if hearing.basis == rules.PUBLIC else ""),
        ("告知", _short(hearing.told_on)),
        ("最迟申请", _short(hearing.request_by)),
        ("申请人", hearing.requested_by),
        ("申请日" if hearing.requested_by else "启动", _short(hearing.requested_on)),
        ("最迟举行", _short(hearing.hold_by)),
        ("举行", dates.moment(hearing.sits_at, calendar=calendar) if hearing.sits_at else ""),
        ("地点", hearing.place if hearing.sits_at else ""),
        ("主持人", read.chair),
        ("回避", _recusal(hearing)),
        ("结束", _short(hearing.ended_on)),
    ]
    return tuple(Fact(label=label, value=value) for label, value in rows if value)


def _short(day: date | None) -> str:
    return dates.short_date(day) if day else ""


def _recusal(hearing: HearingFact) -> str:
    if hearing.recusal_on is None:
        return ""
    said = OUTCOMES.get(hearing.recusal_outcome, "等部门负责人决定")
    return f"{hearing.recusal_by}申请：{hearing.recusal_reason}（{said}）"


def _note(hearing: HearingFact, read: CaseRead) -> Note | None:
    """What is due next, and by which day."""
    if not read.file.line.state.is_open:
        return None
    if hearing.stage == stages.TOLD and not hearing.has_lapsed(today=read.today):
        return Note(text="申请期满或者申请人放弃以前，不能作决定。")
    if hearing.waits_for_recusal:
        return Note(text="回避申请等部门负责人决定，决定前不能举行听证。", tone="today")
    if hearing.stage == stages.OPEN:
        first = rules.earliest_sitting(notified_on=read.today, calendar=read.clock.calendar)
        return _when(hearing, f"今天通知，最早可以定在 {dates.short_date(first)}。", read)
    if hearing.stage == stages.SCHEDULED and hearing.sits_on and hearing.sits_on <= read.today:
        return Note(text="举行后录入笔录，计时从第二天恢复。", tone="today")
    return None


def _when(hearing: HearingFact, words: str, read: CaseRead) -> Note:
    if hearing.hold_by is not None and read.today > hearing.hold_by:
        last = dates.short_date(hearing.hold_by)
        return Note(text=f"听证应当在 {last}前举行，已经超期。请尽快办理。", tone="over")
    return Note(text=words)


# ── forms ──


def _reasoned(key: str, label: str, hint: str = "") -> Made:
    def make(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
        return forms.ReasonedForm(
            data, initial=seen_version(read), auto_id=f"{key}-%s", label=label, hint=hint
        )

    return make


def _plain(key: str, form: type[SeenForm]) -> Made:
    def make(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
        return form(data, initial=seen_version(read), auto_id=f"{key}-%s")

    return make


def _chairs(read: CaseRead, *, but: int | None = None) -> list[tuple[str, str]]:
    """Who may preside, to choose from."""
    return [
        (str(post.id), f"{post.name}（{post.label}）")
        for post in chairs_for(case=read.now, today=read.today)
        if post.id != but
    ]


def _schedule(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    named = read.now.hearing.chair if read.now.hearing else None
    initial = {**seen_version(read), "chair": str(named or "")}
    return forms.ScheduleForm(
        data, initial=initial, auto_id="hearing-schedule-%s", chairs=_chairs(read)
    )


def _decide_recusal(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    held = read.now.hearing.chair if read.now.hearing else None
    return forms.RecusalForm(
        data,
        initial=seen_version(read),
        auto_id="hearing-recusal-%s",
        chairs=_chairs(read, but=held),
    )


# ── when ──


When = Callable[[HearingFact, CaseRead], bool]


def _at(kind: str, *stages: str, act: Act = Act.HEAR, when: When = lambda *_: True) -> Shown:
    """The act is possible at these stages of a hearing, for whom the post allows it, ``when`` so."""

    def shown(read: CaseRead, _task: WaitingTask | None) -> bool:
        hearing = read.now.hearing
        if hearing is None or hearing.stage not in stages or not when(hearing, read):
            return False
        return allows(act=kind, state=read.now.state) and acts_here(read, act)

    return shown


def _in_time(hearing: HearingFact, read: CaseRead) -> bool:
    return not hearing.has_lapsed(today=read.today)


def _recusal_waits(hearing: HearingFact, _read: CaseRead) -> bool:
    return hearing.waits_for_recusal


def _no_recusal_waits(hearing: HearingFact, _read: CaseRead) -> bool:
    return not hearing.waits_for_recusal


def _was_held(hearing: HearingFact, read: CaseRead) -> bool:
    held = hearing.sits_on is not None and hearing.sits_on <= read.today
    return held and not hearing.waits_for_recusal


def _on_request(hearing: HearingFact, _read: CaseRead) -> bool:
    return hearing.basis == rules.REQUEST


def _may_begin(kind: str) -> Shown:
    def shown(read: CaseRead, task: WaitingTask | None) -> bool:
        if read.now.hearing is not None or task is None or read.clock.limits.statutory is None:
            return False
        if read.now.state not in {State.EXAMINING, State.SUSPENDED}:
            return False
        return allows(act=kind, state=read.now.state) and acts_here(read, Act.HEAR)

    return shown


_TABLE = (
    Side(
        key="hearing-request",
        label="登记听证申请",
        button="受理听证申请，停止计时",
        note="从今天起停止计时，到听证结束；应当在 20 个工作日内举行。",
        make=_plain("hearing-request", forms.RequestForm),
        shown=_at("hearing_requested", stages.TOLD, when=_in_time),
    ),
    Side(
        key="hearing-schedule",
        label="通知时间地点",
        button="发听证通知",
        note="要提前 7 个工作日通知；主持人不能是审查过这件的人员。",
        make=_schedule,
        shown=_at("hearing_scheduled", stages.OPEN, stages.SCHEDULED, when=_no_recusal_waits),
    ),
    Side(
        key="hearing-recusal",
        label="决定是否回避",
        button="作出决定",
        note="回避决定书自动生成。同意回避的，要另定主持人，重新通知。",
        make=_decide_recusal,
        shown=_at("recusal_decided", stages.SCHEDULED, act=Act.DECIDE_RECUSAL, when=_recusal_waits),
    ),
    Side(
        key="hearing-end",
        label="录入笔录，结束听证",
        button="笔录入卷，结束听证",
        note="笔录交参加人确认签字后录入。决定要根据听证笔录作出。",
        make=_plain("hearing-end", forms.MinutesForm),
        shown=_at("hearing_ended", stages.SCHEDULED, when=_was_held),
    ),
    Side(
        key="hearing-challenge",
        label="申请主持人回避",
        button="登记回避申请",
        make=_plain("hearing-challenge", forms.ChallengeForm),
        shown=_at("recusal_requested", stages.SCHEDULED, when=_no_recusal_waits),
    ),
    Side(
        key="hearing-drop",
        label="放弃听证",
        button="登记放弃",
        make=_reasoned("hearing-drop", "经过", "如：申请人书面表示不要求听证。"),
        shown=_at("hearing_dropped", *GOING_ON, when=_on_request),
    ),
)
_BEGINNINGS = (
    Side(
        key="hearing-tell",
        label="告知听证权利",
        button="告知申请人",
        note="涉及申请人与他人重大利益关系的，决定前应当告知（许可法第 47 条）。告知书自动生成。",
        make=_reasoned("hearing-tell", "涉及的重大利益", "写进听证权利告知书，申请人会看到。"),
        shown=_may_begin("hearing_told"),
    ),
    Side(
        key="hearing-open",
        label="依职权举行听证",
        button="启动听证，停止计时",
        note="法律规定应当听证，或者涉及公共利益的（许可法第 46 条）。从今天起停止计时。",
        make=_reasoned("hearing-open", "理由"),
        shown=_may_begin("hearing_opened"),
    ),
)
HEARING = {side.key: side for side in _TABLE}
"""The acts of a hearing that has begun."""
BEGINNINGS = {side.key: side for side in _BEGINNINGS}
"""The acts by which one begins."""
