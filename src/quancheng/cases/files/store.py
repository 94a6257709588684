"""The store: files under the digest of their content, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from quancheng.cases.files import pictures
from quancheng.cases.files.archives import archive_kind
from quancheng.cases.files.compounds import compound_kind
from quancheng.cases.files.kinds import Kind, kind_of
from quancheng.cases.files.names import cleaned_name
from quancheng.cases.files.scanners import Scanner, UnableToScan
from quancheng.cases.files.values import (
    MIB,
    Limits,
    StoredFile,
    UnableToOpenFile,
    UnableToPreviewFile,
    UnableToStoreFile,
)

PIECE = 64 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")
INCOMING = "incoming"
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def store(
    *, stream: BinaryIO, claimed_name: str, root: Path, limits: Limits, scanner: Scanner
) -> StoredFile:
    """Take a file in: read it in pieces, look into it, scan it, and keep it under its digest.

    Memory is bounded whatever is sent, and reading stops at ``limits.max_bytes``. The same
    content is kept once. When this returns, the file is on the disk and survives a power cut.

    Raises ``UnableToStoreFile``; nothing of a refused file stays.
    """
    with _incoming(root) as (path, file):
        size, digest = _receive(stream, file, limits=limits)
        kind, seen = _look_into(path, limits=limits)
        _scan(path, scanner=scanner)
        file.flush()
        os.fsync(file.fileno())
        place = _place(digest)
        _keep(path, root / place, size=size)
    return StoredFile(
        digest=digest,
        size=size,
        media_type=kind.media_type,
        extension=kind.extension,
        original_name=cleaned_name(claimed_name, extension=kind.extension, longest=limits.max_name),
        path=place.as_posix(),
        width=seen[0] if seen else None,
        height=seen[1] if seen else None,
    )


def path_of(*, root: Path, digest: str) -> Path:
    """Where the file with this digest is.

    Raises ``UnableToOpenFile`` for a malformed digest or a file that is not there.
    """
    if not DIGEST.fullmatch(digest):
        raise UnableToOpenFile("文件编号不对，请从办件页面重新打开。")
    path = root / _place(digest)
    if not path.is_file():
        raise UnableToOpenFile("文件不在库里，请联系管理员从备份恢复。")
    return path


def open_stored(*, root: Path, digest: str) -> BinaryIO:
    """The file with this digest, open for reading. Raises ``UnableToOpenFile``."""
    return path_of(root=root, digest=digest).open("rb")


def check_stored(*, root: Path, digest: str) -> None:
    """Read the file again and compare. Raises ``UnableToOpenFile`` if its content has changed."""
    with path_of(root=root, digest=digest).open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise UnableToOpenFile("文件内容与登记的校验值不一致，请联系管理员从备份恢复。")


def preview(*, root: Path, digest: str, edge: int = 480) -> bytes:
    """A small upright JPEG of a stored picture.

    Raises ``UnableToOpenFile``, or ``UnableToPreviewFile`` for a file that is no picture.
    """
    path = path_of(root=root, digest=digest)
    try:
        family = kind_of(path).family
    except UnableToStoreFile:
        family = "document"
    if family != "picture":
        raise UnableToPreviewFile("这个文件没有预览图，请直接打开文件查看。")
    return pictures.preview(path, edge=edge)


def remove(*, root: Path, digest: str) -> bool:
    """Delete the file with this digest; whether there was one.

    The caller makes sure that no case refers to it any more.
    """
    if not DIGEST.fullmatch(digest):
        return False
    try:
        (root / _place(digest)).unlink()
    except FileNotFoundError:
        return False
    return True


def _place(digest: str) -> Path:
    return Path(digest[:2]) / digest[2:4] / digest


@contextmanager
def _incoming(root: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file beside the store, gone afterwards unless it was moved into its place."""
    path = root / INCOMING / secrets.token_hex(16)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            yield path, file
    except OSError as error:
        raise _unwritable(error) from error
    finally:
        with suppress(OSError):
            path.unlink()


def _unwritable(error: OSError) -> UnableToStoreFile:
    if error.errno in NO_ROOM:
        sentence = "服务器磁盘满了，文件没有接收。请联系管理员清理磁盘，纸质材料可以先收。"
    else:
        sentence = "材料库写不进去，文件没有接收。请联系管理员检查材料目录，纸质材料可以先收。"
    return UnableToStoreFile(sentence, reason="disk")


def _receive(stream: BinaryIO, file: BinaryIO, *, limits: Limits) -> tuple[int, str]:
    size = 0
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > limits.max_bytes:
            raise too_large(limits.max_bytes)
        digest.update(piece)
        file.write(piece)
    if size == 0:
        raise UnableToStoreFile("文件是空的（0 字节）。请检查后重新选择文件。", reason="empty")
    file.flush()
    return size, digest.hexdigest()


def too_large(most: int) -> UnableToStoreFile:
    """The refusal of a file of more than ``most`` bytes."""
    allowed = f"{most // MIB} MB" if most >= MIB else f"{most // 1024} KB"
    return UnableToStoreFile(
        f"文件太大，每个文件最多 {allowed}。请降低扫描分辨率，或者拆成几个文件再上传。",
        reason="too_large",
    )


def _look_into(path: Path, *, limits: Limits) -> tuple[Kind, tuple[int, int] | None]:
    kind = kind_of(path)
    match kind.family:
        case "picture":
            return kind, pictures.picture_size(path, kind=kind, limits=limits)
        case "archive":
            return archive_kind(path, limits=limits), None
        case "compound":
            return compound_kind(path), None
        case _:
            return kind, None


def _scan(path: Path, *, scanner: Scanner) -> None:
    try:
        found = scanner.scan(path=path)
    except UnableToScan as error:
        raise UnableToStoreFile(error.sentence, reason="scanner") from error
    if found is not None:
        raise UnableToStoreFile(
            f"文件里发现病毒（{found}），没有接收。请杀毒后换一台电脑重新制作文件。",
            reason="malware",
        )


def _keep(path: Path, place: Path, *, size: int) -> None:
    """Move the received file into its place and make the move last."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if not (place.is_file() and place.stat().st_size == size):
        path.chmod(0o440)
        path.replace(place)
    for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
