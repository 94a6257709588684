"""The site's rules for passwords (GB/T 22239-2019 8.1.4.1), for Django's password validation."""

from __future__ import annotations

from django.core.exceptions import ValidationError

KINDS_WANTED = 3
LENGTH_WANTED = 10


class LongEnough:
    """A password has at least ten characters.

    Django's own rule does the same, but its sentence is not translated.
    """

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002
        """Check the password; raises Django's ``ValidationError``."""
        if len(password) < LENGTH_WANTED:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """The rule in words, for the form."""
        return f"密码至少要有 {LENGTH_WANTED} 个字符。"


class KindsOfCharacters:
    """A password has at least three of: small letters, capitals, digits, other signs."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002
        """Check the password; raises Django's ``ValidationError``."""
        if len({_kind(sign) for sign in password}) < KINDS_WANTED:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        """The rule in words, for the form."""
        return "密码要包含小写字母、大写字母、数字、符号中的至少三类。"


def _kind(sign: str) -> str:
    if sign.islower():
        return "small"
    if sign.isupper():
        return "capital"
    return "digit" if sign.isdigit() else "other"
