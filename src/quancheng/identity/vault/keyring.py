"""The file that holds the keys.

JSON, readable by its owner only (0600, in a folder 0700), written under another name and moved
into place, so that no reader ever sees half a file. Old keys stay: backups need them.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

from quancheng.kernel.errors import UnableTo

CIPHERS: Mapping[str, int] = {"aes-256-gcm": 32, "sm4-gcm": 16}
DIGEST_KEY_LENGTH = 32
FILE_NAME = "vault.json"
_OTHERS = 0o077


class UnableToOpenVault(UnableTo):
    """The keys are missing, damaged or open to others."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its number stands in every ciphertext it made."""

    number: int
    cipher: str
    secret: bytes = field(repr=False)
    created_at: str


@dataclass(frozen=True, slots=True)
class Keyring:
    """All keys of the site; ``current`` seals, every one opens.

    ``rotating`` is true from the moment a new key is added until everything is sealed with it.
    """

    current: int
    keys: Mapping[int, Key]
    digest_key: bytes = field(repr=False)
    rotating: bool = False

    @property
    def sealing_key(self) -> Key:
        """The key that seals."""
        return self.keys[self.current]


def _new_key(*, number: int, cipher: str, now: datetime) -> Key:
    if cipher not in CIPHERS:
        raise UnableToOpenVault(f"不支持的加密算法“{cipher}”，请改为 {' 或 '.join(CIPHERS)}。")
    secret = secrets.token_bytes(CIPHERS[cipher])
    return Key(number=number, cipher=cipher, secret=secret, created_at=now.isoformat())


def _as_json(ring: Keyring) -> str:
    body: dict[str, Any] = {
        "version": 1,
        "current": ring.current,
        "rotating": ring.rotating,
        "digest_key": base64.b64encode(ring.digest_key).decode("ascii"),
        "keys": [
            {
                "number": key.number,
                "cipher": key.cipher,
                "secret": base64.b64encode(key.secret).decode("ascii"),
                "created_at": key.created_at,
            }
            for key in ring.keys.values()
        ],
    }
    return json.dumps(body, indent=1)


def _from_json(text: str) -> Keyring:
    body = json.loads(text)
    keys = {
        int(row["number"]): Key(
            number=int(row["number"]),
            cipher=row["cipher"],
            secret=base64.b64decode(row["secret"], validate=True),
            created_at=row["created_at"],
        )
        for row in body["keys"]
    }
    ring = Keyring(
        current=int(body["current"]),
        keys=keys,
        digest_key=base64.b64decode(body["digest_key"], validate=True),
        rotating=bool(body["rotating"]),
    )
    sound = body["version"] == 1 and len(ring.digest_key) == DIGEST_KEY_LENGTH
    if not sound or any(CIPHERS[key.cipher] != len(key.secret) for key in keys.values()):
        raise ValueError("a key has the wrong length")
    ring.sealing_key  # noqa: B018 - a ring without its current key is damaged
    return ring


def _write(path: Path, ring: Keyring) -> None:
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(_as_json(ring))
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time, in any process of this machine."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / ".vault.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)


def make_keyring(path: Path, *, cipher: str, now: datetime) -> Keyring:
    """The keyring at ``path``; where there is none, a new one with one key is written first.

    Two processes that start at once get the same keyring. Raises :class:`UnableToOpenVault`.
    """
    with _alone(path.parent):
        if not path.exists():
            key = _new_key(number=1, cipher=cipher, now=now)
            ring = Keyring(
                current=1, keys={1: key}, digest_key=secrets.token_bytes(DIGEST_KEY_LENGTH)
            )
            _write(path, ring)
    return read_keyring(path)


def read_keyring(path: Path) -> Keyring:
    """The keyring at ``path``.

    Raises :class:`UnableToOpenVault` where the file is missing, open to others or damaged.
    """
    try:
        if path.stat().st_mode & _OTHERS:
            raise UnableToOpenVault(f"密钥文件 {path} 其他用户可读，请执行 chmod 600 后再启动。")
        return _from_json(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        raise UnableToOpenVault(
            f"没有找到密钥文件 {path}，请从备份恢复；新装系统请先执行 quancheng migrate。"
        ) from None
    except OSError as trouble:
        raise UnableToOpenVault(
            f"无法读取密钥文件 {path}（{trouble.strerror}），请检查文件权限。"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise UnableToOpenVault(f"密钥文件 {path} 已损坏，请从备份恢复。") from None


def add_key(path: Path, *, cipher: str, now: datetime) -> Keyring:
    """Begin a rotation: add a key that seals from now on.

    Where a rotation is under way its key stays, so that an interrupted one goes on.
    """
    with _alone(path.parent):
        ring = read_keyring(path)
        if ring.rotating:
            return ring
        key = _new_key(number=max(ring.keys) + 1, cipher=cipher, now=now)
        turned = replace(
            ring, current=key.number, keys={**ring.keys, key.number: key}, rotating=True
        )
        _write(path, turned)
        return turned


def finish_rotation(path: Path) -> Keyring:
    """End a rotation: everything is sealed with the current key."""
    with _alone(path.parent):
        ring = replace(read_keyring(path), rotating=False)
        _write(path, ring)
        return ring
