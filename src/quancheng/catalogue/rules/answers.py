"""The check of what was filled into a form: every answer cleaned, or a sentence that says why not.

Nothing here raises: an answer may be any text at all, null bytes and a hundred thousand
characters included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from quancheng.catalogue.rules import cleaning
from quancheng.catalogue.rules.forms import FieldSpec
from quancheng.identity.rules import read_resident_id
from quancheng.kernel.errors import UnableTo

_LENGTHS: Final[Mapping[str, int]] = {
    "text": 200,
    "textarea": 2000,
    "address": 200,
    "region": 100,
    "phone": 20,
    "number": 20,
    "money": 20,
    "date": 20,
    "id_card": 18,
    "uscc": 18,
    "choice": 200,
    "bool": 10,
}
# Marks that turn the reading direction: they can make a name on a screen differ from the record.
_DIRECTION: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MOBILE: Final = re.compile(r"^(?:\+?86)?(1[3-9]\d{9})$")
_LANDLINE: Final = re.compile(r"^(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,6})?$|^[48]00-?\d{3}-?\d{4}$")
_REGION: Final = re.compile(r"^(?:\d{6}|\d{9}|\d{12})$")
_TRUE: Final = frozenset({"1", "true", "on", "yes", "是", "同意", "承诺"})
_FALSE: Final = frozenset({"0", "false", "off", "no", "否", ""})
_MOST_MONEY: Final = Decimal(10) ** 13
_CENT: Final = Decimal("0.01")
_EARLIEST: Final = 1850
_LATEST: Final = 2200

Answer = str | bool


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome: clean answers and sentences, both by the code of the element."""

    cleaned: dict[str, Answer] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def passes(self) -> bool:
        """True where nothing is wrong."""
        return not self.errors


class UnableToTakeAnswer(UnableTo):
    """An answer does not fit its field."""


def validate_answers(
    *,
    fields: Sequence[FieldSpec],
    answers: Mapping[str, object],
    today: date,
    partial: bool = False,
) -> Checked:
    """Check and clean the ``answers`` (by element code) to a form.

    ``today`` bounds birthdays inside resident IDs; ``partial`` lets required fields be empty,
    for a form that is saved as it is typed. Days come out as YYYY-MM-DD, money as 12.30, yes and
    no as booleans; an empty answer comes out as the empty text.
    """
    result = Checked()
    known = {spec.code for spec in fields}
    for spec in fields:
        try:
            result.cleaned[spec.code] = _take(
                spec, answers.get(spec.code), today=today, partial=partial
            )
        except UnableTo as error:
            result.errors[spec.code] = error.sentence
    for code in answers:
        if code not in known:
            result.errors[str(code)[:40]] = "表单里没有这一项，请刷新页面后重新填写。"
    return result


def _take(spec: FieldSpec, answer: object, *, today: date, partial: bool) -> Answer:
    if spec.datatype == "bool":
        return _yes_no(spec, answer, partial=partial)
    raw = "" if answer is None else str(answer)
    _check_raw(spec, raw)
    value = cleaning.text(raw)
    if spec.datatype != "textarea":
        value = value.replace("\n", " ").strip()
    if not value:
        if spec.required and not partial:
            raise UnableToTakeAnswer(f"请填写{spec.label}。")
        return ""
    return _READERS[spec.datatype](spec, value, today)


def _check_raw(spec: FieldSpec, raw: str) -> None:
    longest = spec.max_length or _LENGTHS[spec.datatype]
    if spec.datatype in ("id_card", "uscc", "date", "number", "money", "phone"):
        longest = max(longest, _LENGTHS[spec.datatype])
        shown = len(cleaning.SPACES.sub("", raw))
    else:
        shown = len(raw.strip())
    if shown > longest or len(raw) > cleaning.LONGEST_CELL:
        raise UnableToTakeAnswer(f"{spec.label}最多{longest}个字，现在有{shown}个字，请缩短。")
    if _CONTROL.search(raw):
        raise UnableToTakeAnswer(f"{spec.label}里有看不见的控制字符，请删除后重新填写。")
    if _DIRECTION.search(raw):
        raise UnableToTakeAnswer(f"{spec.label}里有改变文字方向的字符，请删除后重新填写。")


def _yes_no(spec: FieldSpec, answer: object, *, partial: bool) -> bool:
    value = "" if answer is None else str(answer).strip().lower()
    if value not in _TRUE | _FALSE:
        raise UnableToTakeAnswer(f"{spec.label}只能勾选或者不勾选，请重新选择。")
    if value in _FALSE and spec.required and not partial:
        raise UnableToTakeAnswer(f"请勾选{spec.label}。")
    return value in _TRUE


def _text(_spec: FieldSpec, value: str, _today: date) -> str:
    return value


def _choice(spec: FieldSpec, value: str, _today: date) -> str:
    if value not in spec.choices:
        raise UnableToTakeAnswer(f"请在{spec.label}的选项里选一个。")
    return value


def _date(spec: FieldSpec, value: str, _today: date) -> str:
    try:
        day = cleaning.day(value)
    except UnableTo as error:
        raise UnableToTakeAnswer(f"{spec.label}应当是日期，例如2026-03-01。") from error
    if not _EARLIEST <= day.year <= _LATEST:
        raise UnableToTakeAnswer(f"{spec.label}的年份不对，请核对。")
    return day.isoformat()


def _decimal(spec: FieldSpec, value: str) -> Decimal:
    try:
        number = Decimal(value.replace(",", "").replace("，", "").replace("元", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= _MOST_MONEY:
        raise UnableToTakeAnswer(f"{spec.label}应当是数字，请重新填写。")
    return number


def _number(spec: FieldSpec, value: str, _today: date) -> str:
    number = _decimal(spec, value)
    if number < 0:
        raise UnableToTakeAnswer(f"{spec.label}不能小于0，请重新填写。")
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(spec: FieldSpec, value: str, _today: date) -> str:
    amount = _decimal(spec, value)
    if amount < 0:
        raise UnableToTakeAnswer(f"{spec.label}不能小于0，请重新填写。")
    if amount != amount.quantize(_CENT):
        raise UnableToTakeAnswer(f"{spec.label}最多写到分（两位小数），请重新填写。")
    return str(amount.quantize(_CENT))


def _id_card(spec: FieldSpec, value: str, today: date) -> str:
    try:
        return read_resident_id(cleaning.code(value), on=today).number
    except UnableTo as error:
        raise UnableToTakeAnswer(f"{spec.label}：{error.sentence}") from error


def _uscc(spec: FieldSpec, value: str, _today: date) -> str:
    try:
        return cleaning.check_credit_code(cleaning.code(value))
    except UnableTo as error:
        raise UnableToTakeAnswer(
            f"{spec.label}不是正确的18位统一社会信用代码，请对照证照核对。"
        ) from error


def _phone(spec: FieldSpec, value: str, _today: date) -> str:
    number = cleaning.word(value).replace("－", "-")
    mobile = _MOBILE.match(number.replace("-", ""))
    if mobile:
        return mobile.group(1)
    if _LANDLINE.match(number):
        return number
    raise UnableToTakeAnswer(f"{spec.label}不是正确的电话号码，请填写手机号或者带区号的座机号。")


def _region(spec: FieldSpec, value: str, _today: date) -> str:
    """A region code of 6, 9 or 12 digits, or the name of a place as it is spoken."""
    if value.isdigit() and not _REGION.match(value):
        raise UnableToTakeAnswer(f"{spec.label}的区划代码应当是6位、9位或者12位数字，请重新选择。")
    return value


_READERS: Final[Mapping[str, Callable[[FieldSpec, str, date], str]]] = {
    "text": _text,
    "textarea": _text,
    "address": _text,
    "choice": _choice,
    "date": _date,
    "number": _number,
    "money": _money,
    "id_card": _id_card,
    "uscc": _uscc,
    "phone": _phone,
    "region": _region,
}
