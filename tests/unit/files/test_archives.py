"""Archives are read through against a budget; what they say of themselves is not believed."""

from __future__ import annotations

import struct
import time

import pytest

from quancheng.cases import files


def test_a_zip_bomb_is_refused(bench):
    refusal = bench.refusal(bench.docx({"word/media/a.bin": b"\0" * (300 * 2**20)}))
    assert refusal.reason == "bomb"
    assert "另存为 PDF" in refusal.sentence
    assert bench.left_behind() == []


def test_a_bomb_that_hides_its_size_is_refused(bench):
    honest = bench.docx({"word/media/a.bin": b"\0" * (2 * 2**20)})
    declared = struct.pack("<I", 2 * 2**20)
    assert declared in honest
    lying = honest.replace(declared, struct.pack("<I", 10))
    assert bench.refusal(lying).reason in {"bomb", "broken"}


def test_a_ratio_beyond_belief_is_refused_below_the_absolute_limit(bench):
    bench.limits = files.Limits(max_ratio=20)
    assert bench.refusal(bench.docx({"word/a.bin": b"\0" * (4 * 2**20)})).reason == "bomb"


def test_many_small_parts_are_counted_together(bench):
    bench.limits = files.Limits(max_unpacked=5 * 2**20, max_ratio=10**6)
    parts = {f"word/{number}.xml": b"\0" * 2**20 for number in range(6)}
    assert bench.refusal(bench.docx(parts)).reason == "bomb"


def test_too_many_parts_are_refused_before_they_are_read(bench):
    parts = {f"word/{number}": b"" for number in range(2001)}
    start = time.perf_counter()
    assert bench.refusal(bench.docx(parts)).reason == "bomb"
    assert time.perf_counter() - start < 2


def test_a_directory_that_lies_about_its_count_is_refused_by_its_length(bench):
    bench.limits = files.Limits(max_entries=2)
    made = bytearray(bench.docx({f"word/{'n' * 200}{number}": b"" for number in range(40)}))
    at = made.rfind(b"PK\x05\x06")
    made[at + 8 : at + 12] = struct.pack("<HH", 1, 1)
    assert bench.refusal(bytes(made)).reason == "bomb"


def test_a_directory_that_lies_about_its_count_is_counted(bench):
    bench.limits = files.Limits(max_entries=3)
    made = bytearray(bench.docx({f"word/{number}": b"" for number in range(9)}))
    at = made.rfind(b"PK\x05\x06")
    made[at + 8 : at + 12] = struct.pack("<HH", 1, 1)
    assert bench.refusal(bytes(made)).reason == "bomb"


def test_parts_within_parts_are_taken_from_the_same_budget(bench):
    bench.limits = files.Limits(max_entries=6)
    sheet = bench.zipped(
        {"[Content_Types].xml": "<a/>", **{f"xl/{number}.xml": "<a/>" for number in range(4)}}
    )
    assert bench.refusal(bench.docx({"word/embeddings/a.xlsx": sheet})).reason == "bomb"


def test_a_document_may_hold_a_table_but_no_archive_in_an_archive_in_an_archive(bench):
    sheet = bench.zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"})
    assert bench.store(bench.docx({"word/embeddings/a.xlsx": sheet})).extension == ".docx"
    middle = bench.docx({"word/embeddings/a.xlsx": sheet})
    assert bench.refusal(bench.docx({"word/embeddings/b.docx": middle})).reason == "bomb"


def test_a_plain_archive_is_refused_with_what_to_do(bench):
    refusal = bench.refusal(bench.zipped({"照片.jpg": b"x"}), name="材料.docx")
    assert refusal.reason == "type"
    assert "解压后" in refusal.sentence
    assert bench.refusal(bench.zipped({"[Content_Types].xml": "<a/>"})).reason == "type"
    assert bench.refusal(bench.zipped({"mimetype": "x", "content.xml": "<a/>"})).reason == "type"


def test_macros_are_refused(bench):
    refusal = bench.refusal(bench.docx({"word/vbaProject.bin": b"x"}), name="表.docx")
    assert refusal.reason == "macro"


def test_a_document_with_a_password_is_refused(bench):
    made = bytearray(bench.docx())
    at = made.find(b"PK\x01\x02")
    made[at + 8] |= 1
    assert bench.refusal(bytes(made)).reason == "encrypted"


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_document_that_is_cut_off_is_refused(bench, cut):
    refusal = bench.refusal(bench.docx()[:-cut])
    assert refusal.reason == "broken"
    assert "重新保存" in refusal.sentence


def test_a_wrong_checksum_is_refused(bench):
    made = bytearray(bench.docx())
    at = made.find(b"PK\x01\x02")
    made[at + 16] ^= 0xFF
    assert bench.refusal(bytes(made)).reason == "broken"


def test_a_method_of_packing_we_do_not_know_is_refused(bench):
    made = bytearray(bench.docx())
    made[8] = 99
    at = made.find(b"PK\x01\x02")
    made[at + 10] = 99
    assert bench.refusal(bytes(made)).reason == "broken"


def test_a_header_without_an_archive_behind_it_is_refused(bench):
    assert bench.refusal(b"PK\x03\x04" + b"x" * 100).reason == "broken"
    assert bench.refusal(b"PK\x03\x04" + b"PK\x05\x06").reason == "broken"
