"""The tasks of a case, as the entries that moved its flow call for them (pure).

Such an entry says which tasks it opened, did and took away, each by its token. Entries of earlier
releases named the one that was done by its id, or none; of such a case only those are compared.
"""

from __future__ import annotations

from collections.abc import Sequence

from quancheng.cases.rules.replay.comparing import Row, Table
from quancheng.ledger.rules import Recorded

MOVES = "tasks"
_MOVING = frozenset(
    "accepted deemed_accepted opinion sent_back forwarded granted refused handed_over withdrawn"
    " terminated".split()
)
_HOLDER = {"claimed": True, "transferred": True, "released": False}
_LABELS = {
    "id": "编号",
    "region_code": "区划",
    "token": "次序",
    "node": "环节代码",
    "holder": "持有岗位",
    "state": "状态",
    "opened_at": "开始时间",
    "done_at": "办理时间",
    "done_by": "办理岗位",
    "outcome": "办理结果",
}
_VALUES = {"state": {"open": "待办", "done": "已办", "cancelled": "已撤"}}


def _says_all(entries: Sequence[Recorded]) -> bool:
    return all(MOVES in entry.data for entry in entries if entry.kind in _MOVING)


def _opened(entry: Recorded) -> list[Row]:
    return [
        {
            "region_code": entry.region_code,
            "token": token,
            "node": node,
            "holder": holder,
            "state": "open",
            "opened_at": entry.recorded_at,
            "done_at": None,
            "done_by": None,
            "outcome": "",
        }
        for token, node, holder in entry.data[MOVES].get("opened", ())
    ]


def _over(entry: Recorded, *, outcome: str) -> Row:
    """What a task is after it was done by this entry."""
    by = entry.on_behalf_of or entry.post
    return {"state": "done", "done_at": entry.recorded_at, "done_by": by, "outcome": outcome}


def _holder(entry: Recorded) -> int | None:
    if not _HOLDER[entry.kind]:
        return None
    to: int | None = entry.data.get("to_post", entry.post)
    return to


def _by_token(entries: Sequence[Recorded]) -> list[Row]:
    rows: dict[int, Row] = {}
    if not _says_all(entries):
        return []
    for entry in entries:
        if entry.kind in _HOLDER:
            rows[entry.data["token"]]["holder"] = _holder(entry)
        moved = entry.data.get(MOVES, {})
        for token in moved.get("done", ()):
            rows[token] |= _over(entry, outcome=moved["outcome"])
        for token in moved.get("cancelled", ()):
            rows[token] |= {"state": "cancelled", "done_at": entry.recorded_at}
        if moved:
            rows |= {row["token"]: row for row in _opened(entry)}
    return list(rows.values())


def _if_all_is_said(entries: Sequence[Recorded], found: Sequence[Row]) -> Sequence[Row]:
    return found if _says_all(entries) else ()


TASKS = Table(
    name="task",
    word="环节",
    labels=_LABELS,
    key=("node", "token"),
    replay=_by_token,
    judged=_if_all_is_said,
    values=_VALUES,
)


def _outcome(entry: Recorded) -> str:
    """With what a task named by its id was done: the opinion, or the act itself."""
    return entry.kind if entry.kind in {"granted", "refused", "sent_back"} else entry.opinion


def _by_id(entries: Sequence[Recorded]) -> list[Row]:
    if _says_all(entries):
        return []
    return [
        {"id": entry.data["task"]} | _over(entry, outcome=_outcome(entry))
        for entry in entries
        if entry.kind in _MOVING and "task" in entry.data
    ]


def _if_named(entries: Sequence[Recorded], found: Sequence[Row]) -> list[Row]:
    named = {row["id"] for row in _by_id(entries)}
    return [row for row in found if row["id"] in named]


TASKS_BY_ID = Table(
    name="task",
    word="环节",
    labels=_LABELS,
    key=("id",),
    replay=_by_id,
    judged=_if_named,
    values=_VALUES,
)
