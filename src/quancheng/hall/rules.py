"""Counters: their kinds and the two characters they have in case numbers (pure)."""

from __future__ import annotations

import re

from quancheng.kernel.errors import UnableTo
from quancheng.kernel.identifiers import ALPHABET

KINDS = {
    "综合受理": "general",
    "专业": "special",
    "银行收费": "bank",
    "统一送达": "delivery",
    "咨询": "advice",
}


class UnableToLoadCounters(UnableTo):
    """The list of counters cannot be loaded."""


def intake_point_of(number: str) -> str:
    """Two characters for a counter: ``W06`` gives ``06``, town centre ``TC05`` gives ``T5``.

    Town centres beyond nine go on in letters (``TC10`` is ``TA``). Raises
    :class:`UnableToLoadCounters` for another form.
    """
    found = re.fullmatch(r"(W|TC)(\d{1,2})", number.strip().upper())
    if found is None:
        raise UnableToLoadCounters(
            f"窗口号“{number}”不对，应为 W01 到 W99 或 TC01 到 TC35，请改正后再导入。"
        )
    value = int(found[2])
    if found[1] == "W":
        return f"{value:02d}"
    if value >= len(ALPHABET):
        raise UnableToLoadCounters(f"镇中心编号“{number}”超过 35，请改正后再导入。")
    return f"T{ALPHABET[value]}"
