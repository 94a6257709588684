"""The first entries of a new item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quancheng.catalogue.rules import vocabulary
from quancheng.identity.queries import OfficeView
from quancheng.web.ui.forms import ChoiceField, DateField, DesignForm, LongTextField, TextField


class NewItemForm(DesignForm):
    """What an item needs before its other parts can be entered."""

    name = TextField(label="事项名称", max_length=200)
    office_code = ChoiceField(label="实施部门", choices=(), span=2)
    base_code = TextField(label="基本编码", hint="国家或省的目录编码，6 至 20 位", max_length=40)
    code = TextField(
        label="实施编码",
        hint="空着就按“基本编码-区划-000-信用代码-1-00”生成",
        required=False,
        max_length=90,
    )
    task_type = ChoiceField(label="事项类型", choices=tuple(vocabulary.TASK_TYPES.items()))
    handling_type = ChoiceField(label="办件类型", choices=tuple(vocabulary.HANDLING.items()))
    applicant_kind = ChoiceField(
        label="服务对象", choices=tuple(vocabulary.APPLICANT_LABELS.items())
    )
    result_kind = ChoiceField(label="结果类型", choices=tuple(vocabulary.RESULTS.items()))
    legal_basis = LongTextField(label="法律依据", hint="写到条款，多条用分号隔开")

    def __init__(self, *args: Any, offices: Sequence[OfficeView], **kwargs: Any) -> None:
        """``offices`` are those of the county."""
        super().__init__(*args, **kwargs)
        choices = [("", "请选择"), *((office.code, office.name) for office in offices)]
        self.fields["office_code"].choices = choices  # type: ignore[attr-defined]


def code_of(*, base_code: str, region_code: str, uscc: str) -> str:
    """The implementation code in the county's own spelling."""
    return f"{base_code}-{region_code}000000-000-{uscc}-1-00"


class PublishForm(DesignForm):
    """From which day a draft is in force."""

    valid_from = DateField(label="从哪天起用", hint="今天或者以后；前一版到那天为止", span=2)
