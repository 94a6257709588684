"""Where the fonts of the letters are, and which characters they can show.

The sans face is Noto Sans CJK (variable, all weights, with the rare characters of names) from a
locked package; the bold serif of the titles is copied into ``typefaces/`` at set-up. Both are
under the SIL Open Font License. A site may add folders of its own, for instance with a font that
holds more rare characters; the fonts of the machine are never used, so that a letter looks the
same everywhere.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

SANS_PACKAGE = "manimgx_fonts_cjk"
SANS_FILE = "NotoSansCJK-VF.otf.ttc"
SERIF_FILE = "NotoSerifSC-Bold.ttf"
TYPEFACES = Path(__file__).parent / "typefaces"
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
PROBES = "𠮷䶮㛃"
SEGMENTS, GROUPS = 4, 12
"""The layouts of a character map that hold two-byte and four-byte characters."""


def sans_folder() -> Path | None:
    """The folder of the installed sans package, ``None`` where it is not installed."""
    spec = find_spec(SANS_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent


def font_paths(*, extra: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """The folders searched for fonts: ours first, then those the site adds in ``extra``."""
    sans = sans_folder()
    ours = (TYPEFACES,) if sans is None else (sans, TYPEFACES)
    return (*ours, *extra)


def font_files(*, extra: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """Every font file in ``font_paths``, sorted within each folder."""
    return tuple(
        file
        for folder in font_paths(extra=extra)
        if folder.is_dir()
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in SUFFIXES
    )


def missing_fonts(*, extra: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """What is missing for the letters, one Chinese sentence each; empty when all is well."""
    names = {file.name for file in font_files(extra=extra)}
    found = [
        f"缺少字体 {name}，请重新执行 make setup。"
        for name in (SANS_FILE, SERIF_FILE)
        if name not in names
    ]
    absent = "".join(sign for sign in PROBES if ord(sign) not in characters(extra=extra))
    if absent and not found:
        found.append(f"字体里没有生僻字 {absent}，请重新执行 make setup。")
    return tuple(found)


@lru_cache(maxsize=4)
def characters(*, extra: tuple[Path, ...] = ()) -> frozenset[int]:
    """The code points that at least one of the fonts can show."""
    return frozenset(
        point for file in font_files(extra=extra) for point in mapped_points(file.read_bytes())
    )


def mapped_points(font: bytes) -> Iterator[int]:
    """The code points mapped by the first face of a font file (OpenType ``cmap`` 4 and 12).

    Raises ``struct.error`` for a file that is cut off.
    """
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", font, start + 4)[0]
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * number)
        if tag == b"cmap":
            yield from _points_of_table(font, offset)


def _points_of_table(font: bytes, cmap: int) -> Iterator[int]:
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        offset = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * number + 4)[0]
        layout = struct.unpack_from(">H", font, offset)[0]
        if layout == GROUPS:
            yield from _points_of_groups(font, offset)
        elif layout == SEGMENTS:
            yield from _points_of_segments(font, offset)


def _points_of_groups(font: bytes, offset: int) -> Iterator[int]:
    for number in range(struct.unpack_from(">I", font, offset + 12)[0]):
        first, last = struct.unpack_from(">II", font, offset + 16 + 12 * number)
        yield from range(first, last + 1)


def _points_of_segments(font: bytes, offset: int) -> Iterator[int]:
    doubled = struct.unpack_from(">H", font, offset + 6)[0]
    ends = struct.unpack_from(f">{doubled // 2}H", font, offset + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", font, offset + 16 + doubled)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
