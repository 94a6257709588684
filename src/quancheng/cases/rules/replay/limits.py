"""Correction notices, suspensions and extensions, as the entries call for them (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from quancheng.cases.rules.forwarding import ABOVE
from quancheng.cases.rules.replay.comparing import Act, Row, Table, replayed, said
from quancheng.ledger.rules import Recorded


def _told(rows: list[Row], entry: Recorded) -> None:
    rows.append(
        {
            "region_id": entry.region_code,
            "ordinal": len(rows) + 1,
            "told_on": entry.effective_on,
            "answer_by": None,
            "answered_on": None,
        }
        | said(entry.data, "defects")
    )


def _answered(rows: list[Row], entry: Recorded) -> None:
    for row in rows:
        row["answered_on"] = row["answered_on"] or entry.effective_on


CORRECTIONS = Table(
    name="correction",
    word="补正告知",
    labels={
        "region_id": "区划",
        "ordinal": "次序",
        "told_on": "告知日期",
        "defects": "要补正的内容",
        "answer_by": "补正期限",
        "answered_on": "补正日期",
    },
    key=("ordinal",),
    replay=partial(replayed, acts={"correction_told": _told, "corrected": _answered}),
)


def _begun(rows: list[Row], entry: Recorded) -> None:
    rows.append(
        {
            "region_id": entry.region_code,
            "ground": "",
            "document": "",
            "started_on": entry.effective_on,
            "ended_on": None,
            "warned_on": None,
        }
        | said(entry.data, "ground", "document", "expected_days", "most_days")
    )


def _ended(rows: list[Row], entry: Recorded) -> None:
    """The procedure that the entry names has ended, or without a name every one."""
    for row in rows:
        if row["ended_on"] is None and entry.data.get("ground", "") in {"", row["ground"]}:
            row["ended_on"] = entry.effective_on


def _all_ended(rows: list[Row], entry: Recorded) -> None:
    for row in rows:
        row["ended_on"] = row["ended_on"] or entry.effective_on


def _dropped(rows: list[Row], entry: Recorded) -> None:
    if entry.data.get("held"):
        _ended(rows, entry)


def _warned(rows: list[Row], entry: Recorded) -> None:
    for row in rows:
        if row["ended_on"] is None and row["ground"] == entry.data["ground"]:
            row["warned_on"] = entry.effective_on


_HOLDS: dict[str, Act] = {
    "suspended": _begun,
    "hearing_requested": _begun,
    "hearing_opened": _begun,
    "resumed": _ended,
    "hearing_ended": _ended,
    "hearing_dropped": _dropped,
    "withdrawn": _all_ended,
    "terminated": _all_ended,
    "held_long": _warned,
}


def _away(sent: Recorded, back: Recorded) -> Row:
    """The days at a superior organ that gave the case back."""
    return {
        "region_id": back.region_code,
        "ground": ABOVE,
        "document": sent.data["document"],
        "expected_days": 0,
        "most_days": None,
        "started_on": sent.effective_on,
        "ended_on": back.effective_on,
        "warned_on": None,
    }


def _holds(entries: Sequence[Recorded]) -> list[Row]:
    rows: list[Row] = []
    sent: Recorded | None = None
    for entry in entries:
        if entry.kind == "forwarded":
            sent = entry
        elif entry.kind == "sent_back" and sent is not None:
            rows.append(_away(sent, entry))
            sent = None
        elif entry.kind in _HOLDS:
            _HOLDS[entry.kind](rows, entry)
    return rows


SUSPENSIONS = Table(
    name="suspension",
    word="停计时",
    labels={
        "region_id": "区划",
        "ground": "事由",
        "document": "文号",
        "expected_days": "预计天数",
        "most_days": "最多天数",
        "started_on": "开始日期",
        "ended_on": "结束日期",
        "warned_on": "提醒日期",
    },
    key=("ground", "document"),
    replay=_holds,
)


def _extended(rows: list[Row], entry: Recorded) -> None:
    rows.append(
        {
            "region_id": entry.region_code,
            "granted_on": entry.effective_on,
            "approved_by_id": entry.post,
            "reason": entry.reason,
            "clock": "",
        }
        | said(entry.data, "clock", "days")
        | ({"document": entry.data["approval"]} if "approval" in entry.data else {})
    )


EXTENSIONS = Table(
    name="extension",
    word="延长期限",
    labels={
        "region_id": "区划",
        "clock": "期限",
        "days": "天数",
        "granted_on": "批准日期",
        "approved_by_id": "批准岗位",
        "reason": "理由",
        "document": "政府批文号",
    },
    key=("clock",),
    replay=partial(replayed, acts={"extended": _extended}),
    values={"clock": {"statutory": "法定", "promised": "承诺"}},
)
