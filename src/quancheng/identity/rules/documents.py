"""Numbers that identify people and organisations.

Resident ID: GB 11643-1999. Unified social credit code: GB 32100-2015. The check characters are
verified by python-stdnum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from quancheng.identity.rules.names import normalise
from quancheng.kernel.errors import UnableTo

Sex = Literal["M", "F", ""]
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_OLD_RESIDENT = re.compile(r"[0-9]{15}")
_PASSPORT = re.compile(r"[A-Z0-9]{5,17}")
_OTHER = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,40}")
_EARLIEST_BIRTH = 1880


class UnableToReadId(UnableTo):
    """A number on an identity document that cannot be right."""


class IdKind(StrEnum):
    """The document by which an applicant is known."""

    RESIDENT_ID = "resident_id"
    USCC = "uscc"
    PASSPORT = "passport"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The name of the document on screens and letters."""
        return _LABELS[self]


_LABELS = {
    IdKind.RESIDENT_ID: "居民身份证",
    IdKind.USCC: "统一社会信用代码",
    IdKind.PASSPORT: "护照",
    IdKind.OTHER: "其他证件",
}


class ApplicantKind(StrEnum):
    """Whether a person or an organisation applies."""

    PERSON = "person"
    ORGANISATION = "organisation"

    @property
    def label(self) -> str:
        """The word on screens and letters."""
        return "自然人" if self is ApplicantKind.PERSON else "法人或其他组织"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A resident ID and what it says: ``sex`` is M or F."""

    number: str
    birthday: date
    sex: Literal["M", "F"]


@dataclass(frozen=True, slots=True)
class IdReading:
    """A number in its one spelling, with birthday and sex where the number says them."""

    number: str
    birthday: date | None = None
    sex: Sex = ""


def read_id_kind(text: str) -> IdKind:
    """The kind of a document by its value; raises :class:`UnableToReadId`."""
    try:
        return IdKind(text)
    except ValueError:
        raise UnableToReadId("没有选择证件类型，请从列表中选择。") from None


def read_applicant_kind(text: str) -> ApplicantKind:
    """The kind of an applicant by its value; raises :class:`UnableToReadId`."""
    try:
        return ApplicantKind(text)
    except ValueError:
        raise UnableToReadId("没有选择申请人类型，请选择自然人或法人。") from None


def read_resident_id(text: str, *, on: date | None = None) -> ResidentId:
    """Read a resident ID as a person typed it: full-width digits, spaces and small x are fine.

    ``on`` is the day on which it is read; a birthday after it is refused. Raises
    :class:`UnableToReadId`. The place code is not looked up: people keep the number of a county
    that has since been dissolved.
    """
    number = normalise(text)
    if _OLD_RESIDENT.fullmatch(number):
        raise UnableToReadId("15 位身份证号码已停止使用，请按现行居民身份证填写 18 位号码。")
    if not _RESIDENT.fullmatch(number):
        raise UnableToReadId("身份证号码应为 18 位，前 17 位是数字，末位是数字或 X，请核对证件。")
    try:
        birthday = ric.get_birth_date(number)
    except InvalidComponent:
        raise UnableToReadId("身份证号码中的出生日期不存在，请对照证件重新输入。") from None
    if ric.calc_check_digit(number) != number[-1]:
        raise UnableToReadId("身份证号码校验不通过，可能输错了一位，请对照证件重新输入。")
    if birthday.year < _EARLIEST_BIRTH or (on is not None and birthday > on):
        raise UnableToReadId("身份证号码中的出生日期不合理，请对照证件重新输入。")
    return ResidentId(number=number, birthday=birthday, sex="M" if int(number[16]) % 2 else "F")


def read_uscc(text: str) -> str:
    """Read a unified social credit code; raises :class:`UnableToReadId`."""
    number = normalise(text)
    try:
        return str(uscc.validate(number))
    except InvalidChecksum:
        raise UnableToReadId(
            "统一社会信用代码校验不通过，可能输错了一位，请对照营业执照或登记证书重新输入。"
        ) from None
    except ValidationError:
        raise UnableToReadId(
            "统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z），请对照证照重新输入。"
        ) from None


def read_id(id_kind: IdKind | str, text: str, *, on: date | None = None) -> IdReading:
    """Read the number of a document of this kind; raises :class:`UnableToReadId`."""
    id_kind = read_id_kind(id_kind)
    if id_kind is IdKind.RESIDENT_ID:
        resident = read_resident_id(text, on=on)
        return IdReading(number=resident.number, birthday=resident.birthday, sex=resident.sex)
    if id_kind is IdKind.USCC:
        return IdReading(number=read_uscc(text))
    number = normalise(text)
    if id_kind is IdKind.PASSPORT:
        if not _PASSPORT.fullmatch(number):
            raise UnableToReadId("护照号码应为 5 至 17 位字母和数字，请对照护照重新输入。")
        return IdReading(number=number)
    if not _OTHER.fullmatch(number):
        raise UnableToReadId("证件号码应为 1 至 40 个字符，请对照证件重新输入。")
    return IdReading(number=number)
