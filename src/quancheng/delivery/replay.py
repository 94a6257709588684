"""Result, hand-over and renewal of a case, as its entries call for them (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from quancheng.cases.rules.replay import Row, Table, days_said, replayed, said
from quancheng.cases.rules.replay import day as day_said
from quancheng.delivery.rules import METHODS
from quancheng.ledger.rules import Recorded


def _granted(rows: list[Row], entry: Recorded) -> None:
    """No act takes a result back, so that it stays valid; it has an end where one was said."""
    issued = entry.data.get("issued", {})
    rows.append(
        {
            "region_id": entry.region_code,
            "number": entry.data["result"],
            "issued_on": day_said(entry.data["changes"]["decided_on"]),
            "state": "valid",
            "content": {},
        }
        | said(issued, "name", "kind", "holder_name")
        | days_said(issued, valid_until="valid_until")
    )


RESULTS = Table(
    name="result",
    word="证照（结果）",
    labels={
        "region_id": "区划",
        "number": "编号",
        "name": "名称",
        "kind": "种类",
        "holder_name": "持有人",
        "issued_on": "发证日期",
        "valid_until": "有效期至",
        "content": "内容",
        "state": "状态",
    },
    key=(),
    replay=partial(replayed, acts={"granted": _granted}),
    values={"state": {"valid": "有效", "revoked": "已撤销"}},
)


def _handed(rows: list[Row], entry: Recorded) -> None:
    data = entry.data
    rows.append(
        {
            "region_id": entry.region_code,
            "method": data["method"],
            "handed_at": entry.recorded_at,
            "receiver_name": data["receiver"],
            "post_id": entry.post,
        }
        | ({"receiver_relation": data["relation"]} if "relation" in data else {})
        | said(data, "tracking_number", "identity_digest", "signature_digest")
        | days_said(data, signed_on="signed_on")
    )


HAND_OVERS = Table(
    name="hand_over",
    word="送达",
    labels={
        "region_id": "区划",
        "method": "方式",
        "handed_at": "送达时间",
        "receiver_name": "收件人",
        "receiver_relation": "与申请人的关系",
        "identity_digest": "收件人证件的摘要",
        "signature_digest": "签收签名的摘要",
        "tracking_number": "邮件号",
        "post_id": "送达岗位",
        "signed_on": "签收日期",
    },
    key=(),
    replay=partial(replayed, acts={"handed_over": _handed}),
    values={"method": METHODS},
)


def _linked(entries: Sequence[Recorded]) -> list[Row]:
    """The renewal as it was linked last; a case applies for it on the day it came in."""
    linked = [entry for entry in entries if entry.kind == "renewal_linked"]
    return [
        {
            "region_id": entry.region_code,
            "result_number": entry.data["result"],
            "applied_on": entries[0].effective_on,
            "in_time": entry.data["in_time"],
        }
        for entry in linked[-1:]
    ]


RENEWALS = Table(
    name="renewal",
    word="延续",
    labels={
        "region_id": "区划",
        "result_number": "原证照编号",
        "applied_on": "申请日期",
        "in_time": "是否按时申请",
    },
    key=(),
    replay=_linked,
)

TABLES: tuple[Table, ...] = (RENEWALS, RESULTS, HAND_OVERS)
"""What acts on a case write in this domain."""
