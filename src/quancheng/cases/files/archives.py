"""Looking into formats that are archives inside, without ever unpacking them to the disk.

A file of a few kilobytes can unpack to terabytes (a zip bomb). Every part is therefore read
through in pieces against one budget, and what the archive says about itself is not believed.
"""

from __future__ import annotations

import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from quancheng.cases.files.kinds import DOCX, ODS, ODT, OFD, PPTX, XLSX, Kind, refused
from quancheng.cases.files.values import MIB, Limits, UnableToStoreFile

PIECE = 64 * 1024
DEEPEST = 1
ENCRYPTED = 0x1
LOCAL = b"PK\x03\x04"
END = b"PK\x05\x06"
END_SIZE = 22
LONGEST_COMMENT = 65_535
BYTES_PER_ENTRY = 1_024
SPOOLED = 4 * MIB
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)


def bomb() -> UnableToStoreFile:
    """The refusal of an archive that unpacks to too much."""
    return UnableToStoreFile(
        "文件解开以后大得不正常，为了安全没有接收。请用原来的软件打开，另存为 PDF 再上传。",
        reason="bomb",
    )


def broken() -> UnableToStoreFile:
    """The refusal of an archive that cannot be read."""
    return UnableToStoreFile(
        "文件已经损坏，打不开。请用原来的软件重新保存，或者重新扫描后再上传。", reason="broken"
    )


@dataclass
class Budget:
    """How many bytes and parts may still come out of one uploaded file."""

    unpacked: int
    entries: int

    def spend(self, *, unpacked: int = 0, entries: int = 0) -> None:
        """Take from the budget. Raises ``UnableToStoreFile`` (``bomb``) when it is overdrawn."""
        self.unpacked -= unpacked
        self.entries -= entries
        if self.unpacked < 0 or self.entries < 0:
            raise bomb()


def archive_kind(path: Path, *, limits: Limits) -> Kind:
    """Which document the archive at ``path`` is, after reading all of it against the limits.

    Raises ``UnableToStoreFile``: ``bomb``, ``broken``, ``encrypted``, ``macro``, or ``type`` for
    an archive that is no document.
    """
    size = path.stat().st_size
    most = min(limits.max_unpacked, max(size * limits.max_ratio, MIB))
    budget = Budget(unpacked=most, entries=limits.max_entries)
    try:
        with path.open("rb") as file:
            return _read_through(file, budget=budget, depth=0)
    except UNREADABLE as error:
        raise broken() from error


def _read_through(file: IO[bytes], *, budget: Budget, depth: int) -> Kind:
    _check_directory(file, budget=budget)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        kind = _document(archive, names)
        budget.spend(entries=len(entries))
        for entry in entries:
            _read_entry(archive, entry, budget=budget, depth=depth)
    return kind


def _check_directory(file: IO[bytes], *, budget: Budget) -> None:
    """Refuse a directory that would be too long to read, before it is read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - LONGEST_COMMENT - END_SIZE))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_SIZE:
        raise broken()
    entries, length = struct.unpack_from("<HI", tail, at + 10)
    if entries > budget.entries or length > budget.entries * BYTES_PER_ENTRY:
        raise bomb()
    file.seek(0)


def _document(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnableToStoreFile(
            "文件里带有宏，打开时会运行程序。请另存为不带宏的文档或者 PDF 再上传。", reason="macro"
        )
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
            if any(name.startswith(folder) for name in names):
                return kind
    if "OFD.xml" in names:
        return OFD
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as entry:
            declared = entry.read(100).decode("ascii", "replace").strip()
        for kind in (ODT, ODS):
            if declared == kind.media_type:
                return kind
    raise refused("压缩包")


def _read_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, budget: Budget, depth: int
) -> None:
    if entry.flag_bits & ENCRYPTED:
        raise UnableToStoreFile(
            "文件加了密码，工作人员打不开。请去掉密码后再上传。", reason="encrypted"
        )
    if entry.file_size > budget.unpacked:
        raise bomb()
    with archive.open(entry) as part, tempfile.SpooledTemporaryFile(max_size=SPOOLED) as inner:
        nested = _spill(part, inner, budget=budget)
        if nested and depth >= DEEPEST:
            raise bomb()
        if nested:
            _read_through(inner, budget=budget, depth=depth + 1)


def _spill(part: IO[bytes], inner: IO[bytes], *, budget: Budget) -> bool:
    """Read a part to its end; whether it is an archive itself, which then stands in ``inner``."""
    piece = part.read(PIECE)
    nested = piece.startswith(LOCAL)
    while piece:
        budget.spend(unpacked=len(piece))
        if nested:
            inner.write(piece)
        piece = part.read(PIECE)
    return nested
