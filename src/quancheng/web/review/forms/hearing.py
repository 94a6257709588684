"""The forms of the hearing, of an end without a decision, and of a renewal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from quancheng.cases.rules.hearing import GRANTED, REFUSED
from quancheng.cases.rules.termination import GROUNDS
from quancheng.kernel.moments import SHANGHAI
from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.ui.forms import ChoiceField, DateField, LongTextField, TextField

TIMES = tuple(
    f"{hour:02d}:{minute:02d}" for hour in (9, 10, 11, 14, 15, 16, 17) for minute in (0, 30)
)[:-1]
MINUTES = 20_000


class ReasonedForm(SeenForm):
    """An act of the hearing that needs nothing but its reason."""

    reason = LongTextField(label="理由", rows=3)

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        """``label`` names what has to be written."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint


class RequestForm(SeenForm):
    """Who asks for the hearing."""

    by = TextField(label="听证申请人", max_length=80, span=4, hint="申请人或者利害关系人的名称。")


class ScheduleForm(SeenForm):
    """Time, place and chair of the sitting."""

    day = DateField(label="举行日期", span=2)
    clock = ChoiceField(label="时间", choices=[(each, each) for each in TIMES], span=2)
    place = TextField(label="地点", max_length=100, span=4)
    chair = ChoiceField(label="主持人", choices=(), span=4, hint="只列没有审查过这件的人员。")

    def __init__(self, *args: Any, chairs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``chairs``: who may preside."""
        super().__init__(*args, **kwargs)
        field = self.fields["chair"]
        field.choices = [("", "请选择"), *chairs]  # type: ignore[attr-defined]

    @property
    def sits_at(self) -> datetime:
        """The moment of the sitting, in Shanghai."""
        given = self.cleaned_data
        at = time.fromisoformat(given["clock"])
        return datetime.combine(given["day"], at, tzinfo=SHANGHAI)


class ChallengeForm(SeenForm):
    """Who asks for the recusal of the chair, and why."""

    by = TextField(label="由谁申请", max_length=80, span=4)
    reason = LongTextField(label="理由", rows=3, hint="如：与本事项有直接利害关系。")


class RecusalForm(SeenForm):
    """What is decided on the recusal."""

    outcome = ChoiceField(
        label="决定",
        choices=[(GRANTED, "同意回避"), (REFUSED, "驳回")],
        radio=True,
        span=4,
    )
    reason = LongTextField(label="理由", rows=2, hint="写进回避决定书，申请人会看到。")
    new_chair = ChoiceField(
        label="新的主持人",
        choices=(),
        required=False,
        span=4,
        hint="同意回避的可以当场选定；没有选的，发听证通知时再定。",
    )

    def __init__(self, *args: Any, chairs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``chairs``: who may preside instead."""
        super().__init__(*args, **kwargs)
        field = self.fields["new_chair"]
        field.choices = [("", "以后再定"), *chairs]  # type: ignore[attr-defined]


class MinutesForm(SeenForm):
    """The minutes, and who has signed them."""

    minutes = LongTextField(
        label="笔录要点", rows=6, max_length=MINUTES, hint="争议的事实、证据和各方的意见。"
    )
    signers = TextField(label="签字人", span=4, hint="姓名用顿号隔开：申请人一方、主持人、记录人。")


class TerminateForm(SeenForm):
    """Why the case ends without a decision."""

    ground = ChoiceField(label="情形", choices=list(GROUNDS.items()), span=4)
    reason = LongTextField(label="理由", rows=3, hint="写进终止办理告知书，申请人会看到。")


class RenewalForm(SeenForm):
    """The number of the result that is to be renewed."""

    result_number = TextField(
        label="原证照编号", max_length=60, span=4, hint="对照原证照输入，或扫证照上的码。"
    )
