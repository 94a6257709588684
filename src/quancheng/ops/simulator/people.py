"""Invented applicants and what they write into forms. Nobody here exists.

Resident IDs carry Ziyang's area code and a valid check digit, credit codes an organisation part
that begins with ``DM``, phones the prefix 199 0000, which is not in use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from quancheng.catalogue.rules.forms import FieldSpec

_SURNAMES = "柏祝莫覃钱叶秦薛田吴陈李王张刘周郑冯褚卫蒋沈韩杨朱许何吕施孔曹严华金魏陶姜"
_GIVEN = "青禾远帆珂可汀实和岚同柯平芷正晗恒珩明月清和雨田秋石云舟嘉木竹溪春山砚白兰亭"
_TRADES = "茶业 农业专业合作社 商贸 建筑工程 餐饮管理 文化旅游 食品 物流 机电设备 医药".split()
_TOWNS = (
    "城关镇 蒿坪镇 汉王镇 焕古镇 向阳镇 洞河镇 洄水镇 双桥镇 高桥镇 红椿镇 高滩镇 毛坝镇"
).split()
_STREETS = "河堤路 环城路 紫府路 沿江大道 新桃大道 北街 茶山路 汉江路".split()
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_RIC = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORG = (3, 7, 9, 10, 5, 8, 4, 2)
TWO_CHARACTERS, PERSONS = 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented applicant; ``kind`` person or organisation."""

    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str
    address: str


def resident_id(*, born: date, serial: int) -> str:
    """A resident ID that is valid in form (GB 11643), for nobody."""
    body = f"610924{born:%Y%m%d}{serial % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _RIC, strict=True))
    return body + "10X98765432"[total % 11]


def credit_code(*, serial: int) -> str:
    """A credit code that is valid in form (GB 32100), for nobody."""
    organisation = f"DM{serial % 1_000_000:06d}"
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in organisation]
    check = 11 - sum(v * w for v, w in zip(values, _ORG, strict=True)) % 11
    organisation += {10: "X", 11: "0"}.get(check, str(check))
    body = f"91610924{organisation}"
    total = sum(_USCC.index(c) * w for c, w in zip(body, _WEIGHTS, strict=True))
    return body + _USCC[(31 - total % 31) % 31]


def _name(random: Random) -> str:
    pick = random.choice
    given = pick(_GIVEN) + (pick(_GIVEN) if random.random() < TWO_CHARACTERS else "")
    return pick(_SURNAMES) + given


class Inventor:
    """Makes applicants and answers out of one seeded generator, the same for the same seed.

    The name belongs to the number: whoever is invented twice is the same person or firm.
    """

    def __init__(self, random: Random) -> None:
        self._random = random

    def name(self) -> str:
        """The name of a person."""
        return _name(self._random)

    def address(self) -> str:
        """An address in the county."""
        pick = self._random.choice
        return f"紫阳县{pick(_TOWNS)}{pick(_STREETS)}{self._random.randint(1, 199)}号"

    def phone(self) -> str:
        """A mobile number out of a block that is not in use."""
        return f"1990000{self._random.randint(0, 9999):04d}"

    def person(self) -> Invented:
        """A person between 18 and 80 years old in 2026."""
        born = date(
            self._random.randint(1946, 2007),
            self._random.randint(1, 12),
            self._random.randint(1, 28),
        )
        number = resident_id(born=born, serial=self._random.randint(0, 999))
        return Invented(
            kind="person",
            name=_name(Random(number)),
            id_kind="resident_id",
            id_number=number,
            phone=self.phone(),
            address=self.address(),
        )

    def organisation(self) -> Invented:
        """A firm of the county."""
        number = credit_code(serial=self._random.randint(0, 999_999))
        pick = Random(number).choice
        return Invented(
            kind="organisation",
            name=f"紫阳县{pick(_GIVEN)}{pick(_GIVEN)}{pick(_TRADES)}有限公司",
            id_kind="uscc",
            id_number=number,
            phone=self.phone(),
            address=self.address(),
        )

    def applicant(self, kind: str) -> Invented:
        """An applicant of ``kind`` person, organisation or both (then either)."""
        if kind == "both":
            kind = "person" if self._random.random() < PERSONS else "organisation"
        return self.person() if kind == "person" else self.organisation()

    def answers(self, fields: Sequence[FieldSpec], applicant: Invented) -> dict[str, Any]:
        """Valid answers to every field of a form."""
        return {field.code: self._answer(field, applicant) for field in fields}

    def _answer(self, field: FieldSpec, applicant: Invented) -> Any:
        pick = self._random
        own_person, own_firm = applicant.id_kind == "resident_id", applicant.id_kind == "uscc"
        makers: dict[str, Callable[[], Any]] = {
            "choice": lambda: pick.choice(field.choices) if field.choices else "",
            "date": lambda: f"2025-{pick.randint(1, 12):02d}-{pick.randint(1, 28):02d}",
            "number": lambda: str(pick.randint(1, 300)),
            "money": lambda: f"{pick.randint(1, 500) * 1000}.00",
            "id_card": lambda: (applicant if own_person else self.person()).id_number,
            "uscc": lambda: (applicant if own_firm else self.organisation()).id_number,
            "phone": lambda: applicant.phone,
            "address": lambda: applicant.address,
            "region": lambda: pick.choice(_TOWNS),
            "bool": lambda: True,
        }
        make = makers.get(field.datatype)
        return make() if make else self._words(field, applicant)

    def _words(self, field: FieldSpec, applicant: Invented) -> str:
        if "姓名" in field.label or "联系人" in field.label or "负责人" in field.label:
            text = applicant.name if applicant.kind == "person" else self.name()
        elif "名称" in field.label:
            text = applicant.name
        else:
            text = f"{field.label}见附件材料"
        return text[: field.max_length or 100]
