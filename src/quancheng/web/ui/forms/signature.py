"""A signature drawn on the screen: a picture of a few kilobytes, checked before it is kept."""

from __future__ import annotations

import base64
import binascii
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

PREFIX = "data:image/png;base64,"
LARGEST = 300 * 1024
WIDEST = 4000
AGAIN = "签名没有读懂，请清除后重签。"


class SignaturePad(forms.HiddenInput):
    """The pad: a canvas drawn by ``vendor/signature_pad``, its picture in a hidden input."""

    input_type = "text"
    template_name = "ui/forms/signature.html"


class SignatureField(forms.Field):
    """A PNG picture as a data address; ``""`` when nothing was drawn and nothing is required.

    The page loads ``vendor/signature_pad.umd.min.js`` in its block ``scripts``.
    """

    def __init__(self, *, label: str, hint: str = "", required: bool = True, span: int = 4) -> None:
        """A pad across ``span`` columns."""
        self.span, self.unit = span, ""
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            widget=SignaturePad(),
            error_messages={"required": "请在签名框里签名。"},
        )

    def to_python(self, value: Any) -> str:
        """The picture, opened once to be sure that it is one."""
        text = str(value or "")
        if not text:
            return ""
        if not text.startswith(PREFIX) or len(text) > LARGEST:
            raise ValidationError(AGAIN)
        try:
            picture = Image.open(BytesIO(base64.b64decode(text[len(PREFIX) :], validate=True)))
            if picture.format != "PNG" or max(picture.size) > WIDEST:
                raise ValidationError(AGAIN)
            picture.verify()
        except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError, ValueError):
            raise ValidationError(AGAIN) from None
        return text
