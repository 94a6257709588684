"""The forms of the administrator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from quancheng.identity.queries import OfficeView
from quancheng.identity.rules import Role
from quancheng.identity.rules.names import NAME_LENGTH
from quancheng.web.ui.forms import ChoiceField, DateField, DesignForm, TextField

NUMBER_LENGTH = 40
STRENGTH_HINT = "至少 10 个字符，含大小写字母、数字、符号中的三类；请本人登录后修改"
COUNTY_ROLES = [(role.value, role.label) for role in Role if role is not Role.CITY_VIEWER]


def _set_choices(form: DesignForm, name: str, choices: list[tuple[str, str]], empty: str) -> None:
    cast("ChoiceField", form.fields[name]).choices = [("", empty), *choices]


class SecretField(TextField):
    """A password: kept exactly as typed, and never written back into the page."""

    def __init__(self, *, label: str, hint: str) -> None:
        """Long enough for a sentence."""
        super().__init__(
            label=label,
            hint=hint,
            max_length=NAME_LENGTH,
            autocomplete="new-password",
            widget=forms.PasswordInput(),
        )

    def tidy(self, text: str) -> str:
        """Unchanged: spaces and full-width signs are part of a password."""
        return text


class RegisterForm(DesignForm):
    """A new member of staff."""

    username = TextField(label="工号", max_length=NUMBER_LENGTH)
    name = TextField(label="姓名", max_length=80)
    region = ChoiceField(label="地区", choices=(), span=2)
    password = SecretField(label="初始密码", hint=STRENGTH_HINT)

    def __init__(self, *args: Any, regions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``regions`` are the county and its towns."""
        super().__init__(*args, **kwargs)
        _set_choices(self, "region", list(regions), "请选择")


class AppointForm(DesignForm):
    """An A post for a member of staff."""

    username = TextField(label="工号", max_length=NUMBER_LENGTH, hint="还没有账号的，先登记人员")
    role = ChoiceField(label="职责", choices=COUNTY_ROLES, span=2)
    region = ChoiceField(label="地区", choices=(), span=2)
    office = ChoiceField(
        label="部门",
        choices=(),
        required=False,
        span=2,
        hint="审核、审批和负责人岗位必选，镇里不选",
    )
    counter = TextField(
        label="窗口",
        required=False,
        max_length=12,
        hint="窗口岗位必填，如 W06；镇便民服务中心填 TC01",
    )
    valid_from = DateField(label="任职日期", span=2)

    def __init__(
        self,
        *args: Any,
        regions: Sequence[tuple[str, str]],
        offices: Sequence[OfficeView],
        **kwargs: Any,
    ) -> None:
        """``regions`` are the county and its towns, ``offices`` those of the county."""
        super().__init__(*args, **kwargs)
        _set_choices(self, "region", list(regions), "请选择")
        listed = [(str(office.id), f"{office.code}　{office.short_name}") for office in offices]
        _set_choices(self, "office", listed, "不选")


class DeputyForm(DesignForm):
    """A deputy for a post."""

    username = TextField(label="代班人员工号", max_length=NUMBER_LENGTH)
    valid_from = DateField(label="从哪天起", span=2)


class PasswordForm(DesignForm):
    """A new password for a colleague who has forgotten his."""

    password = SecretField(label="新密码", hint=STRENGTH_HINT)


class EndForm(DesignForm):
    """The last day of a post."""

    last_day = DateField(label="最后一天", hint="含当天；第二天起不能再用这个岗位办理", span=2)
