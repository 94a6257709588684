"""Sealing and opening of text with a keyring (NIST SP 800-38D; SM4: GB/T 32907-2016)."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from quancheng.identity.vault.keyring import Key, Keyring, UnableToOpenVault
from quancheng.kernel.errors import UnableTo

VERSION = 1
HEADER_LENGTH = 6
_NONCE = 12
_TAG = 16
_SIGNS = {"aes-256-gcm": 1, "sm4-gcm": 2}


class UnableToUnseal(UnableTo):
    """A ciphertext that was altered, or whose key is not on this machine."""


def _sm4(key: Key, nonce: bytes, tag: bytes | None = None) -> Cipher[modes.GCM]:
    return Cipher(algorithms.SM4(key.secret), modes.GCM(nonce, tag))


def _encrypt(key: Key, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    if key.cipher == "aes-256-gcm":
        return AESGCM(key.secret).encrypt(nonce, plain, bound)
    try:
        run = _sm4(key, nonce).encryptor()
    except UnsupportedAlgorithm:
        raise UnableToOpenVault(
            "本机的加密库不支持 SM4-GCM，请升级 cryptography 或改用 aes-256-gcm。"
        ) from None
    run.authenticate_additional_data(bound)
    return run.update(plain) + run.finalize() + run.tag


def _decrypt(key: Key, nonce: bytes, body: bytes, bound: bytes) -> bytes:
    if key.cipher == "aes-256-gcm":
        return AESGCM(key.secret).decrypt(nonce, body, bound)
    run = _sm4(key, nonce, body[-_TAG:]).decryptor()
    run.authenticate_additional_data(bound)
    return run.update(body[:-_TAG]) + run.finalize()


class Vault:
    """Seals, opens and digests text. ``purpose`` is bound into the result.

    A ciphertext copied from one column into another, or an altered one, does not open.
    """

    def __init__(self, ring: Keyring) -> None:
        self.ring = ring

    @property
    def header(self) -> bytes:
        """The first six bytes of everything this vault seals now."""
        return self._header(self.ring.sealing_key)

    @staticmethod
    def _header(key: Key) -> bytes:
        return bytes((VERSION, _SIGNS[key.cipher])) + key.number.to_bytes(4, "big")

    def seal(self, text: str, *, purpose: str) -> bytes:
        """The ciphertext of ``text``; sealing twice gives two ciphertexts."""
        return self.seal_bytes(text.encode("utf-8"), purpose=purpose)

    def seal_bytes(self, plain: bytes, *, purpose: str) -> bytes:
        """The ciphertext of ``plain``."""
        key = self.ring.sealing_key
        nonce = secrets.token_bytes(_NONCE)
        header = self._header(key)
        return header + nonce + _encrypt(key, nonce, plain, header + purpose.encode("utf-8"))

    def open(self, sealed: bytes | memoryview | None, *, purpose: str) -> str:
        """The text; an empty column gives an empty text. Raises :class:`UnableToUnseal`."""
        return self.open_bytes(sealed, purpose=purpose).decode("utf-8")

    def open_bytes(self, sealed: bytes | memoryview | None, *, purpose: str) -> bytes:
        """The bytes that were sealed. Raises :class:`UnableToUnseal`."""
        if not sealed:
            return b""
        sealed = bytes(sealed)
        header, rest = sealed[:HEADER_LENGTH], sealed[HEADER_LENGTH:]
        key = self.ring.keys.get(int.from_bytes(header[2:], "big"))
        if key is None:
            raise UnableToUnseal("加密数据的密钥不在本机，请从备份恢复密钥文件后再试。")
        if len(rest) < _NONCE + _TAG or header != self._header(key):
            raise UnableToUnseal("加密数据已损坏，不能打开，请联系系统管理员从备份恢复。")
        bound = header + purpose.encode("utf-8")
        try:
            return _decrypt(key, rest[:_NONCE], rest[_NONCE:], bound)
        except InvalidTag:
            raise UnableToUnseal("加密数据已损坏，不能打开，请联系系统管理员从备份恢复。") from None

    def is_current(self, sealed: bytes | memoryview) -> bool:
        """Whether the current key sealed this."""
        return bytes(sealed[:HEADER_LENGTH]) == self.header

    def digest(self, text: str, *, purpose: str) -> bytes:
        """The keyed digest of ``text``, 32 bytes; equal texts of one purpose have equal digests."""
        message = purpose.encode("utf-8") + b"\x00" + text.encode("utf-8")
        return hmac.new(self.ring.digest_key, message, hashlib.sha256).digest()
