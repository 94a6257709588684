"""Bringing what people type into one shape, before any rule looks at it. Pure.

Full-width digits, letters and the punctuation of numbers become half-width, all kinds of spaces become one plain
space, invisible marks go away. What cannot be kept in a record (control characters, halves of a character) is
refused with a sentence. Rare Chinese characters beyond the basic plane pass untouched.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from quancheng.kernel.errors import UnableTo

_FULL_DIGITS, _FULL_CAPITALS, _FULL_SMALL = (
    range(0xFF10, 0xFF1A),
    range(0xFF21, 0xFF3B),
    range(0xFF41, 0xFF5B),
)
_FULL_TO_HALF = {code: code - 0xFEE0 for code in (*_FULL_DIGITS, *_FULL_CAPITALS, *_FULL_SMALL)}
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Marks that change nothing but the direction or the shape of text around them: they hide what a name really is.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_NUMBER_MARKS = str.maketrans(
    {"，": ",", "．": ".", "／": "/", "－": "-", "—": "-", "＋": "+", "￥": "", "¥": "", "元": ""}
)
_DATE_SHAPES = (
    re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$"),
    re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日?$"),
    re.compile(r"^(\d{4})(\d{2})(\d{2})$"),
)


class UnableToReadText(UnableTo):
    """The text holds what no record can keep."""


class UnableToReadDate(UnableTo):
    """The text is not a day of the calendar."""


def check_text(text: str) -> None:
    """Raise :class:`UnableToReadText` for control characters and halves of a character."""
    if _HALF_CHARACTER.search(text):
        raise UnableToReadText("内容里有不完整的字符，请删掉后重新输入。")
    if _CONTROL.search(text):
        raise UnableToReadText("内容里有看不见的控制字符，请删掉后重新输入。")


def half_width(text: str) -> str:
    """Full-width digits and Latin letters as half-width; Chinese punctuation stays."""
    return text.translate(_FULL_TO_HALF)


def one_line(text: str) -> str:
    """One line: half-width, one space between words, none at the ends, nothing invisible.

    Raises :class:`UnableToReadText`.
    """
    text = _INVISIBLE.sub("", text)
    check_text(text.replace("\t", " "))
    return _SPACES.sub(" ", half_width(unicodedata.normalize("NFC", text))).strip()


def lines(text: str) -> str:
    """Several lines: as :func:`one_line`, line by line, without empty lines at the ends."""
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    check_text(text)
    written = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(_SPACES.sub(" ", half_width(line)).strip() for line in written).strip()


def figure(text: str) -> str:
    """A figure for a decimal: no thousands marks, no currency signs, no spaces."""
    return one_line(text).translate(_NUMBER_MARKS).replace(",", "").replace(" ", "")


def day(text: str) -> date:
    """The day written as ``2026-3-1``, ``2026/3/1``, ``2026.3.1``, ``2026年3月1日`` or ``20260301``.

    Raises :class:`UnableToReadDate`.
    """
    written = one_line(text).replace(" ", "").translate(_NUMBER_MARKS)
    for shape in _DATE_SHAPES:
        if match := shape.match(written):
            year, month, number = (int(part) for part in match.groups())
            try:
                return date(year, month, number)
            except ValueError:
                raise UnableToReadDate(
                    f"没有{year}年{month}月{number}日这一天，请检查后重填。"
                ) from None
    raise UnableToReadDate("看不懂这个日期，请写成 2026-3-1、2026年3月1日 或 20260301。")
