"""Which earlier result a case renews, in words (行政许可法 第50条)."""

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
    last = dates.short_date(date.fromisoformat(linked["valid_until"]))
    tail = (
        "到期前没有作出决定的，依法视为准予延续。"
        if linked["in_time"]
        else "申请晚于法定的提前时间，到期不视为延续。"
    )
    return f"延续 {linked['name']}（{linked['result']}），有效期到 {last}。{tail}"
