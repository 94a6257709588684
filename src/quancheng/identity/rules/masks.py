"""Masks: what lists, logs, exports and most screens show of personal data.

GB/T 35273-2020 7.2 asks that personal information be de-identified where it is displayed.
"""

from __future__ import annotations

import re

from quancheng.identity.rules.documents import ApplicantKind, IdKind

STARS = "****"
_KEPT = 4
_SHORT_PHONE = 11
# A part of an address that cannot hold a street or a housing estate, ended by its level.
_PART = "[^路街巷道号村组小0-9]{1,10}?"
_AREA = re.compile(
    f"^(?:{_PART}(?:省|自治区))?(?:{_PART}(?:市|州|盟|地区))?(?:{_PART}(?:县|区|旗|市))?"
    f"(?:{_PART}(?:镇|乡|街道))?"
)


def mask_id(number: str, *, id_kind: str = IdKind.RESIDENT_ID) -> str:
    """``6109****0026``: first and last four signs; a credit code is public and stays."""
    if id_kind == IdKind.USCC or not number:
        return number
    if len(number) <= 2 * _KEPT:
        return number[:1] + STARS + (number[-1:] if len(number) > _KEPT else "")
    return number[:_KEPT] + STARS + number[-_KEPT:]


def mask_phone(number: str) -> str:
    """``139****6120``; of a short number only the last three digits stay."""
    if not number:
        return ""
    if len(number) < _SHORT_PHONE:
        return STARS + number[-3:]
    return number[:3] + STARS + number[-_KEPT:]


def mask_address(address: str) -> str:
    """``陕西省安康市紫阳县城关镇****``: the town stays, street and house go."""
    if not address:
        return ""
    kept = _AREA.match(address)
    area = kept.group() if kept else ""
    return area + STARS


def mask_name(name: str, *, kind: str = ApplicantKind.PERSON) -> str:
    """``张**`` for a person, for pages anyone can open; an organisation's name is public."""
    if kind == ApplicantKind.ORGANISATION or not name:
        return name
    return name[0] + "*" * max(1, min(len(name) - 1, 3))
