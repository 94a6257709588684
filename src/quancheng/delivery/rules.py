"""Who may be handed a result, how long it is valid, when it is renewed (许可法 44、50; pure)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from quancheng.kernel.errors import UnableTo

PICK_UP, POST, ELECTRONIC = "pick_up", "post", "electronic"
METHODS = {PICK_UP: "窗口领取", POST: "邮寄送达", ELECTRONIC: "电子送达"}


class UnableToHandOver(UnableTo):
    """The hand-over lacks what the law wants."""


def check_hand_over(
    *,
    method: str,
    receiver_name: str,
    identity_checked: bool,
    signature: str,
    tracking_number: str,
    signed_on: date | None = None,
    today: date | None = None,
) -> None:
    """Raises :class:`UnableToHandOver` unless the way of delivery is proved.

    Pick-up needs the receiver's checked identity and signature, post a tracking number and the
    day on which the courier's receipt was signed: what is merely sent has not arrived.
    """
    if method not in METHODS:
        raise UnableToHandOver("请选择送达方式：窗口领取、邮寄或电子送达。")
    if not receiver_name.strip():
        raise UnableToHandOver("请填写收件人姓名。")
    if method == PICK_UP and not identity_checked:
        raise UnableToHandOver("请先核对领取人的身份证件，再交件。")
    if method == PICK_UP and not signature:
        raise UnableToHandOver("请领取人在签字板上签名后再交件。")
    if method == POST and not tracking_number.strip():
        raise UnableToHandOver("邮寄送达要填写邮件号，签收后凭它证明已送达。")
    if method == POST and (signed_on is None or (today is not None and signed_on > today)):
        raise UnableToHandOver(
            "邮寄以收件人签收为送达。请收到签收回执后填写签收人和签收日期；还没签收的，先登记寄出。"
        )


def check_posting(*, tracking_number: str) -> str:
    """The number of a letter sent by courier; raises :class:`UnableToHandOver` without one."""
    kept = tracking_number.replace("\x00", "").strip()[:40]
    if not kept:
        raise UnableToHandOver("登记寄出要填写邮件号，凭它查收件人签收。")
    return kept


class UnableToRenew(UnableTo):
    """The result cannot be renewed so."""


LEAD_DAYS: Final = 30
"""How many days before the expiry a renewal is applied for (许可法 50), unless a law says else."""
_LENGTH = re.compile(r"(\d{1,3})(年|个月|天|日)")
_LEAD = re.compile(
    r"届满(?:的|之)?(?:前)?([一二三六九]|三十|六十|九十|\d{1,3})(个月|个?工作日|日|天)(?:以|之)?前?"
)
_ENDLESS = re.compile(
    r"无?|(长期|永久)(有效)?(（.*）)?|一次性?(使用|有效)?|当次有效|一案一援|动态管理"
)
_NUMBERS: Final = {"一": 1, "二": 2, "三": 3, "六": 6, "九": 9, "三十": 30, "六十": 60, "九十": 90}


def valid_until(*, begins: date, validity: str) -> date | None:
    """The last day of a result that is valid for ``validity`` from ``begins`` on.

    Reads one plain length, as 5年, 12个月, 40天, and 当年有效. ``None`` for what has no end (长期)
    or an end that only the decision itself can name (按批准期限, 6年、10年或者长期).
    """
    text = validity.replace(" ", "").removesuffix("内")
    if text == "当年有效":
        return date(begins.year, 12, 31)
    found = _LENGTH.fullmatch(text)
    if found is None:
        return None
    count, unit = int(found.group(1)), found.group(2)
    if not count:
        return None
    if unit in {"天", "日"}:
        return begins + timedelta(days=count - 1)
    return months_later(begins, count * 12 if unit == "年" else count) - timedelta(days=1)


def has_end(validity: str) -> bool:
    """Whether a result of this validity ends one day, computed or named by its decision.

    Not so what is valid for good (长期, 无), used up at once (一次性), or under review (动态管理).
    """
    return _ENDLESS.fullmatch(validity.replace(" ", "")) is None


def months_later(day: date, months: int) -> date:
    """The corresponding day some months later (or before), else the day after that month."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return date(day.year + years, month + 2, 1)


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
