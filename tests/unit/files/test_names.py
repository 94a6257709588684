"""Names are safe on every screen, disk and page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.cases.files.names import cleaned_name


def _clean(claimed: str) -> str:
    return cleaned_name(claimed, extension=".pdf", longest=120)


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        ("申请书.pdf", "申请书.pdf"),
        ("申请书.PDF", "申请书.pdf"),
        ("扫描件.jpeg", "扫描件.pdf"),
        ("扫描件.pdf.exe", "扫描件.pdf"),
        ("无后缀", "无后缀.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\桌面\\照片.png", "照片.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("a\x00b\r\nc\u200b.pdf", "ab c.pdf"),
        ('<script>"x"|?*.pdf', "_script_x_.pdf"),
        ("", "未命名.pdf"),
        ("...", "未命名.pdf"),
        (".pdf", "未命名.pdf"),
        ("CON.txt", "未命名CON.pdf"),
        ("𠮷䶮㛃 的证明.pdf", "𠮷䶮㛃 的证明.pdf"),
        ("第2.1节说明.docx", "第2.1节说明.pdf"),
    ],
)
def test_a_name_is_cleaned(claimed, kept):
    assert _clean(claimed) == kept


def test_a_name_of_three_hundred_characters_keeps_its_extension():
    kept = _clean("很" * 300 + ".pdf")
    assert len(kept) == 120
    assert kept.endswith("很.pdf")


@given(st.text(max_size=400))
def test_no_name_is_empty_too_long_or_leads_elsewhere(claimed):
    kept = _clean(claimed)
    assert 4 < len(kept) <= 120
    assert kept.endswith(".pdf")
    assert not set(kept) & set('/\\:*?"<>|\0\n\r\u202e')
    assert not kept.startswith(".")
