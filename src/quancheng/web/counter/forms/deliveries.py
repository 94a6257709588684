"""The form of a hand-over."""

from __future__ import annotations

from typing import Any

from quancheng.delivery.rules import METHODS
from quancheng.identity.rules import IdKind
from quancheng.journeys.deliver import Receiver
from quancheng.web.ui.forms import ChoiceField, DateField, DesignForm, HiddenField, TextField

SELF, OTHER = "本人", "代领"
LARGEST_SIGNATURE = 400_000


class HandOverForm(DesignForm):
    """By which way, to whom, with which proof. What each way needs is the journey's rule."""

    method = ChoiceField(label="送达方式", choices=list(METHODS.items()), radio=True, span=4)
    receiver_relation = ChoiceField(
        label="领取人", choices=[(SELF, SELF), (OTHER, OTHER)], radio=True, span=4
    )
    id_kind = ChoiceField(
        label="证件",
        choices=[(kind.value, kind.label) for kind in IdKind if kind is not IdKind.USCC],
        span=2,
    )
    id_number = TextField(
        label="领取人证件号码",
        max_length=40,
        span=2,
        required=False,
        hint="刷卡或输入后按 Enter 核对",
    )
    receiver_name = TextField(label="领取人（收件人）姓名", max_length=80, span=2)
    tracking_number = TextField(
        label="邮件号", max_length=40, span=2, required=False, hint="邮寄时填写"
    )
    signed_on = DateField(
        label="签收日期", span=2, required=False, hint="邮寄的，收到签收回执后填写"
    )
    signature = HiddenField(label="签名", required=False, max_length=LARGEST_SIGNATURE)

    def given(self) -> dict[str, Any]:
        """What the journey is told."""
        told = self.cleaned_data
        return {
            "method": told["method"],
            "receiver": Receiver(
                name=told["receiver_name"],
                relation=told["receiver_relation"],
                id_kind=told["id_kind"],
                id_number=told["id_number"],
                signature=told["signature"],
                signed_on=told["signed_on"],
            ),
            "tracking_number": told["tracking_number"],
        }


class PostForm(DesignForm):
    """What is noted when the result is sent by courier."""

    tracking_number = TextField(label="邮件号", max_length=40, span=2, required=False)
