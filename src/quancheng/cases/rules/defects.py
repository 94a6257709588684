"""Whether a further correction notice asks for more than the first told (许可法 32(4)); pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Defect = Mapping[str, str]
_SIGNS = re.compile(r"[\s，。、；：,.;:“”\"'（）()《》]+")


def _plain(defect: Defect) -> tuple[str, str]:
    """What and which problem, without spaces and signs."""
    return tuple(_SIGNS.sub("", defect.get(key, "")) for key in ("subject", "problem"))  # type: ignore[return-value]


def new_defects(*, defects: Sequence[Defect], told: Sequence[Defect]) -> list[Defect]:
    """Those of ``defects`` that were not ``told`` before: another material, or another problem."""
    known = {_plain(defect) for defect in told}
    return [defect for defect in defects if _plain(defect) not in known]
