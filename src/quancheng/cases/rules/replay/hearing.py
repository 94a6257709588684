"""The hearing of a case and what was sent upward, as the entries call for them (pure)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from quancheng.cases.rules.hearing import GRANTED, PUBLIC, REQUEST
from quancheng.cases.rules.hearing_fact import DROPPED, ENDED, OPEN, SCHEDULED, TOLD
from quancheng.cases.rules.replay.case import OUTCOMES
from quancheng.cases.rules.replay.comparing import Row, Table, day, days_said, replayed, said
from quancheng.ledger.rules import Recorded

_BLANK: Row = {
    "told_on": None,
    "request_by": None,
    "requested_on": None,
    "requested_by": "",
    "hold_by": None,
    "notified_on": None,
    "sits_at": None,
    "place": "",
    "chair_id": None,
    "recusal_on": None,
    "recusal_by": "",
    "recusal_reason": "",
    "recusal_outcome": "",
    "ended_on": None,
    "minutes": "",
}


def _begun(rows: list[Row], entry: Recorded, *, basis: str, stage: str, **more: Any) -> None:
    start: Row = {"region_id": entry.region_code, "basis": basis, "stage": stage, "signers": []}
    rows.append(start | _BLANK | more)


def _told(rows: list[Row], entry: Recorded) -> None:
    until = days_said(entry.data, request_by="until")
    _begun(rows, entry, basis=REQUEST, stage=TOLD, told_on=entry.effective_on, **until)


def _requested(rows: list[Row], entry: Recorded) -> None:
    rows[-1] |= {"stage": OPEN, "requested_on": entry.effective_on}
    rows[-1] |= said(entry.data, "requested_by") | days_said(entry.data, hold_by="hold_by")


def _opened(rows: list[Row], entry: Recorded) -> None:
    _begun(rows, entry, basis=PUBLIC, stage=OPEN, requested_on=entry.effective_on)


def _scheduled(rows: list[Row], entry: Recorded) -> None:
    data = entry.data
    row = rows[-1] | {"stage": SCHEDULED, "notified_on": entry.effective_on}
    row |= {"place": data["place"], "chair_id": data["chair"]}
    row |= {"recusal_on": None, "recusal_outcome": ""}
    row.pop("sits_at", None)
    if "sits_at" in data:
        row["sits_at"] = datetime.fromisoformat(data["sits_at"])
    rows[-1] = row


def _challenged(rows: list[Row], entry: Recorded) -> None:
    rows[-1] |= {
        "recusal_on": entry.effective_on,
        "recusal_by": entry.data["by"],
        "recusal_reason": entry.reason,
        "recusal_outcome": "",
    }


def _decided(rows: list[Row], entry: Recorded) -> None:
    outcome = entry.data["outcome"]
    rows[-1]["recusal_outcome"] = outcome
    if outcome == GRANTED:
        chair = entry.data.get("new_chair")
        rows[-1] |= {"stage": OPEN, "chair_id": chair, "sits_at": None}


def _ended(rows: list[Row], entry: Recorded) -> None:
    rows[-1] |= {
        "stage": ENDED,
        "ended_on": entry.effective_on,
        "minutes": entry.reason,
        "signers": entry.data["signers"],
    }


def _dropped(rows: list[Row], entry: Recorded) -> None:
    rows[-1] |= {"stage": DROPPED, "ended_on": entry.effective_on}


def _recomputed(rows: list[Row], entry: Recorded) -> None:
    """Another calendar has moved the days that are still to come."""
    days = entry.data.get("hearing", {})
    for row in rows:
        row.update(days_said(days, request_by="request_by", hold_by="hold_by"))


HEARINGS = Table(
    name="hearing",
    word="听证",
    labels={
        "region_id": "区划",
        "basis": "启动方式",
        "stage": "阶段",
        "told_on": "告知日期",
        "request_by": "申请期限",
        "requested_on": "申请日期",
        "requested_by": "申请人",
        "hold_by": "举行期限",
        "notified_on": "通知日期",
        "sits_at": "举行时间",
        "place": "地点",
        "chair_id": "主持人岗位",
        "recusal_on": "申请回避日期",
        "recusal_by": "申请回避的人",
        "recusal_reason": "申请回避的理由",
        "recusal_outcome": "回避的决定",
        "ended_on": "结束日期",
        "minutes": "笔录",
        "signers": "签名的人",
    },
    key=(),
    replay=partial(
        replayed,
        acts={
            "hearing_told": _told,
            "hearing_requested": _requested,
            "hearing_opened": _opened,
            "hearing_scheduled": _scheduled,
            "recusal_requested": _challenged,
            "recusal_decided": _decided,
            "hearing_ended": _ended,
            "hearing_dropped": _dropped,
            "recomputed": _recomputed,
        },
    ),
    values={
        "basis": {REQUEST: "依申请", PUBLIC: "依职权"},
        "stage": {
            TOLD: "已告知权利",
            OPEN: "待通知",
            SCHEDULED: "已通知",
            ENDED: "已结束",
            DROPPED: "已放弃",
        },
    },
)


def _sent(rows: list[Row], entry: Recorded) -> None:
    rows.append(
        {
            "region_id": entry.region_code,
            "superior": entry.data["superior"],
            "document": entry.data["document"],
            "sent_on": entry.effective_on,
            "expected_on": day(entry.data["expected_on"]),
            "outcome": "",
            "answer_document": "",
            "answer_on": None,
            "received_on": None,
        }
    )


def _answered(rows: list[Row], entry: Recorded) -> None:
    if "superior_document" in entry.data:
        rows[-1] |= {
            "outcome": entry.kind,
            "answer_document": entry.data["superior_document"],
            "answer_on": day(entry.data["superior_on"]),
            "received_on": entry.effective_on,
        }


def _given_back(rows: list[Row], entry: Recorded) -> None:
    if rows and rows[-1]["received_on"] is None:
        rows[-1] |= {"outcome": "returned", "received_on": entry.effective_on}


FORWARDINGS = Table(
    name="forwarding",
    word="上报",
    labels={
        "region_id": "区划",
        "superior": "上级机关",
        "document": "文号",
        "sent_on": "上报日期",
        "expected_on": "预计答复日期",
        "outcome": "答复",
        "answer_document": "答复文号",
        "answer_on": "答复日期",
        "received_on": "收到日期",
    },
    key=("document", "sent_on"),
    replay=partial(
        replayed,
        acts={
            "forwarded": _sent,
            "granted": _answered,
            "refused": _answered,
            "sent_back": _given_back,
        },
    ),
    values={"outcome": OUTCOMES},
)
