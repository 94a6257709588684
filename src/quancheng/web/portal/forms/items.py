"""What a search asks for, read from the address. Nothing in an address is ever an error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

LONGEST: Final = 60
LAST_PAGE: Final = 1000
HANDLING: Final = {
    "instant": "即办件，当场办结",
    "promise": "承诺件",
    "joint": "联办件",
    "upward": "上报件",
}
APPLICANTS: Final = {"person": "个人", "organisation": "企业、单位"}
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Words and filters of a search; ``page`` counts from 1."""

    words: str = ""
    department: str = ""
    handling: str = ""
    applicant: str = ""
    online: bool = False
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether a filter beside the words is set."""
        return bool(self.department or self.handling or self.applicant or self.online)


def _words(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return " ".join(plain.split())[:LONGEST]


def _page(text: str) -> int:
    known = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PAGE))
    return min(LAST_PAGE, max(1, int(text))) if known else 1


def wanted(query: QueryDict) -> Wanted:
    """What the address asks for; unknown values count as not given."""
    handling, applicant = query.get("handling", ""), query.get("applicant", "")
    return Wanted(
        words=_words(query.get("q", "")),
        department=_words(query.get("department", ""))[:20],
        handling=handling if handling in HANDLING else "",
        applicant=applicant if applicant in APPLICANTS else "",
        online=query.get("online", "") == "1",
        page=_page(query.get("page", "")),
    )
