"""Looking into the older compound documents (doc, xls, ppt, wps, et).

A compound file is a small file system whose directory names its streams in UTF-16. The names
tell a document from an installer, and a document from one with macros.
"""

from __future__ import annotations

from pathlib import Path

from quancheng.cases.files.kinds import DOC, PPT, XLS, Kind, refused
from quancheng.cases.files.values import UnableToStoreFile

PIECE = 1024 * 1024


def _name(stream: str) -> bytes:
    return stream.encode("utf-16-le")


DOCUMENTS = (
    (_name("WordDocument"), DOC),
    (_name("Workbook"), XLS),
    (_name("PowerPoint Document"), PPT),
)
MACROS = _name("_VBA_PROJECT")
LONGEST = max(len(MACROS), *(len(name) for name, _ in DOCUMENTS))


def compound_kind(path: Path) -> Kind:
    """Which document the compound file at ``path`` is.

    Raises ``UnableToStoreFile``: ``macro`` for a document with macros, ``type`` for anything
    else, such as an installer.
    """
    found: set[bytes] = set()
    wanted = (MACROS, *(name for name, _ in DOCUMENTS))
    with path.open("rb") as file:
        before = b""
        while piece := file.read(PIECE):
            window = before + piece
            found.update(name for name in wanted if name in window)
            before = window[-LONGEST:]
    if MACROS in found:
        raise UnableToStoreFile(
            "文件里带有宏，打开时会运行程序。请另存为不带宏的文档或者 PDF 再上传。", reason="macro"
        )
    for name, kind in DOCUMENTS:
        if name in found:
            return kind
    raise refused("系统认不出的格式")
