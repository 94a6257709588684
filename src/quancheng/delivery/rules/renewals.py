"""When a result is renewed, and how it stands until then (行政许可法 第50条; pure)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from quancheng.delivery.rules.validity import months_later
from quancheng.kernel.errors import UnableTo


class UnableToRenew(UnableTo):
    """The result cannot be renewed so."""


LEAD_DAYS: Final = 30
"""How many days before the expiry a renewal is applied for (许可法 50), unless a law says else."""
_LEAD = re.compile(
    r"届满(?:的|之)?(?:前)?([一二三六九]|三十|六十|九十|\d{1,3})(个月|个?工作日|日|天)(?:以|之)?前?"
)
_NUMBERS: Final = {"一": 1, "二": 2, "三": 3, "六": 6, "九": 9, "三十": 30, "六十": 60, "九十": 90}


def apply_by(*, expires_on: date, conditions: str) -> date:
    """The last day on which renewal is applied for in time (许可法 50).

    Thirty days before the expiry, unless the item's conditions name another time, as 届满前6个月.
    """
    found = _LEAD.search(conditions)
    if found is None or found.group(2).endswith("工作日"):
        return expires_on - timedelta(days=LEAD_DAYS)
    spelt = found.group(1)
    count = _NUMBERS.get(spelt) or int(spelt)
    if found.group(2) == "个月":
        return months_later(expires_on, -count)
    return expires_on - timedelta(days=count)


DUE, APPLIED, RENEWED, DEEMED, EXPIRED, NOT_YET = (
    "due",
    "applied",
    "renewed",
    "deemed",
    "expired",
    "not_yet",
)
STANDINGS: Final = {
    NOT_YET: "有效",
    DUE: "待延续",
    APPLIED: "已申请",
    DEEMED: "视为延续",
    RENEWED: "已延续",
    EXPIRED: "已到期",
}
"""How a result with an end stands, in the order of its life."""
EARLY_DAYS: Final = 90
"""How long before its end a result is shown as due for renewal (a convention of the list)."""


def standing(
    *,
    valid_until: date,
    applied: bool,
    in_time: bool,
    deemed: bool,
    outcome: str,
    today: date,
) -> str:
    """How a result stands on ``today``, one of ``STANDINGS``.

    ``applied`` for its renewal, ``in_time`` or not, and with what ``outcome``; ``deemed`` renewed.
    A refused renewal leaves the result as it is until it ends.
    """
    if outcome == "granted":
        return RENEWED
    if deemed:
        return DEEMED
    over = today > valid_until
    if applied and not outcome and (in_time or not over):
        return APPLIED
    if over:
        return EXPIRED
    return DUE if (valid_until - today).days <= EARLY_DAYS else NOT_YET
