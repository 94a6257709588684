"""What is long or binary, read from the database in a form that the record can hold."""

from __future__ import annotations

from django.db.models import Func, TextField


class DigestOfText(Func):
    """The SHA-256 of a text's UTF-8 bytes in hexadecimal, reckoned where the text lies."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = TextField()


class BytesAsHex(Func):
    """Bytes in hexadecimal."""

    template = "encode(%(expressions)s, 'hex')"
    output_field = TextField()
