"""Which formats are taken in, known by their content alone.

What the sender says about a file (name, type) is never believed: a program called 照片.jpg is a
program, and a picture called 扫描件.exe is a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from quancheng.cases.files.values import UnableToStoreFile

HEAD = 4096
Family = Literal["document", "picture", "archive", "compound"]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A format: what it is called on the wire and on the disk, and how it is looked into."""

    media_type: str
    extension: str
    family: Family


PDF = Kind(media_type="application/pdf", extension=".pdf", family="document")
DWG = Kind(media_type="image/vnd.dwg", extension=".dwg", family="document")
JPEG = Kind(media_type="image/jpeg", extension=".jpg", family="picture")
PNG = Kind(media_type="image/png", extension=".png", family="picture")
TIFF = Kind(media_type="image/tiff", extension=".tif", family="picture")
BMP = Kind(media_type="image/bmp", extension=".bmp", family="picture")
WEBP = Kind(media_type="image/webp", extension=".webp", family="picture")
ZIP = Kind(media_type="application/zip", extension=".zip", family="archive")
COMPOUND = Kind(media_type="application/x-ole-storage", extension=".ole", family="compound")

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Kind(media_type=f"{OFFICE}wordprocessingml.document", extension=".docx", family="archive")
XLSX = Kind(media_type=f"{OFFICE}spreadsheetml.sheet", extension=".xlsx", family="archive")
PPTX = Kind(media_type=f"{OFFICE}presentationml.presentation", extension=".pptx", family="archive")
OFD = Kind(media_type="application/ofd", extension=".ofd", family="archive")
ODT = Kind(media_type="application/vnd.oasis.opendocument.text", extension=".odt", family="archive")
ODS = Kind(
    media_type="application/vnd.oasis.opendocument.spreadsheet", extension=".ods", family="archive"
)
DOC = Kind(media_type="application/msword", extension=".doc", family="compound")
XLS = Kind(media_type="application/vnd.ms-excel", extension=".xls", family="compound")
PPT = Kind(media_type="application/vnd.ms-powerpoint", extension=".ppt", family="compound")

ACCEPTED = "PDF、OFD、JPG、PNG、TIFF、Word、Excel 或 DWG"

_TAKEN: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", PDF),
    (b"\xef\xbb\xbf%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"BM", BMP),
    (b"PK\x03\x04", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", COMPOUND),
    (b"AC10", DWG),
)
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
    (b"\xca\xfe\xba\xbe", "程序文件"),
    (b"\xcf\xfa\xed\xfe", "程序文件"),
    (b"\xce\xfa\xed\xfe", "程序文件"),
    (b"dex\n", "程序文件"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "快捷方式"),
    (b"#!", "脚本"),
    (b"<?php", "脚本"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"BZh", "压缩包"),
    (b"\xfd7zXZ", "压缩包"),
    (b"GIF8", "动图"),
    (b"ID3", "录音"),
    (b"OggS", "录音"),
    (b"{\\rtf", "RTF 文档"),
)
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<!--")
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_ADVICE = f"请换成 {ACCEPTED} 文件再上传。"


def kind_of(path: Path) -> Kind:
    """The format of the file at ``path``, from its first bytes.

    ``ZIP`` and ``COMPOUND`` are containers: what they hold has to be looked into. Raises
    ``UnableToStoreFile`` with the reason ``type`` for every format that is not taken in.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    for signature, kind in _TAKEN:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    raise refused(_name_of_refused(head))


def refused(name: str) -> UnableToStoreFile:
    """The refusal of a file that is a ``name``, with what to do for that kind of file."""
    advice = {
        "苹果手机的 HEIC 照片": (
            "请在手机“设置－相机－格式”里选“兼容性最佳”后重拍，或者转成 JPG 再上传。"
        ),
        "压缩包": "请解压后把里面的文件逐个上传。",
    }.get(name, _ADVICE)
    return UnableToStoreFile(f"这个文件是{name}，不能作为材料。{advice}", reason="type")


def _name_of_refused(head: bytes) -> str:
    for signature, name in _REFUSED:
        if head.startswith(signature):
            return name
    if head[4:8] == b"ftyp":
        return "苹果手机的 HEIC 照片" if head[8:12] in _HEIC else "视频或录音"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP):
        return "网页或者 SVG 图"
    if b"\x00" not in head:
        return "纯文本"
    return "系统认不出的格式"
