"""What a person at the case should know beside its clocks: long procedures, superiors, renewals."""

from __future__ import annotations

from collections.abc import Iterator

from quancheng.cases.queries.extension_requests import Asked
from quancheng.cases.queries.review import OpenSuspension
from quancheng.cases.rules.snapshot import OpenForwarding
from quancheng.clock.engine import Unknown
from quancheng.web.review.pages.options import asked_words
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.ui.components import Note
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.presenters.renewals import linked_result, renewal_words


def warnings_of(read: CaseRead) -> tuple[Note, ...]:
    """The notes under the head of the page, the gravest first."""
    return tuple(_notes(read))


def _notes(read: CaseRead) -> Iterator[Note]:
    line = read.file.line
    if read.now.deemed_renewed_on is not None:
        day = dates.short_date(read.now.deemed_renewed_on)
        yield Note(
            text=f"到期前没有作出决定，自 {day}起依法视为准予延续，只能补办准予手续。",
            tone="over",
        )
    if read.held is not None and (words := held_words(read, read.held)):
        yield Note(text=words, tone="over")
    linked = linked_result(read.file.entries)
    if linked and read.now.deemed_renewed_on is None and line.state.is_open:
        yield Note(text=renewal_words(linked))
    if read.asked is not None:
        yield Note(text=_asked(read, read.asked), tone="today")
    if read.now.forwarding is not None:
        yield _sent(read, read.now.forwarding)


def held_words(read: CaseRead, held: OpenSuspension) -> str:
    """Whether the procedure takes, or is expected to take, longer than the item allows."""
    if held.most_days is None:
        return ""
    counted = read.clock.calendar.count(held.started_on, read.today)
    took = counted.counted if isinstance(counted, Unknown) else counted
    if took > held.most_days:
        return (
            f"{held.ground}已经停计时 {took} 个工作日，超过这个事项规定的最长"
            f" {held.most_days} 个工作日，请尽快结束并恢复计时。"
        )
    if held.expected_days > held.most_days:
        return (
            f"{held.ground}预计 {held.expected_days} 个工作日，超过这个事项规定的最长"
            f" {held.most_days} 个工作日。"
        )
    return ""


def _asked(read: CaseRead, asked: Asked) -> str:
    """Who asks for how much and why, and by which day the head answers."""
    words = asked_words(days=asked.days, limit=read.clock.limits.statutory)
    last = (
        f"，最迟 {dates.short_date(asked.statutory_due)}批准才有效" if asked.statutory_due else ""
    )
    return (
        f"{read.name(asked.asked_by)} {dates.short_date(asked.asked_on)}{words}："
        f"{asked.reason.rstrip('。')}。等部门负责人答复{last}。"
    )


def _sent(read: CaseRead, sent: OpenForwarding) -> Note:
    late = read.today > sent.expected_on
    words = (
        f"{dates.short_date(sent.sent_on)}以{sent.document}报{sent.superior}，"
        f"预计 {dates.short_date(sent.expected_on)}答复"
    )
    tail = "，已经过了，请催问。" if late else "。等待期间不计入县里的时限。"
    return Note(text=words + tail, tone="today" if late else "")
