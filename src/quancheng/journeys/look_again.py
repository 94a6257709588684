"""A person acts on what he has seen: when the case has moved on since, he looks again first."""

from __future__ import annotations

from datetime import date

from quancheng.cases.rules.views import CaseFile
from quancheng.cases.states import ACT_LABELS, UnableToActStale
from quancheng.journeys.act import Doing
from quancheng.kernel.moments import SHANGHAI
from quancheng.ledger import queries as ledger

OF_NO_MATTER = frozenset({"due_soon", "overdue", "unlawful", "recomputed"})
"""What the sweep writes tells nothing that the page does not show by itself."""


def was_done(*, doing: Doing, region_code: str) -> bool:
    """Whether the act with this idempotency key has happened already."""
    return ledger.outcome_of(region_code=region_code, key=doing.key) is not None


def check_as_seen(*, file: CaseFile, version: int, today: date) -> None:
    """Check that nothing was done to the case after ``version``, which the person has seen.

    Raises :class:`UnableToActStale` with who did what, and when.
    """
    later = [
        entry for entry in file.entries if entry.seq > version and entry.kind not in OF_NO_MATTER
    ]
    if not later:
        return
    last = later[-1]
    at = last.recorded_at.astimezone(SHANGHAI)
    when = f"{at:%H:%M}" if at.date() == today else f"{at.month}月{at.day}日"
    what = ACT_LABELS.get(last.kind, last.kind)
    raise UnableToActStale(
        f"这件已有新进展：{last.actor_name or '系统'}已于 {when}“{what}”，"
        "您的操作没有写入。请看过新进展再提交。"
    )
