"""The block of time at the top of a case, and what both clocks read at an earlier moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from quancheng.cases.rules.views import CaseLine
from quancheng.cases.states import State
from quancheng.clock.engine import Facts, Limit, Status, Unknown, deadline
from quancheng.journeys.read_clock import ClockView
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.ui.components import DaysLeft, Ribbon
from quancheng.web.ui.presenters import clocks

NAMES = ("承诺钟", "法定钟")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBlock:
    """Days left and the ribbon; ``css`` is the state that colours them."""

    left: DaysLeft
    ribbon: Ribbon | None
    css: str


def clock_block(read: CaseRead) -> ClockBlock:
    """Both clocks as they stand today."""
    view = read.clock
    left = clocks.case_head(
        promised=view.promised,
        statutory=view.statutory,
        today=read.today,
        hold_words=read.held.ground if read.held else "",
    )
    left = sent_above(left, line=read.file.line)
    ribbon = clocks.ribbon(days=view.ribbon(), promised=view.promised, statutory=view.statutory)
    return ClockBlock(left=left, ribbon=ribbon, css=left.pace.css)


def sent_above(left: DaysLeft, *, line: CaseLine) -> DaysLeft:
    """The figure of a case that lies with a superior organ: sent, not done (R6)."""
    if line.state is not State.FORWARDED:
        return left
    return replace(left, figure="已上报", unit="")


def working_days(view: ClockView, *, first: date, last: date) -> int:
    """The working days in ``(first, last]``; natural days where the calendar does not reach."""
    days = view.calendar.count(first, last)
    return (last - first).days if isinstance(days, Unknown) else days


def stopped_days(view: ClockView, *, first: date, last: date, ground: str = "") -> int:
    """The working days in ``(first, last]`` on which the clocks stood still (on one ground)."""
    days = 0
    for each in view.facts.suspensions:
        begun, ended = max(each.start, first), min(each.end or last, last)
        if begun < ended and ground in {"", each.ground}:
            days += working_days(view, first=begun, last=ended)
    return days


def proof_url(read: CaseRead) -> str:
    """The address of the proof sheet; empty before acceptance."""
    line = read.file.line
    return reverse("review:proof", args=[line.number]) if line.accepted_on else ""


def facts_on(facts: Facts, *, day: date) -> Facts:
    """What was known of the case on ``day``: later facts are left out."""
    forwarded = facts.forwarded_on if facts.forwarded_on and facts.forwarded_on <= day else None
    decided = facts.decided_on if facts.decided_on and facts.decided_on <= day else None
    delivered = facts.delivered_on if facts.delivered_on and facts.delivered_on <= day else None
    ended = facts.ended_on if facts.ended_on and facts.ended_on <= day else None
    return replace(
        facts,
        today=day,
        decided_on=decided,
        forwarded_on=forwarded,
        delivered_on=delivered,
        ended_on=ended,
        suspensions=tuple(
            replace(each, end=each.end if each.end and each.end <= day else None)
            for each in facts.suspensions
            if each.start <= day
        ),
        corrections=tuple(
            replace(each, end=each.end if each.end and each.end <= day else None)
            for each in facts.corrections
            if each.start <= day
        ),
        extensions=tuple(each for each in facts.extensions if each.granted_on <= day),
    )


def reading_on(read: CaseRead, *, day: date) -> str:
    """``承诺钟 7 / 8，法定钟 7 / 20`` as both clocks stood on ``day``; empty before the start."""
    view = read.clock
    started = read.file.line.accepted_on
    if started is None or day < started:
        return ""
    facts = facts_on(view.facts, day=day)
    said = []
    for name, limit in zip(NAMES, (view.limits.promised, view.limits.statutory), strict=True):
        if limit is not None and (words := _used(read, limit, facts)):
            said.append(f"{name} {words}")
    return "，".join(said)


def _used(read: CaseRead, limit: Limit, facts: Facts) -> str:
    verdict = deadline(limit=limit, facts=facts, calendar=read.clock.calendar)
    if verdict.status is Status.NOT_STARTED or not verdict.total:
        return ""
    return f"{verdict.used + verdict.overdue} / {verdict.total}"
