"""经过: every act on the case in the words of the office, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from quancheng.cases.states import ACT_LABELS, State
from quancheng.clock.engine import Unknown
from quancheng.identity import queries as identity
from quancheng.journeys.examine import OPINIONS
from quancheng.kernel.identifiers import show_case_number, show_receipt_code
from quancheng.kernel.moments import day_of
from quancheng.ledger.rules import Recorded
from quancheng.web.review.pages.clock import reading_on
from quancheng.web.review.pages.options import asked_words
from quancheng.web.review.pages.reading import DELIVER, CaseRead
from quancheng.web.ui.components import Opinion, Story, StoryEntry, StoryState
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.presenters.renewals import term_words

CLOCKED = frozenset(
    {
        "opinion",
        "forwarded",
        "sent_back",
        "granted",
        "refused",
        "extended",
        "hearing_requested",
        "hearing_opened",
        "hearing_ended",
        "terminated",
        "due_soon",
        "overdue",
        "unlawful",
    }
)
"""Acts at which it matters how much time had been used."""
SHOWN_AS_OPINION = {"granted": "准予", "refused": "不予许可", "sent_back": "退回"}
HOLDS = frozenset({"suspended", "hearing_requested", "hearing_opened", "held_long"})
ENDED = (State.CLOSED, State.DECLINED, State.WITHDRAWN, State.TERMINATED)


def story_of(read: CaseRead) -> Story:
    """The timeline, headed by what is waited for."""
    told = [_entry(read, entry) for entry in reversed(read.file.entries)]
    return Story(entries=(*_waiting(read), *told))


def _waiting(read: CaseRead) -> tuple[StoryEntry, ...]:
    line = read.file.line
    if line.state in ENDED:
        return ()
    if line.state is State.SUSPENDED and read.held is not None:
        back = read.clock.calendar.add(read.held.started_on, read.held.expected_days)
        when = "" if isinstance(back, Unknown) else f"预计 {dates.short_date(back)}恢复"
        return (StoryEntry(title=f"等{read.held.ground}结束", when=when, state=StoryState.HOLD),)
    if not read.now.tasks:
        title = f"等{line.state.owner or '办理'}{'答复' if line.state is State.RECEIVED else ''}"
        return (StoryEntry(title=title, state=StoryState.NOW),)
    offices = _offices(read)
    return tuple(
        StoryEntry(
            title=f"等{'您' if read.mine == task else offices.get(task.office_id or 0, '')}{task.name}",
            when=_arrived(read, task.opened_at),
            by="" if read.mine == task else _holder(read, task.kind, task.holder),
            state=StoryState.NOW,
        )
        for task in read.now.tasks
    )


def _offices(read: CaseRead) -> dict[int, str]:
    """The short names of the offices that work at the same time; none where one works alone."""
    ids = {task.office_id for task in read.now.tasks if task.office_id is not None}
    found = identity.offices_by_id(ids) if len(ids) > 1 else {}
    return {key: office.short_name for key, office in found.items()}


def _holder(read: CaseRead, kind: str, holder: int | None) -> str:
    if kind == DELIVER:
        return "统一送达窗口"
    return read.name(holder) if holder else "还没有人领取"


def _arrived(read: CaseRead, opened: datetime) -> str:
    day = day_of(opened)
    when = "今天 " if day == read.today else dates.short_date(day, calendar=read.clock.calendar)
    lead = read.clock.promised or read.clock.statutory
    counted = f" · 第 {lead.used + lead.overdue} 个计时日" if lead and lead.used else ""
    return f"{when}{dates.clock_time(opened)} 到{counted}"


def _entry(read: CaseRead, entry: Recorded) -> StoryEntry:
    title, lines = TELLINGS.get(entry.kind, _plain)(read, entry)
    at_the_time = reading_on(read, day=day_of(entry.recorded_at)) if entry.kind in CLOCKED else ""
    return StoryEntry(
        title=title,
        when=dates.short_moment(entry.recorded_at, calendar=read.clock.calendar),
        by=who(read, entry),
        lines=tuple(line for line in (*lines, at_the_time) if line),
        opinion=_opinion(entry),
        state=StoryState.HOLD if entry.kind in HOLDS else StoryState.DONE,
    )


def who(read: CaseRead, entry: Recorded) -> str:
    """The actor in his post, and for whom he stood in: ``莫溪可 审核人``, ``莫溪可（代 王某）审核人``."""
    if entry.actor is None:
        return "系统"
    post = read.names.get(entry.post or 0)
    deputed = read.name(entry.on_behalf_of)
    name = f"{entry.actor_name}（代 {deputed}）" if deputed else entry.actor_name
    place = (post.counter or post.role.label) if post else ""
    if post and not post.counter and read.file.line.handling_type == "joint":
        place = f"{post.office_name} {place}"
    rank = "B 岗" if deputed else ""
    return " ".join(word for word in (name, place, rank) if word)


def _opinion(entry: Recorded) -> Opinion | None:
    verdict = SHOWN_AS_OPINION.get(entry.kind) or OPINIONS.get(entry.opinion, "")
    if not verdict or (
        entry.kind not in SHOWN_AS_OPINION and entry.kind not in {"opinion", "forwarded"}
    ):
        return None
    return Opinion(verdict=verdict, text=entry.reason)


Telling = Callable[[CaseRead, Recorded], tuple[str, tuple[str, ...]]]


def _plain(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    return ACT_LABELS.get(entry.kind, entry.kind), (entry.reason,)


def _received(read: CaseRead, _entry: Recorded) -> tuple[str, tuple[str, ...]]:
    given = sum(1 for material in read.file.materials if material.received)
    return "收件", (f"{given} 份材料，收件码 {show_receipt_code(read.file.receipt_code)}",)


def _deemed(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    law = f"依许可法第 32 条，自 {dates.short_date(entry.effective_on)}收到申请之日起视为受理"
    known = f"系统 {dates.short_date(day_of(entry.recorded_at))}记录，时限从收到之日起算"
    return "逾期未答复，视为受理", (law, known)


def _defects(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    lines = [f"{each['subject']}：{each['problem']}" for each in entry.data.get("defects", ())]
    return ACT_LABELS[entry.kind], tuple(lines) or (entry.reason,)


def _step(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    return f"{ACT_LABELS[entry.kind]}：{entry.step}", ()


def _transferred(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    return f"{entry.step}转给{entry.data.get('to_name', '同事')}", (entry.reason,)


def _opined(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    return f"{entry.step}提出意见", ()


def _forwarded(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    data = entry.data
    sent = f"{data['document']}，报{data['superior']}" if data.get("superior") else ""
    expected = _day_words("预计", data.get("expected_on"), "答复")
    return f"{entry.step}，县级审查到此为止", (sent, expected)


def _day_words(before: str, text: str | None, after: str = "") -> str:
    return f"{before} {dates.short_date(date.fromisoformat(text))}{after}" if text else ""


def _sent_back(read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    node = entry.data.get("to_node", "")
    return f"退回{read.plan.node(node).name}" if node in read.plan.index else "退回", ()


def _suspended(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    data = entry.data
    law = f"依据许可法第 45 条，{data.get('document', '')}，已书面告知申请人"
    expected = f"预计 {data['expected_days']} 个工作日" if data.get("expected_days") else ""
    most = f"超过规定的最长 {data['most_days']} 个工作日" if data.get("too_long") else ""
    return f"停计时：{data.get('ground', '特别程序')}", (law, expected, most, entry.reason)


def _held_long(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    data = entry.data
    said = f"已停 {data['days']} 个工作日，规定最长 {data['most_days']} 个工作日"
    return f"{data['ground']}停计时过长", (said,)


def _hearing(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    data = entry.data
    lines = (
        _day_words("最迟", data.get("until"), "申请"),
        f"由{data['requested_by']}申请" if data.get("requested_by") else "",
        _day_words("最迟", data.get("hold_by"), "举行"),
        f"{_day_words('', data.get('sits_on'))} {data.get('clock', '')} {data.get('place', '')}"
        if data.get("sits_on")
        else "",
        f"主持人 {data['chair_name']}" if data.get("chair_name") else "",
        f"由{data['by']}提出" if data.get("by") else "",
        str(data.get("words", "")),
        f"新的主持人 {data['new_chair_name']}" if data.get("new_chair_name") else "",
        f"签字：{'、'.join(data['signers'])}" if data.get("signers") else "",
        entry.reason,
    )
    return ACT_LABELS[entry.kind], tuple(line.strip() for line in lines if line)


def _renewal(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    data = entry.data
    until = f"有效期到 {dates.full_day(date.fromisoformat(data['valid_until']))}"
    late = "" if data.get("in_time", True) else "申请晚于法定的提前时间"
    return ACT_LABELS[entry.kind], (f"{data['name']} {data['result']}", until, late)


def _joint(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    data = entry.data
    named = f"{data['item']} {show_case_number(data['number'])}"
    waited = {"joined": "主件要等这件办结", "child_joined": "这件要等它办结"}
    waits = waited.get(entry.kind, "") if data["required"] else ""
    return ACT_LABELS[entry.kind], (named, waits, entry.reason)


def _terminated(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    return "终止办理", (str(entry.data.get("words", "")), entry.reason)


def _posted(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    return "邮寄送达", (f"邮件号 {entry.data.get('tracking_number', '')}，等签收回执",)


def _resumed(read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    ended = [each for each in read.clock.facts.suspensions if each.end == entry.effective_on]
    lines = [entry.reason]
    for each in ended[-1:]:
        days = read.clock.calendar.count(each.start, entry.effective_on)
        if isinstance(days, int) and days:
            first = read.clock.calendar.add(each.start, 1)
            begun = each.start if isinstance(first, Unknown) else first
            lines.append(f"本次停 {days} 个工作日（{dates.period(begun, entry.effective_on)}）")
        else:
            lines.append("当天恢复，没有停下工作日")
    return "恢复计时", tuple(lines)


def _extended(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    days = entry.data.get("days", "")
    approval = entry.data.get("approval")
    by = f"政府负责人批准，{approval}" if approval else ""
    return "延长审批期限", (f"延长 {days} 日，已把理由告知申请人", by, entry.reason)


def _extension_asked(read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    words = asked_words(days=entry.data["days"], limit=read.clock.limits.statutory)
    return ACT_LABELS[entry.kind], (words, entry.reason)


def _decided(_read: CaseRead, entry: Recorded) -> tuple[str, tuple[str, ...]]:
    data = entry.data
    if data.get("superior_document"):
        above = f"{data['superior']}，{data['superior_document']}"
        day = _day_words("决定日期", data.get("superior_on"))
        return f"{entry.step}：{ACT_LABELS[entry.kind]}", (above, day, term_words(data))
    heard = _day_words("根据", data.get("hearing_on"), "听证笔录")
    letter = f"决定书 {data.get('decision', '')}"
    return f"{entry.step}：{ACT_LABELS[entry.kind]}", (letter, heard, term_words(data))


TELLINGS: dict[str, Telling] = {
    "received": _received,
    "deemed_accepted": _deemed,
    "correction_told": _defects,
    "returned": _defects,
    "claimed": _step,
    "released": _step,
    "transferred": _transferred,
    "opinion": _opined,
    "forwarded": _forwarded,
    "sent_back": _sent_back,
    "suspended": _suspended,
    "resumed": _resumed,
    "extension_requested": _extension_asked,
    "extension_declined": _extension_asked,
    "extended": _extended,
    "held_long": _held_long,
    "hearing_told": _hearing,
    "hearing_requested": _hearing,
    "hearing_opened": _hearing,
    "hearing_scheduled": _hearing,
    "recusal_requested": _hearing,
    "recusal_decided": _hearing,
    "hearing_ended": _hearing,
    "hearing_dropped": _hearing,
    "renewal_linked": _renewal,
    "deemed_renewed": _renewal,
    "child_joined": _joint,
    "child_left": _joint,
    "joined": _joint,
    "left": _joint,
    "terminated": _terminated,
    "posted": _posted,
    "granted": _decided,
    "refused": _decided,
}
