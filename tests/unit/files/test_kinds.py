"""A file is what its content says, whatever it is called."""

from __future__ import annotations

import io

import pytest

from quancheng.cases import files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def test_every_accepted_format_is_known_by_its_content(bench, pdf):
    ods = "application/vnd.oasis.opendocument.spreadsheet"
    good = {
        ".pdf": pdf(),
        ".dwg": b"AC1032" + b"\0" * 100,
        ".jpg": bench.picture("JPEG"),
        ".png": bench.picture("PNG"),
        ".tif": bench.picture("TIFF"),
        ".bmp": bench.picture("BMP"),
        ".webp": bench.picture("WEBP"),
        ".docx": bench.docx(),
        ".xlsx": bench.zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}),
        ".pptx": bench.zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}),
        ".ofd": bench.zipped({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}),
        ".ods": bench.zipped({"mimetype": ods, "content.xml": "<a/>"}),
        ".odt": bench.zipped(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
        ),
        ".doc": OLE + b"\0" * 600 + _wide("WordDocument"),
        ".xls": OLE + b"\0" * 600 + _wide("Workbook"),
        ".ppt": OLE + b"\0" * 600 + _wide("PowerPoint Document"),
    }
    for extension, content in good.items():
        stored = bench.store(content, name="材料.exe")
        assert stored.extension == extension
        assert stored.original_name == f"材料{extension}"


def test_a_pdf_behind_a_byte_order_mark_is_a_pdf(bench, pdf):
    assert bench.store(b"\xef\xbb\xbf" + pdf()).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"MZ\x90\x00\x03", "程序文件"),
        (b"\x7fELF\x02\x01", "程序文件"),
        (b"L\x00\x00\x00\x01\x14\x02\x00", "快捷方式"),
        (b"#!/bin/sh\nrm -rf /\n", "脚本"),
        (b"<?php system($_GET['c']);", "脚本"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "网页"),
        (b"\xef\xbb\xbf  <svg onload=alert(1)>", "SVG"),
        (b'<?xml version="1.0"?><svg/>', "SVG"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"PK\x05\x06" + b"\0" * 18, "空的压缩包"),
        (b"\0\0\0\x18ftypheic\0\0", "HEIC"),
        (b"\0\0\0\x18ftypmp42\0\0", "视频"),
        (b"GIF89a\0\0", "动图"),
        (b"just words, a .txt", "纯文本"),
        (b"\0\x01\x02\x03", "认不出"),
        (b"RIFF\0\0\0\0WAVE", "认不出"),
    ],
)
def test_other_formats_are_refused_by_their_name(bench, content, word):
    refusal = bench.refusal(content, name="照片.jpg")
    assert refusal.reason == "type"
    assert word in refusal.sentence
    assert bench.left_behind() == []


def test_a_phone_photo_in_heic_says_how_to_change_the_phone(bench):
    assert "兼容性最佳" in bench.refusal(b"\0\0\0\x18ftypheic\0\0").sentence


def test_an_installer_inside_a_compound_file_is_refused(bench):
    assert bench.refusal(OLE + b"\0" * 900, name="申请书.doc").reason == "type"


def test_a_compound_document_with_macros_is_refused(bench):
    content = OLE + _wide("WordDocument") + b"\0" * 2**20 + _wide("_VBA_PROJECT")
    assert bench.refusal(content).reason == "macro"


def test_a_stream_name_on_the_edge_of_a_piece_is_found(bench):
    name = _wide("WordDocument")
    content = OLE + b"\0" * (2**20 - len(OLE) - 5) + name
    assert bench.store(content).extension == ".doc"


def test_the_stream_may_give_short_reads(bench, pdf):
    class Drops(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 3))

    stored = files.store(
        stream=Drops(pdf()),
        claimed_name="a.pdf",
        root=bench.root,
        limits=bench.limits,
        scanner=bench.scanner,
    )
    assert stored.size == len(pdf())
