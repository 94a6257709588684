"""Pictures are measured upright, never too many pixels, and shown small without their EXIF."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from quancheng.cases import files
from quancheng.cases.files import pictures


def _png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        framed = name + content
        return struct.pack(">I", len(content)) + framed + struct.pack(">I", zlib.crc32(framed))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def test_a_picture_is_measured_as_it_is_seen(bench):
    lying = bench.store(bench.picture("JPEG", size=(60, 40), orientation=6))
    assert (lying.width, lying.height) == (40, 60)
    standing = bench.store(bench.picture("JPEG", size=(60, 40), orientation=3))
    assert (standing.width, standing.height) == (60, 40)
    plain = bench.store(bench.picture("PNG", size=(60, 40)))
    assert (plain.width, plain.height) == (60, 40)


def test_a_document_has_no_width(bench, pdf):
    assert bench.store(pdf()).width is None


@pytest.mark.parametrize("size", [(9000, 9000), (9600, 9600), (30_000, 30_000)])
def test_a_pixel_bomb_is_refused_unread(bench, size):
    refusal = bench.refusal(_png_header(*size))
    assert refusal.reason == "pixels"
    assert "300 dpi" in refusal.sentence


def test_a_large_picture_within_the_limit_is_not_decoded_in_whole(bench):
    assert bench.store(_png_header(6000, 6000)).width == 6000


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(bench, form):
    content = bench.picture(form, size=(600, 400))
    refusal = bench.refusal(content[: len(content) // 2])
    assert refusal.reason == "broken"
    assert "重新拍照" in refusal.sentence


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
def test_a_preview_is_small_jpeg(bench, form):
    stored = bench.store(bench.picture(form, size=(1600, 800)))
    made = files.preview(root=bench.root, digest=stored.digest, edge=200)
    with Image.open(io.BytesIO(made)) as small:
        assert small.format == "JPEG"
        assert small.size == (200, 100)


def test_a_preview_stands_upright_and_forgets_the_camera(bench):
    stored = bench.store(bench.picture("JPEG", size=(600, 300), orientation=6))
    made = files.preview(root=bench.root, digest=stored.digest, edge=100)
    assert b"SecretMaker" not in made
    with Image.open(io.BytesIO(made)) as small:
        assert small.size == (50, 100)
        right, left = small.getpixel((45, 5)), small.getpixel((5, 5))
    assert isinstance(right, tuple)
    assert isinstance(left, tuple)
    assert max(right) < 60
    assert min(left) > 200


def test_what_can_be_seen_through_is_shown_on_white(bench):
    stored = bench.store(bench.picture("PNG", size=(100, 100), mode="RGBA"))
    made = files.preview(root=bench.root, digest=stored.digest, edge=100)
    with Image.open(io.BytesIO(made)) as small:
        ground = small.getpixel((90, 90))
    assert isinstance(ground, tuple)
    assert min(ground) > 240


def test_a_black_and_white_scan_has_a_preview(bench):
    stored = bench.store(bench.picture("TIFF", size=(100, 100), mode="1"))
    assert files.preview(root=bench.root, digest=stored.digest).startswith(b"\xff\xd8")


def test_a_document_has_no_preview(bench, pdf):
    stored = bench.store(pdf())
    with pytest.raises(files.UnableToPreviewFile, match="直接打开"):
        files.preview(root=bench.root, digest=stored.digest)


def test_a_preview_of_an_unknown_file_is_refused(bench, pdf):
    stored = bench.store(pdf())
    path = bench.root / stored.path
    path.chmod(0o640)
    path.write_bytes(b"MZ")
    with pytest.raises(files.UnableToPreviewFile):
        files.preview(root=bench.root, digest=stored.digest)


def test_a_damaged_picture_has_no_preview(tmp_path):
    path = tmp_path / "half.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 half a picture")
    with pytest.raises(files.UnableToPreviewFile):
        pictures.preview(path)
