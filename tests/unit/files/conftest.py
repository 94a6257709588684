"""Makers of files, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from quancheng.cases import files

CONTENT_TYPES = '<?xml version="1.0"?><Types/>'


def zipped(parts: dict[str, bytes | str], *, stored: bool = False) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as box:
        for name, content in parts.items():
            box.writestr(name, content)
    return made.getvalue()


def docx(extra: dict[str, bytes | str] | None = None) -> bytes:
    return zipped(
        {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w:document/>"} | (extra or {})
    )


def picture(
    form: str = "JPEG", *, size: tuple[int, int] = (60, 40), orientation: int = 0, mode: str = "RGB"
) -> bytes:
    made = io.BytesIO()
    image = Image.new(mode, size, "white" if mode in {"RGB", "L", "1"} else (255, 0, 0, 0))
    image.paste("black" if mode != "RGBA" else (0, 0, 255, 255), (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
        exif[0x010F] = "SecretMaker"
    image.save(made, form, **({"exif": exif} if orientation else {}))
    return made.getvalue()


class Bench:
    """A store in a throw-away folder, and the makers above."""

    zipped = staticmethod(zipped)
    docx = staticmethod(docx)
    picture = staticmethod(picture)

    def __init__(self, root: Path) -> None:
        self.root = root
        self.limits = files.Limits()
        self.scanner: files.Scanner = files.NoScanner()

    def store(self, content: bytes, *, name: str = "材料.pdf") -> files.StoredFile:
        return files.store(
            stream=io.BytesIO(content),
            claimed_name=name,
            root=self.root,
            limits=self.limits,
            scanner=self.scanner,
        )

    def refusal(self, content: bytes, *, name: str = "材料.pdf") -> files.UnableToStoreFile:
        with pytest.raises(files.UnableToStoreFile) as caught:
            self.store(content, name=name)
        return caught.value

    def outcome(
        self, content: bytes, *, name: str = "材料.pdf"
    ) -> files.StoredFile | files.UnableToStoreFile:
        try:
            return self.store(content, name=name)
        except files.UnableToStoreFile as refusal:
            return refusal

    def left_behind(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "store")


@pytest.fixture
def pdf() -> Callable[[], bytes]:
    return partial(bytes, b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
