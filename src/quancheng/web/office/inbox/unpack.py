"""From what a person uploads to what the import reads: one workbook, or a folder of CSV files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from django.core.files.uploadedfile import UploadedFile

from quancheng.kernel.errors import UnableTo

ENDINGS: Final = (".xlsx", ".zip", ".csv")
MOST_ENTRIES: Final = 200
MOST_FILES: Final = 30
LARGEST_UNPACKED: Final = 256 * 1024 * 1024
_BLOCK: Final = 1024 * 1024
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")
_LONGEST_NAME: Final = 60


class UnableToUnpack(UnableTo):
    """The upload is no list: neither a workbook nor CSV files."""


def plain_name(name: str) -> str:
    """A file name that can stand on disk and on the screen; its ending is kept."""
    bare = PurePosixPath(_UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1])).name
    stem, dot, ending = bare.rpartition(".")
    stem, ending = (stem, ending) if dot else (bare, "")
    stem = stem.strip(" .")[:_LONGEST_NAME] or "清单"
    return f"{stem}.{ending.lower()[:8]}" if ending else stem


def unpack(files: Sequence[UploadedFile[Any]], folder: Path) -> str:
    """Put the files into ``folder``; answers the name in it that the import reads.

    Raises ``UnableToUnpack`` with what to upload instead.
    """
    names = [plain_name(file.name or "") for file in files]
    endings = {name[name.rfind(".") :] if "." in name else "" for name in names}
    if endings == {".xlsx"} and len(files) == 1:
        with (folder / names[0]).open("wb") as target:
            _copy(files[0], target, LARGEST_UNPACKED)
        return names[0]
    if endings == {".zip"} and len(files) == 1:
        return _unzip(files[0], names[0].removesuffix(".zip"), folder)
    if endings == {".csv"}:
        return _take_csv(list(zip(names, files, strict=True)), folder)
    raise UnableToUnpack("请上传一个 xlsx 工作簿、一个装着 CSV 的 zip，或者一次选中全部 CSV 文件。")


def _take_csv(files: Sequence[tuple[str, Any]], folder: Path) -> str:
    inner = folder / "CSV文件"
    inner.mkdir()
    left = LARGEST_UNPACKED
    for name, file in files:
        with (inner / name.lower()).open("wb") as target:
            left -= _copy(file, target, left)
    return inner.name


def _unzip(file: UploadedFile[Any], stem: str, folder: Path) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            return _take_entries(archive, stem or "清单", folder)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        NotImplementedError,
        OSError,
    ) as bad:
        raise UnableToUnpack("这个 zip 打不开或者已损坏，请重新压缩后再上传。") from bad
    except RuntimeError as locked:
        raise UnableToUnpack("这个 zip 加了密码，请去掉密码后再上传。") from locked


def _take_entries(archive: zipfile.ZipFile, stem: str, folder: Path) -> str:
    """Only CSV files, or one workbook, whatever folders they lie in; nothing else is unpacked."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise UnableToUnpack(f"zip 里有 {len(entries)} 个文件，不像一份清单，请只压缩清单的 CSV。")
    wanted = [(plain_name(entry.filename), entry) for entry in entries if _counts(entry)]
    tables = [pair for pair in wanted if pair[0].endswith(".csv")]
    books = [pair for pair in wanted if pair[0].endswith(".xlsx")]
    if len(tables) > MOST_FILES:
        raise UnableToUnpack(f"zip 里有 {len(tables)} 个 CSV，清单最多 8 个，请核对后再压缩。")
    if not tables and len(books) == 1:
        name, entry = books[0]
        _extract(archive, entry, folder / name, LARGEST_UNPACKED)
        return name
    if not tables:
        raise UnableToUnpack("zip 里没有 CSV，也不是刚好一个 xlsx，请对照模板重新压缩。")
    inner = folder / stem
    inner.mkdir()
    left = LARGEST_UNPACKED
    for name, entry in tables:
        left -= _extract(archive, entry, inner / name.lower(), left)
    return inner.name


def _counts(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)
    return not entry.is_dir() and not hidden


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, left: int) -> int:
    with archive.open(entry) as part, path.open("wb") as target:
        return _copy(part, target, left)


def _copy(source: Any, target: IO[bytes], left: int) -> int:
    """Copy at most ``left`` bytes; answers how many. Sizes that an archive claims are not believed."""
    size = 0
    while block := source.read(_BLOCK):
        size += len(block)
        if size > left:
            raise UnableToUnpack(
                f"解开后超过 {LARGEST_UNPACKED // _BLOCK} MB，不像一份清单，请拆分后分次上传。"
            )
        target.write(block)
    return size
