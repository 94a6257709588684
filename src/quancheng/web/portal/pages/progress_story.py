"""What happened to a case and what comes, in the words of an applicant, oldest first.

Acts that only concern the office (claiming, transferring, sweeping) and what officers wrote to each
other are left out; every reason the law wants the applicant to know is in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from quancheng.cases.rules.views import CaseFile, LetterView
from quancheng.cases.states import State
from quancheng.clock.engine import Calendar
from quancheng.delivery.rules import METHODS
from quancheng.identity.queries import PostName
from quancheng.journeys.papers.letters import NAMES
from quancheng.ledger.rules import Recorded
from quancheng.web.ui.components import Link, Story, StoryEntry, StoryState
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.presenters.renewals import term_words
from quancheng.workflow import queries as workflow
from quancheng.workflow.engine.diagram import strip

AGREE: Final = "agree"
DELIVER: Final = "deliver"
DECIDING: Final = frozenset({"decide", "await"})
BEFORE: Final = frozenset({State.RECEIVED, State.CORRECTING})
ENDED: Final = frozenset({State.CLOSED, State.DECLINED, State.WITHDRAWN, State.TERMINATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act as the applicant is told it."""

    title: str
    lines: tuple[str, ...] = ()
    state: StoryState = StoryState.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the flow; ``state`` is ``ok`` when done, ``now`` when it goes on, else empty."""

    name: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """What the wording of an entry needs beside the entry."""

    file: CaseFile
    posts: Mapping[int, PostName]
    calendar: Calendar
    today: date


def story(teller: Teller) -> Story:
    """The whole timeline: what was done, what goes on, what comes."""
    letters = {letter.entry_seq: letter for letter in teller.file.letters}
    done = [
        _entry(teller, entry, told, letters.get(entry.seq))
        for entry in teller.file.entries
        if (told := _told(teller, entry)) is not None
    ]
    return Story(entries=(*done, *_now(teller), *_ahead(teller)), label="办到哪一步了")


def _entry(teller: Teller, entry: Recorded, told: Told, letter: LetterView | None) -> StoryEntry:
    return StoryEntry(
        title=told.title,
        when=dates.short_moment(entry.recorded_at, calendar=teller.calendar),
        by=_by(teller, entry),
        lines=told.lines,
        state=told.state,
        link=_letter_link(teller.file, letter) if letter else None,
    )


def _letter_link(file: CaseFile, letter: LetterView) -> Link:
    address = reverse("portal:letter", args=[file.line.number, letter.id])
    return Link(label=f"下载{NAMES.get(letter.kind, '文书')}（PDF）", url=address, icon="download")


def _by(teller: Teller, entry: Recorded) -> str:
    post = teller.posts.get(entry.post or 0)
    if post is None:
        return ""
    place = f"{post.counter} 窗口" if post.counter else post.office_name
    return f"{place} {entry.actor_name}".strip()


Telling = Callable[[Teller, Recorded], Told | None]


def _told(teller: Teller, entry: Recorded) -> Told | None:
    tell = TELLINGS.get(entry.kind)
    return tell(teller, entry) if tell else None


def _received(teller: Teller, _entry: Recorded) -> Told:
    given = sum(1 for each in teller.file.materials if each.received)
    line = f"您交的 {given} 样材料已登记。" if given else "申请已登记。"
    return Told(title="收到了您的材料", lines=(line,))


def _correction_told(_teller: Teller, entry: Recorded) -> Told:
    lines = [
        f"{each['subject']}：{each['problem']}"
        + (f"（{each['wanted']}）" if each.get("wanted") else "")
        for each in entry.data.get("defects", ())
    ]
    return Told(title="请您补正材料，一次说清", lines=tuple(lines) or (entry.reason,))


def _corrected(_teller: Teller, entry: Recorded) -> Told:
    count = len(entry.data.get("received", ()))
    return Told(title="收到了补正的材料", lines=(f"共 {count} 样。",) if count else ())


def _accepted(teller: Teller, _entry: Recorded) -> Told:
    instant = teller.file.line.handling_type == "instant"
    return Told(title="受理了", lines=("当场办理。" if instant else "从第二天起算时限。",))


def _deemed(_teller: Teller, entry: Recorded) -> Told:
    day = dates.day_month(entry.effective_on)
    line = f"窗口没有在法定时间内答复，依法从收到材料的{day}起就算受理，时限从那天起算。"
    return Told(title="视为受理", lines=(line,))


def _declined(_teller: Teller, entry: Recorded) -> Told:
    titles = {"not_needed": "这件事不需要办许可", "wrong_office": "这件事不归本机关办"}
    lines = [f"理由：{entry.reason}"]
    if office := entry.data.get("competent_office"):
        lines.append(f"请到{office}办理。")
    return Told(title=titles.get(entry.kind, "不予受理"), lines=tuple(lines))


def _opinion(_teller: Teller, entry: Recorded) -> Told:
    return Told(title=f"{entry.step}通过" if entry.opinion == AGREE else f"{entry.step}办完了")


def _sent_back(_teller: Teller, entry: Recorded) -> Told:
    return Told(
        title=f"{entry.step}：退回前面的环节再核一遍", lines=("时限照常计算，不用您做什么。",)
    )


def _forwarded(_teller: Teller, entry: Recorded) -> Told:
    superior = entry.data.get("superior", "上级部门")
    lines = [f"县里的审查做完了，由{superior}决定。"]
    if expected := entry.data.get("expected_on"):
        lines.append(f"预计 {dates.short_date(date.fromisoformat(expected))}前后答复。")
    return Told(title="已报上级部门", lines=tuple(lines))


def _suspended(_teller: Teller, entry: Recorded) -> Told:
    ground, days = entry.data.get("ground", "特别程序"), entry.data.get("expected_days")
    expected = f"预计 {days} 个工作日，" if days else ""
    line = f"需要{ground}，{expected}依法不计入办理时限。"
    return Told(title="停计时", lines=(line,), state=StoryState.HOLD)


def _resumed(_teller: Teller, entry: Recorded) -> Told:
    ground = entry.data.get("ground", "特别程序")
    return Told(title="恢复计时", lines=(f"{ground}已经结束，从第二天起继续计算。",))


def _extended(_teller: Teller, entry: Recorded) -> Told:
    days = entry.data.get("days", "")
    return Told(title=f"法定期限延长 {days} 天", lines=(f"理由：{entry.reason}",))


def _day(entry: Recorded, name: str) -> str:
    text = entry.data.get(name)
    return dates.short_date(date.fromisoformat(text)) if text else ""


def _hearing_told(_teller: Teller, entry: Recorded) -> Told:
    last = _day(entry, "until")
    lines = (
        f"涉及：{entry.reason}",
        f"要申请的，最迟 {last}向办理部门提出，不收费。" if last else "",
    )
    return Told(title="您可以申请听证", lines=tuple(line for line in lines if line))


def _hearing_begun(_teller: Teller, entry: Recorded) -> Told:
    last = _day(entry, "hold_by")
    lines = ("从今天起不计时限，到听证结束。", f"最迟 {last}举行。" if last else "")
    title = "收到了听证申请" if entry.kind == "hearing_requested" else "将举行听证"
    return Told(title=title, lines=tuple(line for line in lines if line), state=StoryState.HOLD)


def _hearing_scheduled(_teller: Teller, entry: Recorded) -> Told:
    data = entry.data
    where = f"{_day(entry, 'sits_on')} {data.get('clock', '')}，{data.get('place', '')}。"
    chair = f"主持人 {data.get('chair_name', '')}，没有参加过这件的审查；您可以申请他回避。"
    return Told(title="听证的时间地点定了", lines=(where, chair))


def _recusal_decided(_teller: Teller, entry: Recorded) -> Told:
    named = entry.data.get("new_chair_name")
    chair = (f"新的主持人 {named}。",) if named else ()
    return Told(title="回避申请有了决定", lines=(f"{entry.data.get('words', '')}。", *chair))


def _hearing_ended(_teller: Teller, _entry: Recorded) -> Told:
    return Told(title="听证结束", lines=("笔录已经入卷，决定根据笔录作出。从第二天起恢复计时。",))


def _hearing_dropped(_teller: Teller, _entry: Recorded) -> Told:
    return Told(title="不再举行听证", lines=("继续办理。",))


def _renewal_linked(_teller: Teller, entry: Recorded) -> Told:
    until = dates.full_day(date.fromisoformat(entry.data["valid_until"]))
    return Told(title="登记了要延续的证照", lines=(f"{entry.data['name']}，有效期到 {until}。",))


def _deemed_renewed(_teller: Teller, _entry: Recorded) -> Told:
    line = "到期前没有作出决定，依法视为准予延续。原证照可以继续使用，新证办好后通知您。"
    return Told(title="视为准予延续", lines=(line,))


def _joint(_teller: Teller, entry: Recorded) -> Told:
    item = entry.data.get("item", "")
    titles = {
        "joined": ("并入了联办", f"和“{item}”一起办，时限照自己的算。"),
        "left": ("退出了联办", f"不再和“{item}”一起办，照常办理。"),
        "child_joined": ("并入了一件子件", f"“{item}”和这件一起办。"),
        "child_left": ("一件子件退出了", f"“{item}”另外办理。"),
    }
    title, line = titles[entry.kind]
    return Told(title=title, lines=(line,))


def _posted(_teller: Teller, entry: Recorded) -> Told:
    return Told(
        title="结果已经寄出",
        lines=(f"邮件号 {entry.data.get('tracking_number', '')}，请当面签收。",),
    )


def _granted(_teller: Teller, entry: Recorded) -> Told:
    words = term_words(entry.data)
    return Told(title="决定：准予", lines=(f"{words}。",) if words else ())


def _refused(_teller: Teller, entry: Recorded) -> Told:
    return Told(title="决定：不予许可", lines=(f"理由：{entry.reason}",))


def _handed_over(_teller: Teller, entry: Recorded) -> Told:
    way = METHODS.get(entry.data.get("method", ""), entry.reason)
    return Told(title="结果交给您了", lines=(way,) if way else ())


def _withdrawn(_teller: Teller, _entry: Recorded) -> Told:
    return Told(title="按您的要求撤回了")


def _terminated(_teller: Teller, entry: Recorded) -> Told:
    return Told(title="终止办理", lines=(f"理由：{entry.reason}",))


def _overdue(_teller: Teller, _entry: Recorded) -> Told:
    line = "我们没有按承诺的日子办好，监督部门已经看到。您也可以拨打 12345 催办。"
    return Told(title="过了我们承诺的日子", lines=(line,), state=StoryState.HOLD)


def _unlawful(_teller: Teller, _entry: Recorded) -> Told:
    line = "您可以投诉，也可以依法申请行政复议或提起行政诉讼。"
    return Told(title="过了法定的期限", lines=(line,), state=StoryState.HOLD)


TELLINGS: Final[Mapping[str, Telling]] = {
    "received": _received,
    "correction_told": _correction_told,
    "corrected": _corrected,
    "accepted": _accepted,
    "deemed_accepted": _deemed,
    "declined": _declined,
    "not_needed": _declined,
    "wrong_office": _declined,
    "opinion": _opinion,
    "sent_back": _sent_back,
    "forwarded": _forwarded,
    "suspended": _suspended,
    "resumed": _resumed,
    "extended": _extended,
    "hearing_told": _hearing_told,
    "hearing_requested": _hearing_begun,
    "hearing_opened": _hearing_begun,
    "hearing_scheduled": _hearing_scheduled,
    "recusal_decided": _recusal_decided,
    "hearing_ended": _hearing_ended,
    "hearing_dropped": _hearing_dropped,
    "renewal_linked": _renewal_linked,
    "deemed_renewed": _deemed_renewed,
    "joined": _joint,
    "left": _joint,
    "child_joined": _joint,
    "child_left": _joint,
    "posted": _posted,
    "granted": _granted,
    "refused": _refused,
    "handed_over": _handed_over,
    "withdrawn": _withdrawn,
    "terminated": _terminated,
    "overdue": _overdue,
    "unlawful": _unlawful,
}


def _now(teller: Teller) -> list[StoryEntry]:
    line = teller.file.line
    if line.state is State.RECEIVED:
        when = _latest(line.correction_due, teller)
        return [_going("窗口在看材料", when, "齐全就受理；不齐的，一次告诉您要补什么。")]
    if line.state is State.CORRECTING:
        return [_going("等您补正材料", "", "补齐后交原来的窗口，等您的时间不计入时限。")]
    if line.state is State.DELIVERING:
        when = _latest(line.delivery_due, teller)
        return [_going("等您来领结果", when, "请带身份证到统一送达窗口；也可以邮寄。")]
    if line.state in ENDED:
        return []
    return [
        _going(
            step.name,
            _latest(line.promised_due, teller) if step.kind in DECIDING else "正在办",
            "由负责人签批，结果发短信告诉您。" if step.kind == "decide" else "",
        )
        for step in _steps(teller)
        if step.state == "now"
    ]


def _going(title: str, when: str, line: str) -> StoryEntry:
    return StoryEntry(title=title, when=when, lines=(line,) if line else (), state=StoryState.NOW)


def _ahead(teller: Teller) -> list[StoryEntry]:
    line = teller.file.line
    if line.state in ENDED or line.state is State.DELIVERING:
        return []
    coming = [] if line.state not in BEFORE else [_next("受理", "")]
    for step in _steps(teller):
        if step.state or step.kind == "accept":
            continue
        if step.kind in DECIDING:
            coming.append(_next(step.name, _latest(line.promised_due, teller)))
        elif step.kind == DELIVER:
            coming.append(_next("领取结果", "决定后 10 个工作日内"))
        else:
            coming.append(_next(step.name, ""))
    return coming


def _next(title: str, when: str) -> StoryEntry:
    return StoryEntry(title=title, when=when, state=StoryState.NEXT)


def _steps(teller: Teller) -> tuple[Step, ...]:
    """The steps of the flow; before acceptance none of them has begun."""
    file = teller.file
    plan = workflow.plan(file.flow_digest)
    if not file.marking:
        return tuple(
            Step(name=node.name, kind=node.task.kind, state="") for node in plan.tasks if node.task
        )
    done = {task.node for task in file.tasks if task.state == "done"}
    return tuple(
        Step(name=each.name, kind=each.kind, state=each.state)
        for each in strip(plan, marking=file.marking, done=done)
    )


def _latest(day: date | None, teller: Teller) -> str:
    return f"最迟 {dates.short_date(day, calendar=teller.calendar)}" if day else ""
