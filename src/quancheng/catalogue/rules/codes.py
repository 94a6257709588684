"""Item codes (实施编码): their shapes, and the credit code inside them.

Two shapes are in use: parts joined by hyphens, base code - region - 000 - credit code - n - nn,
and the national 31 to 33 characters that begin with the credit code of the office.
"""

from __future__ import annotations

import re
from typing import Final

from quancheng.catalogue.rules.cleaning import check_credit_code
from quancheng.kernel.errors import UnableTo

_ALLOWED: Final = re.compile(r"^[0-9A-Z][0-9A-Z-]{4,88}[0-9A-Z]$")
_BASE: Final = re.compile(r"^[0-9A-Z]{6,20}$")
_NATIONAL: Final = re.compile(r"^[0-9A-Z]{31,33}$")
_PARTS: Final = 6
_CREDIT_CODE: Final = 18


class UnableToReadCode(UnableTo):
    """An item code is malformed."""


def check_item_code(code: str, *, base_code: str, region_code: str) -> None:
    """Check the implementation code of an item of the region ``region_code``.

    Raises ``UnableToReadCode`` or ``UnableToReadCell`` with what is wrong and where.
    """
    if not _ALLOWED.match(code):
        raise UnableToReadCode(f"实施编码“{code}”应当由6至90位数字、大写字母和短横线组成。")
    parts = code.split("-")
    if len(parts) == _PARTS:
        if base_code and parts[0] != base_code:
            raise UnableToReadCode(f"实施编码“{code}”的开头与基本编码“{base_code}”不一致。")
        if region_code and not parts[1].startswith(region_code):
            raise UnableToReadCode(
                f"实施编码“{code}”里的区划{parts[1][:6]}不是本地区划{region_code}，请核对。"
            )
        check_credit_code(parts[3])
    elif _NATIONAL.match(code):
        check_credit_code(code[:_CREDIT_CODE])


def check_base_code(code: str) -> None:
    """Check a base code (基本编码): 6 to 20 digits and capital letters."""
    if not _BASE.match(code):
        raise UnableToReadCode(f"基本编码“{code}”应当由6至20位数字或者大写字母组成。")
