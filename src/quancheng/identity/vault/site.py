"""The vault of this site, read anew when its file changes."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from django.conf import settings

from quancheng.identity.vault.keyring import FILE_NAME, read_keyring
from quancheng.identity.vault.sealing import Vault

DEFAULT_CIPHER = "aes-256-gcm"
_lock = Lock()
_known: dict[Path, tuple[tuple[int, int], Vault]] = {}


def keyring_path() -> Path:
    """Where this site keeps its keys (setting ``KEYS_FOLDER``)."""
    return Path(settings.KEYS_FOLDER) / FILE_NAME


def cipher() -> str:
    """The cipher of new keys (setting ``CIPHER``)."""
    return str(getattr(settings, "CIPHER", DEFAULT_CIPHER))


def the_vault() -> Vault:
    """The vault with the keys as they are on disk now.

    Raises ``UnableToOpenVault`` where the file is missing, open to others or damaged.
    """
    path = keyring_path()
    try:
        seen = path.stat()
        mark = (seen.st_mtime_ns, seen.st_ino)
    except OSError:
        mark = (0, 0)
    with _lock:
        known = _known.get(path)
        if known is None or known[0] != mark:
            known = (mark, Vault(read_keyring(path)))
            _known[path] = known
        return known[1]
