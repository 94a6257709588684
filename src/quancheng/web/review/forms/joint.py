"""The forms of joint handling: a child taken in, or out again."""

from __future__ import annotations

from typing import Any

from quancheng.web.review.forms.acts import Pairs, SeenForm
from quancheng.web.ui.forms import ChoiceField, LongTextField, TextField, YesNoField


class JoinForm(SeenForm):
    """Which case is taken in, and whether the parent waits for it."""

    child_number = TextField(
        label="子件编号", max_length=40, span=4, hint="同一申请人在本县的办件，照受理通知书输入。"
    )
    required = YesNoField(label="主件要等它办结", initial=True)


class LeaveForm(SeenForm):
    """Which child is taken out, and why."""

    child_number = ChoiceField(label="退出的子件", choices=(), span=4)
    reason = LongTextField(label="理由", rows=2)

    def __init__(self, *args: Any, children: Pairs, **kwargs: Any) -> None:
        """``children``: number and name of those that are open."""
        super().__init__(*args, **kwargs)
        pairs = [("", "请选择"), *children]
        self.fields["child_number"].choices = pairs  # type: ignore[attr-defined]
