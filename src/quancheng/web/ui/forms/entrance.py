"""The form at the entrance: staff log in with their employee number."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm

STRONG_ENOUGH = (
    "至少 10 个字符，含大小写字母、数字、符号中的三类；不要用常见密码，也不要和姓名、工号相近。"
)


class StaffLoginForm(LoginForm):  # type: ignore[misc]
    """django-allauth's form in the words of this house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields; no link to a reset by mail, which staff do not have."""
        super().__init__(*args, **kwargs)
        number, password = self.fields["login"], self.fields["password"]
        number.label, password.label = "工号", "密码"
        password.help_text = ""
        for field in (number, password):
            field.widget.attrs.pop("placeholder", None)
        number.widget.attrs["autocomplete"] = "username"
        number.widget.attrs["autocapitalize"] = "none"


class StaffPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A new password, in the words of this house; a forgotten one is set by the administrator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields and say what a password needs."""
        super().__init__(*args, **kwargs)
        for name, label, hint in (
            ("oldpassword", "现在的密码", ""),
            ("password1", "新密码", STRONG_ENOUGH),
            ("password2", "再输一次新密码", ""),
        ):
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)


class StaffReauthenticateForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more before an act that needs the person himself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """No link to a reset by mail, which staff do not have."""
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.label, password.help_text = "登录密码", ""
        password.widget.attrs.pop("placeholder", None)


def _ask_for_six_digits(form: Any) -> None:
    code = form.fields["code"]
    code.label = "6 位数字"
    code.widget.attrs.pop("placeholder", None)


class StaffTotpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first number of a telephone's authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what is typed."""
        super().__init__(*args, **kwargs)
        _ask_for_six_digits(self)


class StaffCodeForm(codes.AuthenticateForm):  # type: ignore[misc]
    """The number of the authenticator at the entrance."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what is typed."""
        super().__init__(*args, **kwargs)
        _ask_for_six_digits(self)


class StaffCodeAgainForm(codes.ReauthenticateForm):  # type: ignore[misc]
    """The number once more before an act that needs the person himself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what is typed."""
        super().__init__(*args, **kwargs)
        _ask_for_six_digits(self)
