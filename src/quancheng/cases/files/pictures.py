"""Pictures: their size as they are seen, whether they can be opened, and small previews."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning

from quancheng.cases.files.kinds import Kind
from quancheng.cases.files.values import Limits, UnableToPreviewFile, UnableToStoreFile

OPENED = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
FULLY_READ = 25_000_000
"""Pixels up to which a picture is decoded in whole to see that it is not cut off."""
ORIENTATION = 0x0112
LYING = frozenset({5, 6, 7, 8})
QUALITY = 82
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError)


def picture_size(path: Path, *, kind: Kind, limits: Limits) -> tuple[int, int]:
    """Width and height in pixels as the picture is seen, that is after its EXIF orientation.

    Raises ``UnableToStoreFile``: ``pixels`` for more than ``limits.max_pixels``, ``broken`` for
    a picture that cannot be decoded.
    """
    try:
        with Image.open(path, formats=OPENED) as picture:
            if picture.width * picture.height > limits.max_pixels:
                raise _too_many_pixels(limits)
            lying = _lying(picture)
            width, height = picture.size
            _check_readable(picture)
    except (DecompressionBombError, DecompressionBombWarning) as error:
        raise _too_many_pixels(limits) from error
    except DAMAGED as error:
        raise UnableToStoreFile(
            f"图片（{kind.extension[1:].upper()}）已经损坏，打不开。请重新拍照或者扫描后再上传。",
            reason="broken",
        ) from error
    return (height, width) if lying else (width, height)


def preview(path: Path, *, edge: int = 480) -> bytes:
    """A JPEG of at most ``edge`` × ``edge`` pixels, upright, on white, without the EXIF data.

    Raises ``UnableToPreviewFile`` for a file that is no picture or cannot be decoded.
    """
    made = io.BytesIO()
    try:
        with Image.open(path, formats=OPENED) as picture:
            picture.thumbnail((edge, edge))
            upright = ImageOps.exif_transpose(picture)
            ground = Image.new("RGB", upright.size, "white")
            shown = upright.convert("RGBA")
            ground.paste(shown, mask=shown.getchannel("A"))
            ground.save(made, "JPEG", quality=QUALITY)
    except (*DAMAGED, DecompressionBombError, DecompressionBombWarning) as error:
        raise UnableToPreviewFile("这个文件没有预览图，请直接打开文件查看。") from error
    return made.getvalue()


def _lying(picture: Image.Image) -> bool:
    """Whether the picture is seen with its sides exchanged, as phones store it.

    A PNG is not asked: to find its EXIF data the whole of it would be decoded.
    """
    return picture.format != "PNG" and picture.getexif().get(ORIENTATION) in LYING


def _check_readable(picture: Image.Image) -> None:
    if picture.format in {"JPEG", "MPO"}:
        picture.draft("RGB", (picture.width // 8, picture.height // 8))
    if picture.width * picture.height <= FULLY_READ:
        picture.load()


def _too_many_pixels(limits: Limits) -> UnableToStoreFile:
    return UnableToStoreFile(
        f"图片的像素太多（超过 {limits.max_pixels // 10_000} 万）。"
        "请把扫描分辨率调到 300 dpi，或者另存为 PDF 再上传。",
        reason="pixels",
    )
