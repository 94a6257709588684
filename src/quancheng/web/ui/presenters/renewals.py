"""Which earlier result a case renews, and how long its own is valid (行政许可法 第50条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quancheng.ledger.rules import Recorded
from quancheng.web.ui.presenters import dates


def linked_result(entries: Sequence[Recorded]) -> Mapping[str, Any] | None:
    """What the latest linking put on the record; ``None`` where the case renews nothing."""
    found = (entry.data for entry in reversed(entries) if entry.kind == "renewal_linked")
    return next(found, None)


def renewal_words(linked: Mapping[str, Any]) -> str:
    """What is renewed until when, and whether silence renews it."""
    last = dates.full_day(date.fromisoformat(linked["valid_until"]))
    tail = (
        "到期前没有作出决定的，依法视为准予延续。"
        if linked["in_time"]
        else "申请晚于法定的提前时间，到期不视为延续。"
    )
    return f"延续 {linked['name']}（{linked['result']}），有效期到 {last}。{tail}"


def term_words(data: Mapping[str, Any]) -> str:
    """How long the result is valid, where its decision has named it; else nothing."""
    if "valid_until" not in data:
        return ""
    until = data["valid_until"]
    return f"有效期至 {dates.full_day(date.fromisoformat(until))}" if until else "长期有效"
