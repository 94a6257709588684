"""A person acts on what he has seen: when the case has moved on since, he looks again first."""

from __future__ import annotations

from quancheng.cases.rules.views import CaseFile
from quancheng.cases.states import ACT_LABELS, UnableToActStale
from quancheng.journeys.act import Doing
from quancheng.kernel.moments import SHANGHAI, day_of
from quancheng.ledger import queries as ledger

OF_NO_MATTER = frozenset({"due_soon", "overdue", "unlawful", "recomputed"})
"""What the sweep writes tells nothing that the page does not show by itself."""


def check_as_seen(*, doing: Doing, file: CaseFile, version: int) -> None:
    """Check that nothing was done to the case after ``version``, which the person has seen.

    An act that was already done under the same key passes, so that it answers as it did then.
    Raises :class:`UnableToActStale` with who did what, and when.
    """
    later = [
        entry for entry in file.entries if entry.seq > version and entry.kind not in OF_NO_MATTER
    ]
    if not later:
        return
    if ledger.outcome_of(region_code=file.line.region_code, key=doing.key) is not None:
        return
    last = later[-1]
    at = last.recorded_at.astimezone(SHANGHAI)
    when = f"{at:%H:%M}" if day_of(last.recorded_at) == doing.today else f"{at.month}月{at.day}日"
    what = ACT_LABELS.get(last.kind, last.kind)
    raise UnableToActStale(
        f"这件已有新进展：{last.actor_name or '系统'}已于 {when}“{what}”，"
        "您的操作没有写入。请看过新进展再提交。"
    )
