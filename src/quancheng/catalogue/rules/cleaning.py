"""Cleaning of cells: what a county's list really holds, brought to one spelling.

Full-width digits and letters, no-break and ideographic spaces, zero-width marks, numbers that a
spreadsheet turned into floats, days in five shapes. Every function is pure and says in one
sentence what is wrong with a cell it cannot read.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from quancheng.kernel.errors import UnableTo

_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_WIDE[0xFF0D] = ord("-")
SPACES: Final = re.compile(r"[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]+")
# Marks that show nothing: zero-width joiners, byte order marks, soft hyphens, direction marks.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DAY: Final = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")
_DAY_COMPACT: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SERIAL: Final = re.compile(r"^\d{5}(\.0+)?$")
_MIDNIGHT: Final = re.compile(r"[ T]00:00:00(\.0+)?$")
# Day 1 of a spreadsheet is 1900-01-01, and it believes that 1900 was a leap year.
_SPREADSHEET_ZERO: Final = date(1899, 12, 30)
_SPLIT: Final = re.compile(r"[;；\n]+")
_TRUE: Final = frozenset({"1", "是", "有", "true", "yes", "y", "√", "收费"})
_FALSE: Final = frozenset({"0", "否", "无", "false", "no", "n", "×", "", "不收费"})
LONGEST_CELL: Final = 32_767


class UnableToReadCell(UnableTo):
    """A cell does not hold what its column asks for."""


def text(cell: object) -> str:
    """``cell`` as one clean line or lines of text.

    Half-width digits and letters, single spaces, no invisible marks; the punctuation of Chinese
    text and line breaks inside a cell are kept. Raises ``UnableToReadCell`` for control
    characters and for more than 32,767 characters, the limit of a spreadsheet's cell.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    raw = str(cell)
    if len(raw) > LONGEST_CELL:
        raise UnableToReadCell(f"内容有{len(raw)}个字，超过{LONGEST_CELL}个字的上限，请缩短。")
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(raw):
        raise UnableToReadCell("内容里有看不见的控制字符，请删除后重新录入。")
    raw = _INVISIBLE.sub("", raw).translate(_WIDE)
    lines = [SPACES.sub(" ", line).strip() for line in raw.split("\n")]
    return "\n".join(lines).strip("\n")


def code(cell: object) -> str:
    """A code: clean text without any space, letters in upper case."""
    return re.sub(r"\s+", "", text(cell)).upper().replace("—", "-").replace("–", "-")


def word(cell: object) -> str:
    """A name or a word of a closed list: clean text without any space."""
    return re.sub(r"\s+", "", text(cell))


def whole_number(cell: object) -> int:
    """A whole number of zero or more; an empty cell raises, as does anything else."""
    value = word(cell).replace(",", "").replace("，", "")
    match = re.fullmatch(r"(\d{1,9})(?:\.0+)?(?:个|天|日|份|次|级|%)?", value)
    if match is None:
        raise UnableToReadCell(f"“{value}”不是整数，请填写0或者正整数。")
    return int(match.group(1))


def yes_no(cell: object) -> bool:
    """Yes or no: 1/0, 是/否, 有/无, √/×; an empty cell is no."""
    value = word(cell).lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise UnableToReadCell(f"“{value}”看不出是或者否，请填写1或者0。")


def day(cell: object) -> date:
    """A calendar day in any of the shapes that lists carry.

    2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, and the serial number of a
    spreadsheet (46082).
    """
    value = _MIDNIGHT.sub("", text(cell))
    match = _DAY.match(value) or _DAY_COMPACT.match(value)
    try:
        if match:
            return date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
        if _SERIAL.match(value):
            return _SPREADSHEET_ZERO + timedelta(days=int(float(value)))
    except ValueError as error:
        raise UnableToReadCell(f"“{value}”这一天不存在，请核对年月日。") from error
    raise UnableToReadCell(f"“{value}”不是日期，请写成2026-03-01这样的形式。")


def pieces(cell: object) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by ; or by line breaks."""
    return tuple(part for part in (word(part) for part in _SPLIT.split(text(cell))) if part)


def check_credit_code(value: str) -> str:
    """The unified social credit code ``value`` (GB 32100-2015), checked.

    Raises ``UnableToReadCell`` for a wrong length, character or check character.
    """
    try:
        return str(uscc.validate(value))
    except ValidationError as error:
        raise UnableToReadCell(
            f"统一社会信用代码“{value}”不正确（应为18位，末位是校验码），请核对营业执照或者机构证书。"
        ) from error
