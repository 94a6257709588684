"""Names, telephone numbers and addresses as people type them."""

from __future__ import annotations

import re

from quancheng.kernel.errors import UnableTo

NAME_LENGTH = 200
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_DOTS = re.compile("[•‧∙⋅・･]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:0[0-9]{2,3}-?)?[1-9][0-9]{6,7}(?:-[0-9]{1,6})?")
_SERVICE_LINE = re.compile(r"[48]00-?[0-9]{3}-?[0-9]{4}")


class UnableToReadName(UnableTo):
    """A name that is empty, too long or not text."""


class UnableToReadPhone(UnableTo):
    """A telephone number nobody can be called at."""


def normalise(text: str) -> str:
    """A number in its one spelling: half-width, capitals, no spaces and no invisible signs."""
    plain = _INVISIBLE.sub("", text).translate(_FULL_WIDTH)
    return _SPACES.sub("", plain).upper()


def clean_text(text: str) -> str:
    """Text without control and invisible signs and stray spaces; rare characters stay."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text).replace("\u3000", " ")).strip()


def read_name(text: str) -> str:
    """A person's or an organisation's name, at most 200 characters.

    The dot in the names of some nationalities is brought to ``·``. Raises
    :class:`UnableToReadName`.
    """
    name = _DOTS.sub("·", clean_text(text))
    if not name:
        raise UnableToReadName("姓名或名称不能为空，请按证件填写。")
    if len(name) > NAME_LENGTH:
        raise UnableToReadName(f"姓名或名称超过 {NAME_LENGTH} 个字，请按证件填写。")
    return name


def read_phone(text: str) -> str:
    """A mobile or fixed telephone number in its one spelling, without +86.

    Raises :class:`UnableToReadPhone`.
    """
    number = re.sub(r"^(?:\+|00)86-?(?=1[3-9]|0)", "", normalise(text))
    if re.fullmatch(r"1[3-9][0-9-]+", number):
        number = number.replace("-", "")
    if not any(form.fullmatch(number) for form in (_MOBILE, _LANDLINE, _SERVICE_LINE)):
        raise UnableToReadPhone(
            "电话号码不对，请填写 11 位手机号码，或者带区号的固定电话（如 0915-4421234）。"
        )
    return number
