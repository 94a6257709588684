"""What all letters share: codes, archive format, rare characters, copies, signatures."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from quancheng.cases import letters
from quancheng.cases.letters import rendering


def test_every_letter_names_case_code_item_and_authority(every_letter, words):
    said = words(letters.render(every_letter))
    head = every_letter.head
    for wanted in (head.case_number, head.check_code):
        assert "".join(wanted.split()) in said
    if every_letter.template != "result":
        assert "".join(head.item.split()) in said
    assert head.authority in said or every_letter.title == "收件凭证"


def test_every_letter_carries_its_ledger_line(every_letter, words):
    said = words(letters.render(every_letter))
    assert "存证第1198206条" in said
    assert "m8TzB1xW0cVnYq5RkLd2HsJf9GuPeAo3XiN" in said


def test_every_letter_is_the_same_bytes_twice(every_letter):
    assert letters.render(every_letter) == letters.render(every_letter)


def test_every_letter_is_titled_in_chinese_and_can_be_read_aloud(every_letter):
    reader = PdfReader(BytesIO(letters.render(every_letter)))
    assert reader.metadata is not None
    assert reader.metadata.title == every_letter.title
    root = reader.trailer["/Root"]
    assert str(root["/Lang"]).lower().startswith("zh")
    assert root["/MarkInfo"]["/Marked"]
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert b"pdfaid" in xmp.stream.get_data()


def test_every_font_is_embedded(every_letter):
    reader = PdfReader(BytesIO(letters.render(every_letter)))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            for face in font.get_object()["/DescendantFonts"]:
                descriptor = face.get_object()["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_every_letter_fits_its_paper_without_an_extra_page(every_letter):
    assert len(PdfReader(BytesIO(letters.render(every_letter))).pages) == 1


def test_a_warm_letter_takes_less_than_300_ms(every_letter):
    letters.warm()
    letters.render(every_letter)
    taken = []
    for number in range(3):
        head = replace(every_letter.head, check_code=f"0000-000{number}")
        start = time.perf_counter()
        letters.render(replace(every_letter, head=head))
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.3


def test_a_reprint_is_marked_as_a_copy_and_counted(every_letter, words):
    assert "副本" not in words(letters.render(every_letter))
    assert "副本补打第3次" in words(letters.render(every_letter, copy_number=3))


def test_rare_characters_are_in_the_text(samples, words):
    for letter in (samples.RECEIPT, samples.GRANT, samples.SERVICE_RECEIPT, samples.CERTIFICATE):
        said = words(letters.render(letter))
        assert samples.RARE in said
        assert "〓" not in said


def test_a_character_without_a_glyph_is_marked_and_explained(samples, words):
    head = replace(samples.ACCEPTANCE.head, addressee="石\U00030fe0")
    said = words(letters.render(replace(samples.ACCEPTANCE, head=head)))
    assert "石〓：" in said
    assert "U+30FE0" in said


def test_a_seal_never_stands_on_a_page_alone(samples):
    many = samples.CORRECTION.defects * 9
    for count in range(3, len(many) + 1):
        letter = replace(samples.CORRECTION, defects=many[:count])
        last = PdfReader(BytesIO(letters.render(letter))).pages[-1].extract_text()
        assert "本机关不再提出新的补正要求" in "".join(last.split())


def test_attack_strings_are_printed_as_they_are(samples, words):
    nasty = "<script>alert(1)</script> #sys.inputs $x$ \"'\\ [*b*] \x00\u202e𠮷" + "A" * 300
    head = replace(samples.ACCEPTANCE.head, addressee=nasty, item=nasty)
    said = words(letters.render(replace(samples.ACCEPTANCE, head=head)))
    assert "<script>alert(1)</script>#sys.inputs$x$\"'\\[*b*]𠮷" in said
    assert "A" * 300 in said


def test_a_reason_of_a_hundred_thousand_characters_is_printed_in_full(samples, words):
    letter = replace(samples.REFUSAL, reasons=("长" * 100_000,))
    assert words(letters.render(letter)).count("长") == 100_000


def test_a_negative_copy_number_is_refused(samples):
    with pytest.raises(letters.UnableToRenderLetter, match="补打次数"):
        letters.render(samples.RECEIPT, copy_number=-1)


def test_a_signature_that_is_not_a_png_is_refused(samples):
    head = replace(samples.GRANT.head, signature=letters.Signature(name="程岭南", image_png=b"GIF"))
    with pytest.raises(letters.UnableToRenderLetter, match="PNG"):
        letters.render(replace(samples.GRANT, head=head))


def test_a_signature_without_post_or_drawing_is_a_name(samples, words):
    head = replace(samples.GRANT.head, signature=letters.Signature(name="程岭南"))
    assert "签发人程岭南" in words(letters.render(replace(samples.GRANT, head=head)))


def test_a_damaged_signature_says_what_to_do(samples):
    broken = letters.Signature(name="程岭南", image_png=rendering.PNG + b"nothing")
    head = replace(samples.GRANT.head, signature=broken)
    with pytest.raises(letters.UnableToRenderLetter, match="quancheng doctor"):
        letters.render(replace(samples.GRANT, head=head))


def test_a_letter_without_ledger_line_or_contact_leaves_them_out(samples, words):
    head = replace(samples.HEAD, ledger=None, contact="", document_number="")
    said = words(letters.render(replace(samples.ACCEPTANCE, head=head)))
    assert "存证" not in said
    assert "校验7K4M-29QX" in said
    short = replace(samples.HEAD, ledger=letters.LedgerLine(sequence=7))
    assert "树头" not in words(letters.render(replace(samples.ACCEPTANCE, head=short)))


def test_a_value_that_is_no_part_of_a_letter_is_refused(samples):
    with pytest.raises(TypeError, match="cannot hold"):
        rendering.content(replace(samples.ACCEPTANCE, remarks=({"a set"},)))


def test_letters_can_be_made_from_many_threads_at_once(samples):
    from concurrent.futures import ThreadPoolExecutor

    alone = letters.render(samples.RECEIPT)
    with ThreadPoolExecutor(8) as crew:
        together = list(crew.map(letters.render, [samples.RECEIPT] * 24))
    assert set(together) == {alone}
