"""Signatures of accounts under decisions (Ed25519, RFC 8032)."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verify_signature(*, public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is that of the holder of ``public_key`` (32 bytes) under ``message``.

    A key of the wrong form verifies nothing.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
