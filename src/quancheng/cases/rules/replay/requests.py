"""What was asked of the organ's head, and how it was answered, as the entries call for it (pure)."""

from __future__ import annotations

from functools import partial

from quancheng.cases.rules.replay.comparing import Row, Table, replayed
from quancheng.ledger.rules import Recorded


def _asked(rows: list[Row], entry: Recorded) -> None:
    rows.append(
        {
            "region_id": entry.region_code,
            "days": entry.data["days"],
            "reason": entry.reason,
            "asked_on": entry.effective_on,
            "asked_by_id": entry.post,
            "outcome": "",
            "answered_on": None,
        }
    )


def _answered(rows: list[Row], entry: Recorded) -> None:
    """An extension answers the request that waits for it, if there is one; so does a refusal."""
    outcome = "granted" if entry.kind == "extended" else "declined"
    for row in rows:
        if not row["outcome"]:
            row |= {"outcome": outcome, "answered_on": entry.effective_on}


EXTENSION_REQUESTS = Table(
    name="extension_request",
    word="延长申请",
    labels={
        "region_id": "区划",
        "days": "天数",
        "reason": "理由",
        "asked_on": "申请日期",
        "asked_by_id": "申请岗位",
        "outcome": "答复",
        "answered_on": "答复日期",
    },
    key=("asked_on",),
    replay=partial(
        replayed,
        acts={
            "extension_requested": _asked,
            "extension_declined": _answered,
            "extended": _answered,
        },
    ),
    values={"outcome": {"granted": "同意", "declined": "不同意"}},
)
