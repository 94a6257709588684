"""What may found a fee (行政许可法 articles 58–59).

A fee of a licensing office needs a law or an administrative regulation, and its standard a
document of the State Council, of a ministry or of the province. A notice of a county or of a
town founds nothing.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

_PARTS: Final = re.compile(r"[;；\n]+")
_LAW: Final = re.compile(r"《[^》]*(?:(?<!办)(?<!方)法|法典)(?:\([^》]*\)|（[^》]*）)?》")
_REGULATION: Final = re.compile(r"《[^》]*条例(?:\([^》]*\)|（[^》]*）)?》")
_STATE: Final = re.compile(
    r"国务院|国发|国办|国家|财政部|发展改革委|发改委|财税|财综|发改价格|发改办价格|计价格|计价费"
)
_PROVINCE: Final = re.compile(
    r"省定|省级|省政府|省人民政府|省财政|省物价|省发|自治区|直辖市|[\u4e00-\u9fff]{2,3}省"
    r"|陕价|陕财|陕发改|陕政"
)
_LOCAL: Final = re.compile(
    r"县|(?:镇|乡|区)(?:人民)?政府|街道办|市(?:人民政府|政府|物价|财政|发改|发展)|局发|内部"
)


class Foundation(StrEnum):
    """How high the document stands that a fee names."""

    LAW = "law"
    REGULATION = "regulation"
    STATE = "state"
    PROVINCE = "province"
    LOCAL = "local"
    UNKNOWN = "unknown"


# A law named by a county's notice still stands; a province named by one does not.
_ORDER: Final = (
    (_LAW, Foundation.LAW),
    (_REGULATION, Foundation.REGULATION),
    (_LOCAL, Foundation.LOCAL),
    (_PROVINCE, Foundation.PROVINCE),
    (_STATE, Foundation.STATE),
)
FOUNDING: Final = frozenset(
    {Foundation.LAW, Foundation.REGULATION, Foundation.STATE, Foundation.PROVINCE}
)


def foundations(basis: str) -> tuple[Foundation, ...]:
    """The standing of each document named in ``basis``, in their order."""
    return tuple(_standing(part) for part in _PARTS.split(basis) if part.strip())


def may_found_a_fee(basis: str) -> bool:
    """True where at least one of the documents named may found a fee."""
    return any(standing in FOUNDING for standing in foundations(basis))


def _standing(part: str) -> Foundation:
    for pattern, standing in _ORDER:
        if pattern.search(part):
            return standing
    return Foundation.UNKNOWN
