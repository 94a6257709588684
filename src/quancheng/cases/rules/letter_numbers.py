"""How letters are numbered: after their case and the entry that issued them (pure)."""

from __future__ import annotations


def letter_number(*, number: str, seq: int, ordinal: int) -> str:
    """The number of the letter ``ordinal`` issued by entry ``seq`` of case ``number``."""
    tail = f".{ordinal}" if ordinal else ""
    return f"〔{number[8:12]}〕{number[12:22]}-{seq}{tail}"
