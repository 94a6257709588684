"""The forms that move the clocks of a case: special procedures begun and ended, an extension."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.ui.forms import ChoiceField, DateField, LongTextField, NumberField, TextField

LONGEST_STOP = 365


class SuspendForm(SeenForm):
    """Stop both clocks on a ground of the law, with the days it is expected to take."""

    ground = ChoiceField(label="事由", choices=(), span=4)
    expected_days = NumberField(
        label="预计天数", unit="个工作日", minimum=1, maximum=LONGEST_STOP, span=4
    )
    explanation = LongTextField(
        label="说明", required=False, rows=2, hint="写进停计时告知书，申请人会看到。"
    )

    def __init__(
        self, *args: Any, grounds: Sequence[str], allowed: str = "", **kwargs: Any
    ) -> None:
        """``grounds``: the closed list, and those of the item's own law.

        ``allowed`` says how long the item lets them take.
        """
        super().__init__(*args, **kwargs)
        if allowed:
            self.fields["expected_days"].help_text = f"{allowed}；超过的会留下提醒。"
        pairs = [(ground, ground) for ground in grounds]
        self.fields["ground"].choices = [("", "请选择"), *pairs]  # type: ignore[attr-defined]


class ResumeForm(SeenForm):
    """The special procedure is over."""

    ground = ChoiceField(label="结束的程序", choices=(), required=False, span=4)
    remark = LongTextField(label="结果", required=False, rows=3, hint="如：收到专家评审意见。")

    def __init__(self, *args: Any, grounds: Sequence[str] = (), **kwargs: Any) -> None:
        """``grounds``: what goes on; asked only where it is more than one."""
        super().__init__(*args, **kwargs)
        if len(grounds) > 1:
            pairs = [("", "请选择"), *((each, each) for each in grounds)]
            self.fields["ground"].choices = pairs  # type: ignore[attr-defined]
        else:
            del self.fields["ground"]


class ExtendForm(SeenForm):
    """Extend the statutory limit once, in time."""

    days = NumberField(label="延长", minimum=1, span=4)
    reason = LongTextField(label="理由", rows=3, hint="写进延长期限告知书，申请人会看到。")

    document = TextField(label="政府批准文号", max_length=60, span=4)
    approved_on = DateField(label="批准日期", span=4)

    def __init__(
        self, *args: Any, most: int, unit: str, by_government: bool = False, **kwargs: Any
    ) -> None:
        """At most ``most`` of the limit's unit.

        ``by_government``: the head of the government approves, and his approval is named.
        """
        super().__init__(*args, **kwargs)
        if not by_government:
            del self.fields["document"], self.fields["approved_on"]
        days = self.fields["days"]
        days.maximum, days.unit = most, unit  # type: ignore[attr-defined]
        days.help_text = f"最多 {most} {unit}，只能延长一次。"


class AskExtensionForm(SeenForm):
    """Ask the head for an extension."""

    days = NumberField(label="申请延长", minimum=1, span=4)
    reason = LongTextField(label="理由", rows=3, hint="交部门负责人；批准时写进告知书。")

    def __init__(self, *args: Any, most: int, unit: str, **kwargs: Any) -> None:
        """At most ``most`` of the limit's unit."""
        super().__init__(*args, **kwargs)
        days = self.fields["days"]
        days.maximum, days.unit = most, unit  # type: ignore[attr-defined]
        days.help_text = f"最多 {most} {unit}，只能延长一次。"


class DeclineExtensionForm(SeenForm):
    """Why the head does not approve it."""

    reason = LongTextField(label="不同意的理由", rows=2)
