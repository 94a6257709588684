"""From the clock's proof sheet to the letter 时限计算书: codes become words, sources get numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType

from quancheng.cases.letters.head import Head
from quancheng.cases.letters.proof_values import (
    ProofClock,
    ProofPart,
    ProofRow,
    ProofSheetLetter,
    RowKind,
)
from quancheng.cases.letters.wording import in_words, length
from quancheng.clock.engine import (
    DayKind,
    EventCode,
    Limit,
    ProofDay,
    ProofEvent,
    ProofSheet,
    Reading,
    Reason,
    StartsOn,
    Verdict,
)

MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CIVIL_CODE = (
    "《民法典》第二百零一条：开始的当日不计入；第二百零三条：期限到最后一日营业时间结束为止"
)
STARTS = {
    StartsOn.RECEIVED: "收件",
    StartsOn.ACCEPTED: "受理",
    StartsOn.COMPLETE: "材料补齐",
    StartsOn.DECIDED: "作出决定",
}
EVENTS = {
    EventCode.RECEIVED: "收件",
    EventCode.CORRECTION_TOLD: "一次告知补正",
    EventCode.CORRECTED: "补正",
    EventCode.COMPLETE: "材料补齐",
    EventCode.ACCEPTED: "受理",
    EventCode.SUSPENDED: "停计时开始",
    EventCode.RESUMED: "停计时结束",
    EventCode.EXTENDED: "延长期限",
    EventCode.EXTENDED_LATE: "延长（逾期作出，无效）",
    EventCode.FORWARDED: "上报上级机关，县级审查结束",
    EventCode.DECIDED: "作出决定",
    EventCode.DELIVERED: "送达",
    EventCode.ENDED: "终止",
}
WORDS = {
    Reason.BEFORE_START: "还没有开始计时",
    Reason.START_DAY: "当日不计",
    Reason.WORKING_DAY: "工作日",
    Reason.MAKEUP_DAY: "调休上班",
    Reason.NATURAL_DAY: "自然日",
    Reason.REST_DAY: "周末",
    Reason.SUSPENDED: "停计时",
    Reason.MOVED_FORWARD: "末日休息，顺延",
    Reason.AFTER_DEADLINE: "期限已满",
    Reason.UNKNOWN_DAY: "放假安排未公布",
}
UNREAD = frozenset({Reason.BEFORE_START, Reason.AFTER_DEADLINE})
RESTING = frozenset({Reason.REST_DAY, Reason.MOVED_FORWARD})


@dataclass
class Sources:
    """The numbered sources below the table, in the order in which the table first names them."""

    notes: list[str] = field(default_factory=list)
    approvers: Mapping[str, str] = field(default_factory=dict)

    def mark(self, note: str) -> str:
        """The sign that stands for ``note`` in the table, with a space before it."""
        if note not in self.notes:
            self.notes.append(note)
        at = self.notes.index(note)
        return f" {MARKS[at]}" if at < len(MARKS) else f" ({at + 1})"


def proof_letter(
    *,
    head: Head,
    sheet: ProofSheet,
    made_at: datetime,
    closes: time = time(17, 30),
    approvers: Mapping[str, str] = MappingProxyType({}),
    parts: tuple[ProofPart, ...] = (),
) -> ProofSheetLetter:
    """The letter of ``sheet``; limits end at ``closes`` on their last day.

    ``approvers`` names who granted an extension, by what the facts call him; ``parts`` are the
    children of a joint case.
    """
    sources = Sources(approvers=approvers)
    rows = tuple(_row(day, sheet, sources) for day in sheet.days)
    sources.mark(f"{CIVIL_CODE}（本中心 {closes:%H:%M}）。")
    main = [reading for day in sheet.days if (reading := _main(day)) is not None]
    counted = sum(reading.counted for reading in main)
    suspended = sum(reading.reason is Reason.SUSPENDED for reading in main)
    rest = sum(reading.reason in RESTING for reading in main)
    return ProofSheetLetter(
        head=head,
        made_at=made_at,
        clocks=tuple(
            _clock(name, limit, verdict, closes)
            for name, limit, verdict in (
                ("承诺", sheet.limits.promised, sheet.promised),
                ("法定", sheet.limits.statutory, sheet.statutory),
            )
            if limit is not None and verdict is not None
        ),
        rows=rows,
        total=counted + suspended + rest,
        counted=counted,
        suspended=suspended,
        rest=rest,
        notes=tuple(sources.notes),
        parts=parts,
        remark=_remark(sheet),
    )


def _main(day: ProofDay) -> Reading | None:
    """The clock whose days are summed: the law's where there is one."""
    return day.statutory if day.statutory is not None else day.promised


def _row(day: ProofDay, sheet: ProofSheet, sources: Sources) -> ProofRow:
    main = _main(day)
    due = [
        words
        for words, verdict in (("承诺到期", sheet.promised), ("法定到期", sheet.statutory))
        if verdict is not None and verdict.due == day.day
    ]
    codes = {event.code for event in day.events}
    said = [_event(event, sources) for event in day.events if not _is_idle(event, codes)]
    if main is not None and (main.reason is not Reason.BEFORE_START or not said):
        said.append(_reason(day, main, sheet, sources))
    elif day.kind is DayKind.REST:
        said.append(_rest(day, sources))
    return ProofRow(
        day=day.day,
        counted=any(each is not None and each.counted for each in (day.promised, day.statutory)),
        reason="，".join([*said, *due]),
        promised=_used(day.promised),
        statutory=_used(day.statutory),
        kind=_kind(day, main, due=bool(due)),
        future=day.future,
    )


def _is_idle(event: ProofEvent, codes: set[EventCode]) -> bool:
    """A file that was complete when it came and accepted at once need not be called completed."""
    at_once = EventCode.ACCEPTED in codes and EventCode.CORRECTED not in codes
    return event.code is EventCode.COMPLETE and at_once


def _kind(day: ProofDay, main: Reading | None, *, due: bool) -> RowKind:
    if due:
        return "due"
    if main is not None and main.reason is Reason.SUSPENDED:
        return "suspended"
    return "rest" if day.kind is DayKind.REST else "plain"


def _used(reading: Reading | None) -> int | None:
    return None if reading is None or reading.reason in UNREAD else reading.used


def _event(event: ProofEvent, sources: Sources) -> str:
    words = EVENTS[event.code]
    if event.code in {EventCode.SUSPENDED, EventCode.RESUMED} and event.detail:
        words = f"{event.detail}{words}"
    approver = sources.approvers.get(event.detail, "")
    if approver and event.code in {EventCode.EXTENDED, EventCode.EXTENDED_LATE}:
        words += sources.mark(f"{words}，由{approver}批准。")
    return words + (sources.mark(f"{event.document}。") if event.document else "")


def _reason(day: ProofDay, reading: Reading, sheet: ProofSheet, sources: Sources) -> str:
    match reading.reason:
        case Reason.MAKEUP_DAY:
            return WORDS[Reason.MAKEUP_DAY] + _notice(day, sources)
        case Reason.REST_DAY:
            return _rest(day, sources)
        case Reason.SUSPENDED:
            return _suspended(day.day, sheet, sources)
        case _:
            return WORDS[reading.reason]


def _rest(day: ProofDay, sources: Sources) -> str:
    if not day.notice or not day.name:
        return WORDS[Reason.REST_DAY]
    return f"{day.name}放假{_notice(day, sources)}"


def _notice(day: ProofDay, sources: Sources) -> str:
    return sources.mark(f"{day.notice}。") if day.notice else ""


def _suspended(day: date, sheet: ProofSheet, sources: Sources) -> str:
    for stop in sheet.facts.suspensions:
        if stop.start < day and (stop.end is None or day <= stop.end):
            note = f"{stop.document}，依据《行政许可法》第四十五条。" if stop.document else ""
            return f"{stop.ground}停计时{sources.mark(note) if note else ''}"
    return "补正停计时"


def _clock(name: str, limit: Limit, verdict: Verdict, closes: time) -> ProofClock:
    if verdict.due is not None:
        last = f"{in_words(verdict.due)['short']}{closes:%H:%M}"
    elif verdict.provisional:
        last = "待放假安排公布后确定"
    else:
        last = "还没有开始计时"
    said = []
    if verdict.started_on is not None:
        start = verdict.started_on
        said.append(
            f"{start.month}月{start.day}日{STARTS[limit.starts]} + {verdict.total} 个计时日"
        )
    if verdict.excluded:
        said.append(f"其间停 {verdict.excluded} 天")
    if verdict.extended:
        said.append(f"含延长 {verdict.extended} 天")
    basis = f" · {limit.basis}" if limit.basis else ""
    return ProofClock(
        name=f"{name} {length(limit.value, unit=limit.unit)}{basis}",
        last=last,
        reckoning="，".join(said),
    )


def _remark(sheet: ProofSheet) -> str:
    extended = "有延长审批" if sheet.facts.extensions else "没有延长审批"
    corrected = "有补正" if sheet.facts.corrections else "没有补正"
    version = f"（日历第 {sheet.calendar_version} 版）" if sheet.calendar_version else ""
    return f"{extended}，{corrected}。任何人凭本表和所列通知{version}都能算出同样的日期。"
