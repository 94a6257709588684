"""How django-allauth logs staff in: nobody signs up, names lock, second factors are sealed."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from quancheng.identity.operations import clear_failed_logins, record_failed_login
from quancheng.identity.queries import check_may_log_in
from quancheng.identity.rules import UnableToLogIn
from quancheng.identity.vault import Purpose, the_vault
from quancheng.kernel import moments
from quancheng.web.ui.posts import desk_home


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are registered by the administrator and lock after failed logins."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "工号或密码不对，请重新输入。连续输错会锁定账号；"
        "忘记密码，请联系中心管理员重设。",
        "enter_current_password": "现在的密码不对，请重新输入。",
        "incorrect_password": "密码不对，请重新输入；忘记密码，请联系中心管理员重设。",
        "too_many_login_attempts": "这台电脑输错的次数太多，请过 15 分钟再试，"
        "或请中心管理员重设密码。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody registers himself."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk of the post in use."""
        return desk_home(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a name that is locked, by password or not."""
        super().pre_authenticate(request, **credentials)
        try:
            check_may_log_in(username=_name(credentials), now=moments.now())
        except UnableToLogIn as error:
            raise ValidationError(error.sentence, code="locked") from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check the password; a good one ends the count of bad ones."""
        account: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if account is not None:
            clear_failed_logins(username=_name(credentials))
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a bad password."""
        super().authentication_failed(request, **credentials)
        record_failed_login(username=_name(credentials), now=moments.now())


def _name(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or "")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are sealed with the site's keys."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "验证码不对或已过期，请输入手机验证器上现在显示的 6 位数字。",
    }

    def encrypt(self, text: str) -> str:
        """The sealed text, as `rotate_keys` expects it."""
        sealed = the_vault().seal_bytes(text.encode(), purpose=Purpose.SECOND_FACTOR)
        return base64.b64encode(sealed).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The text that was sealed."""
        sealed = base64.b64decode(encrypted_text)
        return the_vault().open_bytes(sealed, purpose=Purpose.SECOND_FACTOR).decode()
