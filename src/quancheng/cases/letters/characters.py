"""Text made fit for paper: no control characters, nothing a font would drop in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

MISSING_SIGN = "〓"
"""The mark that printers of Chinese set where a character is not in the case."""

INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
VARIATION = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def without_controls(text: str) -> str:
    """``text`` without control, direction and lone surrogate characters.

    Tabs and line breaks become one space: a letter decides itself where lines end.
    """
    spaced = "".join(" " if sign in "\t\n\r\v\f\u2028\u2029" else sign for sign in text)
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in INVISIBLE)


@dataclass
class Typesetter:
    """Replaces what the fonts cannot show with 〓 and keeps count of it for a note below."""

    shown: AbstractSet[int]
    missing: list[str] = field(default_factory=list)

    def set_text(self, text: str) -> str:
        """``text`` as it can be printed; every character without a glyph is noted once."""
        return "".join(self._sign(sign) for sign in without_controls(text))

    def _sign(self, sign: str) -> str:
        if ord(sign) in self.shown or sign == " ":
            return sign
        if any(ord(sign) in selectors for selectors in VARIATION):
            return ""
        name = f"U+{ord(sign):04X}"
        if name not in self.missing:
            self.missing.append(name)
        return MISSING_SIGN
