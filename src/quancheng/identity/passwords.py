"""The site's own rule for passwords, beside Django's."""

from __future__ import annotations

from django.core.exceptions import ValidationError

KINDS_WANTED = 3


class KindsOfCharacters:
    """A password has at least three of: small letters, capitals, digits, other signs.

    GB/T 22239-2019 8.1.4.1 asks for a certain complexity.
    """

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002
        """Check the password; raises Django's ``ValidationError``."""
        kinds = {
            "small"
            if sign.islower()
            else "capital"
            if sign.isupper()
            else "digit"
            if sign.isdigit()
            else "other"
            for sign in password
        }
        if len(kinds) < KINDS_WANTED:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        """The rule in words, for the form."""
        return "密码要包含小写字母、大写字母、数字、符号中的至少三类。"
