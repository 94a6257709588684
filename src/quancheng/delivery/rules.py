"""Who may be handed a result, and by which way (行政许可法 第44条; pure)."""

from __future__ import annotations

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
) -> None:
    """Raises :class:`UnableToHandOver` unless the way of delivery is proved.

    Pick-up needs the receiver's checked identity and signature, post a tracking number.
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
