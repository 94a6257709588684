"""The row of the case itself, as its entries call for it (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from quancheng.cases.rules.replay.comparing import Row, Table, day, said
from quancheng.cases.states import LABELS
from quancheng.ledger.rules import Recorded


def _plain(value: Any) -> Any:
    return value


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


_START: Mapping[str, Any] = {
    "state": "",
    "step": "",
    "accepted_on": None,
    "accepted_at": None,
    "deemed": False,
    "correction_due": None,
    "promised_due": None,
    "promised_earliest": None,
    "statutory_due": None,
    "statutory_earliest": None,
    "provisional": False,
    "suspended_since": None,
    "forwarded_on": None,
    "renews": "",
    "deemed_renewed_on": None,
    "parent_id": None,
    "required_by_parent": False,
    "outcome": "",
    "decided_on": None,
    "delivery_due": None,
    "closed_at": None,
    "alarm": "",
    "calendar_version": "",
}
_SINCE_INTAKE = ("item_id", "office_id", "town_id", "counter")
"""Columns that the entry of the intake says since they are replayed."""
_PLAIN = (*_SINCE_INTAKE, "parent_id")
_READ: Mapping[str, Callable[[Any], Any]] = {
    name: _moment if name.endswith("_at") else _plain if start is not None else day
    for name, start in _START.items()
} | dict.fromkeys(_PLAIN, _plain)
_LABELS = {
    "region_id": "区划",
    "number": "编号",
    "version": "动作数",
    "item_id": "事项",
    "edition_id": "事项版本",
    "office_id": "办理部门",
    "town_id": "镇",
    "counter": "窗口",
    "received_on": "收件日期",
    "received_at": "收件时间",
    "state": "状态",
    "step": "当前环节",
    "accepted_on": "受理日期",
    "accepted_at": "受理登记时间",
    "deemed": "是否视为受理",
    "correction_due": "答复期限",
    "promised_due": "承诺期限",
    "promised_earliest": "承诺期限（最早）",
    "statutory_due": "法定期限",
    "statutory_earliest": "法定期限（最早）",
    "provisional": "期限是否暂定",
    "suspended_since": "停计时起始日",
    "forwarded_on": "上报日期",
    "renews": "要延续的证照编号",
    "deemed_renewed_on": "视为延续日期",
    "parent_id": "联办主件",
    "required_by_parent": "是否主件必需",
    "outcome": "决定",
    "decided_on": "决定日期",
    "delivery_due": "送达期限",
    "closed_at": "办结时间",
    "alarm": "预警",
    "calendar_version": "日历版本",
}
OUTCOMES = {"granted": "准予", "refused": "不予许可", "returned": "退回"}


def _began(entry: Recorded) -> Row:
    """What the entry of the intake says of the columns no later act changes."""
    if entry.kind != "received":
        return {}
    return (
        {
            "region_id": entry.region_code,
            "received_on": entry.effective_on,
            "received_at": entry.recorded_at,
        }
        | ({} if entry.edition is None else {"edition_id": entry.edition})
        | said(entry.data, "number")
    )


def _replay(entries: Sequence[Recorded]) -> list[Row]:
    row = dict(_START) | _began(entries[0])
    for entry in entries:
        changes = entry.data.get("changes", {})
        row |= {name: _READ[name](value) for name, value in changes.items() if name in _READ}
    return [row | {"version": len(entries)}]


CASE_ROW = Table(
    name="case",
    word="办件",
    labels=_LABELS,
    key=(),
    replay=_replay,
    values={
        "state": {state.value: label for state, label in LABELS.items()},
        "outcome": OUTCOMES,
        "alarm": {"due_soon": "临近承诺", "overdue": "超过承诺", "unlawful": "超过法定"},
    },
)


def gaps(entries: Sequence[Recorded]) -> list[int]:
    """The sequence numbers that are missing among ``entries``."""
    present = {entry.seq for entry in entries}
    return [seq for seq in range(1, max(present, default=0) + 1) if seq not in present]
