"""联办: a child or a parent in one line, for staff and applicants alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quancheng.cases.letters.proof_values import ProofPart
from quancheng.cases.rules.views import CaseLine
from quancheng.clock.engine import Calendar, Verdict
from quancheng.journeys.read_clock import ClockView
from quancheng.web.ui.components import Tag
from quancheng.web.ui.presenters import dates

OUTCOMES = {"granted": "已准予", "refused": "不予许可"}
NONE = "—"
LATE = {"overdue": "超过承诺", "unlawful": "超过法定"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A child on the proof sheet of its parent."""

    item: str
    number: str
    state: str
    required: str
    promised: str
    statutory: str


def part_rows(parts: Iterable[ProofPart]) -> tuple[PartRow, ...]:
    """The children of a proof sheet in words."""
    return tuple(
        PartRow(
            item=part.item,
            number=part.number,
            state=part.state,
            required="必须办结" if part.required else "不必等",
            promised=dates.short_date(part.promised) if part.promised else NONE,
            statutory=dates.short_date(part.statutory) if part.statutory else NONE,
        )
        for part in parts
    )


def state_tags(line: CaseLine) -> tuple[Tag, ...]:
    """Where the case stands, and whether it is late."""
    outcome = OUTCOMES.get(line.outcome, "")
    tags = [Tag(text=outcome or line.state.label, tone="g" if line.outcome == "granted" else "")]
    if line.state.is_open and line.alarm in LATE:
        tags.append(Tag(text=LATE[line.alarm], tone="r"))
    return tuple(tags)


def days(line: CaseLine, *, clock: ClockView) -> tuple[str, ...]:
    """``承诺 3月12日（周四）`` and ``法定 3月30日（周一）``, or on which day the case ended.

    As the case's own page has them: a stopped clock reads as if it ran again tomorrow.
    """
    calendar = clock.calendar
    if line.decided_on is not None:
        return (f"{dates.short_date(line.decided_on, calendar=calendar)}作出决定",)
    if line.closed_at is not None:
        return (f"{dates.short_date(line.closed_at, calendar=calendar)}结束",)
    if line.accepted_on is None:
        return ("受理后起算时限",)
    both = (("承诺", clock.promised), ("法定", clock.statutory))
    return tuple(f"{name} {_due(verdict, calendar)}" for name, verdict in both if verdict)


def _due(verdict: Verdict, calendar: Calendar) -> str:
    if verdict.due is not None:
        return dates.short_date(verdict.due, calendar=calendar)
    earliest = f"不早于 {dates.short_date(verdict.earliest)}" if verdict.earliest else ""
    return f"{earliest}（放假安排公布后确定）"
