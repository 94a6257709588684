"""What an invented decision says of the validity, where only the decision can say it."""

from __future__ import annotations

import re
from datetime import date

from quancheng.catalogue import queries as catalogue
from quancheng.delivery.rules import Term, names_end, valid_until

_LENGTH = re.compile(r"\d{1,2}(?:年|个月|天|日)")
USUAL = "1年"


def term_for(*, edition_id: int, on: date) -> Term | None:
    """The first length that the item's validity names, else a year; ``None`` where it is computed."""
    _, _, validity = catalogue.result_of(edition_id=edition_id)
    if not names_end(validity):
        return None
    found = _LENGTH.search(validity)
    return Term(until=valid_until(begins=on, validity=found.group() if found else USUAL))
