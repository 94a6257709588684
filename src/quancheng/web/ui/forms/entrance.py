"""The form at the entrance: staff log in with their employee number."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm


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
