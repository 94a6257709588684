"""The vault: personal data sealed with keys that live outside the database.

Ciphertext = header (version, cipher, key number) + nonce + AES-256-GCM or SM4-GCM. The keyed
digest (HMAC-SHA256, a key of its own) finds a number without opening any.
"""

from quancheng.identity.vault.keyring import (
    CIPHERS,
    Keyring,
    UnableToOpenVault,
    add_key,
    finish_rotation,
    make_keyring,
    read_keyring,
)
from quancheng.identity.vault.purposes import Purpose
from quancheng.identity.vault.sealing import HEADER_LENGTH, UnableToUnseal, Vault
from quancheng.identity.vault.site import keyring_path, the_vault

__all__ = [
    "CIPHERS",
    "HEADER_LENGTH",
    "Keyring",
    "Purpose",
    "UnableToOpenVault",
    "UnableToUnseal",
    "Vault",
    "add_key",
    "finish_rotation",
    "keyring_path",
    "make_keyring",
    "read_keyring",
    "the_vault",
]
