"""What is long or binary, read from the database as the short digest that the record holds of it."""

from __future__ import annotations

from django.db.models import Func, TextField

from quancheng.kernel.canonical import SHORT


class DigestOfBytes(Func):
    """The short digest of bytes, reckoned where they lie (``quancheng.kernel.canonical``)."""

    template = f"left(encode(sha256(%(expressions)s), 'hex'), {SHORT})"
    output_field = TextField()


class DigestOfText(DigestOfBytes):
    """The same of a text's UTF-8 bytes."""

    template = f"left(encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex'), {SHORT})"
