"""The question for number and check code."""

from __future__ import annotations

from quancheng.web.ui.forms import DesignForm, TextField


class ProgressForm(DesignForm):
    """Case number or receipt code, and the check code that only the applicant was told."""

    number = TextField(
        label="收件码或办件编号",
        hint="收件码 8 位，如 7M2C-41TX；办件编号 23 位。空格、横线、大小写都不要紧。",
        max_length=40,
        span=4,
    )
    check_code = TextField(
        label="查询码",
        hint="印在收件凭证上，也在收件短信里，6 位。",
        max_length=20,
        span=4,
    )
