"""What a stored file is, what is allowed, and how a refusal is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quancheng.kernel.errors import UnableTo

MIB = 2**20

Refusal = Literal[
    "empty",
    "too_large",
    "type",
    "encrypted",
    "macro",
    "bomb",
    "pixels",
    "broken",
    "malware",
    "scanner",
    "disk",
]


class UnableToStoreFile(UnableTo):
    """A file that is not taken in. ``reason`` is its code; nothing of it stays on the disk."""

    def __init__(self, sentence: str, *, reason: Refusal) -> None:
        super().__init__(sentence)
        self.reason: Refusal = reason


class UnableToOpenFile(UnableTo):
    """A file that is not in the store, or whose content has changed on the disk."""


class UnableToPreviewFile(UnableTo):
    """A file of which no picture can be made."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a file may be at most.

    ``max_bytes`` of the file · ``max_pixels`` of a picture (eighty million: A4 at 600 dpi twice
    over) · for formats that are archives inside (docx, xlsx, ofd): ``max_entries`` parts,
    ``max_unpacked`` bytes in all, ``max_ratio`` of unpacked to packed · ``max_name`` characters
    of the name that is kept.
    """

    max_bytes: int = 20 * MIB
    max_pixels: int = 80_000_000
    max_entries: int = 2_000
    max_unpacked: int = 200 * MIB
    max_ratio: int = 200
    max_name: int = 120


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file in the store.

    ``digest`` is the SHA-256 of its content in hexadecimal, and its address; ``media_type`` and
    ``extension`` come from the content, never from the sender; ``original_name`` is cleaned for
    display and download; ``path`` is relative to the store; ``width`` and ``height`` are those
    of a picture as it is seen, upright.
    """

    digest: str
    size: int
    media_type: str
    extension: str
    original_name: str
    path: str
    width: int | None = None
    height: int | None = None
