"""One spelling in bytes for one value, and its digest.

The form is JSON with sorted keys, no spaces and UTF-8, as in RFC 8785 for the values that are
used here: text, whole numbers, booleans, null, lists and objects. Days are ISO 8601, moments
RFC 3339 in UTC, bytes lower-case hexadecimal. Floats are refused, for two machines may spell
one of them differently.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from quancheng.kernel.moments import iso_utc


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no canonical form")


_encode = json.JSONEncoder(
    default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False
).encode
_NEVER_FLOATS = frozenset({str, int, bool, type(None), bytes, date, datetime, Decimal})


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("float has no canonical form")
    if isinstance(value, dict):
        inside: Iterable[Any] = value.values()
    elif isinstance(value, list | tuple):
        inside = value
    else:
        return
    for inner in inside:
        if type(inner) not in _NEVER_FLOATS:
            _refuse_floats(inner)


def canonical_bytes(value: Any) -> bytes:
    """The canonical bytes of ``value``; raises ``TypeError`` for what has none."""
    _refuse_floats(value)
    return _encode(value).encode("utf-8")


def digest(value: Any) -> bytes:
    """SHA-256 over the canonical bytes of ``value``, 32 bytes."""
    return hashlib.sha256(canonical_bytes(value)).digest()


SHORT = 32
"""Hexadecimal digits of a short digest: 128 bits, enough to tell that something was changed."""


def short_digest(value: str | bytes) -> str:
    """The beginning of SHA-256 over bytes, or over a text's UTF-8 bytes, in hexadecimal.

    It stands on the record for what is too long for it, as a drawn signature.
    """
    content = value.encode("utf-8") if isinstance(value, str) else value
    return hashlib.sha256(content).hexdigest()[:SHORT]
