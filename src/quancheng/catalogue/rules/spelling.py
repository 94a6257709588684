"""How Chinese is typed: full pinyin, initials, and the spellings that sound alike.

Every character has one syllable here, so that a place in the pinyin is a place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pypinyin import Style, lazy_pinyin

_KEPT: Final = 65_536
# The sounds that speakers of the south, and of southern Shaanxi, do not tell apart.
_ALIKE: Final = (
    (re.compile(r"([zcs])h"), r"\1"),
    (re.compile(r"([aei]n)g"), r"\1"),
)
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text as it is typed: its syllables joined, their beginnings, its initials.

    ``starts`` are the places in ``full`` at which the syllable of each character begins.
    """

    full: str
    starts: tuple[int, ...]
    alike: str
    alike_starts: tuple[int, ...]
    initials: str


def sounding_alike(syllable: str) -> str:
    """A syllable with the sounds that are often confused brought together: zhang → zan."""
    for pattern, plain in _ALIKE:
        syllable = pattern.sub(plain, syllable)
    return syllable


@lru_cache(maxsize=_KEPT)
def spelling_of(text: str) -> Spelling:
    """The spelling of ``text``; characters that are not Chinese spell themselves."""
    syllables = [part.lower() for part in lazy_pinyin(text, style=Style.NORMAL, errors=_each)]
    alike = [sounding_alike(syllable) for syllable in syllables]
    return Spelling(
        full="".join(syllables),
        starts=tuple(_starts(syllables)),
        alike="".join(alike),
        alike_starts=tuple(_starts(alike)),
        initials="".join(syllable[:1] or " " for syllable in syllables),
    )


def _starts(syllables: list[str]) -> Iterator[int]:
    place = 0
    for syllable in syllables:
        yield place
        place += len(syllable)


def has_chinese(text: str) -> bool:
    """True where a text has at least one Chinese character."""
    return bool(_HAN.search(text))


def _each(text: str) -> Any:
    """The characters that are not Chinese, one by one: the library takes a list of them."""
    return list(text)
