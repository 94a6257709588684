"""Who may be handed a result, and how it is proved (行政许可法 第44条; pure)."""

from __future__ import annotations

from datetime import date

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
