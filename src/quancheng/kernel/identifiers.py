"""Numbers that people read aloud: case numbers, receipt codes, check codes.

A case number is 6 area + 2 intake point + yyyymmdd + 6 serial + 1 check character of
ISO/IEC 7064 MOD 37,36, in all 23 characters. Receipt and check codes are random, in
Crockford's base 32 (no I, L, O, U), so that they can be read over a telephone.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.errors import UnableTo

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SERIALS_PER_DAY = 1_000_000
NUMBER_LENGTH = 23
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_NUMBER = re.compile(r"\d{6}[0-9A-Z]{2}\d{8}\d{6}[0-9A-Z]")
_NOT_TYPED = re.compile(r"[\s\-\x00-\x1f\x7f\ud800-\udfff]")
"""Spaces and dashes, and what no keyboard types and no database takes."""
_CONFUSED = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


class UnableToReadNumber(UnableTo):
    """A case number that is mistyped or was never given."""


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """The parts of a case number."""

    area: str
    intake_point: str
    day: date
    serial: int


def check_character(text: str) -> str:
    """The ISO/IEC 7064 MOD 37,36 check character of ``text`` (digits and capital letters)."""
    product = 36
    for character in text:
        total = (product + _VALUES[character]) % 36 or 36
        product = total * 2 % 37
    return ALPHABET[(37 - product) % 36]


def case_number(*, area: str, intake_point: str, day: date, serial: int) -> str:
    """Compose a case number; ``serial`` is taken modulo one million.

    Raises ``ValueError`` where a part has not its length.
    """
    body = f"{area}{intake_point}{day:%Y%m%d}{serial % SERIALS_PER_DAY:06d}"
    if len(body) != NUMBER_LENGTH - 1:
        raise ValueError(f"a part of the number has the wrong length: {body}")
    return body + check_character(body)


def spell_case_number(text: str) -> str:
    """A case number as a person typed it, brought to its one spelling, unchecked.

    Unlike :func:`read_code` it leaves I, L, O and U alone: a check character may be one.
    """
    return _NOT_TYPED.sub("", text).upper()


def read_case_number(text: str) -> CaseNumber:
    """Take a case number apart, forgiving spaces, dashes and small letters.

    Raises :class:`UnableToReadNumber` when the form or the check character is wrong.
    """
    number = spell_case_number(text)
    if not _NUMBER.fullmatch(number) or check_character(number[:-1]) != number[-1]:
        raise UnableToReadNumber("办件编号不对，请对照受理通知书或收件凭证上的 23 位编号重新输入。")
    try:
        day = date(int(number[8:12]), int(number[12:14]), int(number[14:16]))
    except ValueError:
        raise UnableToReadNumber("办件编号里的日期不存在，请对照凭证重新输入。") from None
    return CaseNumber(area=number[:6], intake_point=number[6:8], day=day, serial=int(number[16:22]))


def _random_code(length: int) -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))


def new_receipt_code() -> str:
    """A random receipt code of eight characters (40 bits), shown as ``7M2C-41TX``."""
    return _random_code(8)


def new_check_code() -> str:
    """A random check code of six characters (30 bits), told only to the applicant."""
    return _random_code(6)


def read_code(text: str) -> str:
    """A receipt or check code as a person typed it, brought to its one spelling."""
    return _NOT_TYPED.sub("", text).upper().translate(_CONFUSED)


def show_receipt_code(code: str) -> str:
    """``7M2C41TX`` as ``7M2C-41TX``."""
    return f"{code[:4]}-{code[4:]}"


def show_case_number(number: str) -> str:
    """A case number in groups, as on the screens: ``61092401 20260123 001042A``."""
    return f"{number[:8]} {number[8:16]} {number[16:]}"
