"""The stored facts that move the clocks, for many cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from quancheng.clock.engine import ClockName, ExtensionGrant, Suspension

_FACTS = """
SELECT case_id, 'suspension', started_on, ended_on, ground, document, 0, '', id
  FROM cases_suspension WHERE case_id = ANY(%(cases)s)
UNION ALL
SELECT case_id, 'extension', granted_on, NULL, clock, document, days, approved_by_id::text, id
  FROM cases_extension WHERE case_id = ANY(%(cases)s)
UNION ALL
SELECT case_id, 'correction', told_on, answered_on, '', '', 0, '', id
  FROM cases_correctionnotice WHERE case_id = ANY(%(cases)s)
 ORDER BY 9
"""


@dataclass(slots=True)
class LimitFacts:
    """What moves the clocks of one case; corrections are pairs of told and answered."""

    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[ExtensionGrant, ...] = ()
    corrections: tuple[tuple[date, date | None], ...] = field(default_factory=tuple)


def limit_facts(*, case_ids: Sequence[int]) -> dict[int, LimitFacts]:
    """The facts by case id, in one query; a case without any is not in the answer."""
    facts: dict[int, LimitFacts] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, {"cases": list(case_ids)})
        rows = cursor.fetchall()
    for case_id, kind, first, last, words, document, days, by, _ in rows:
        entry = facts.setdefault(case_id, LimitFacts())
        if kind == "suspension":
            entry.suspensions += (
                Suspension(start=first, end=last, ground=words, document=document),
            )
        elif kind == "extension":
            entry.extensions += (
                ExtensionGrant(
                    value=days,
                    granted_on=first,
                    clock=ClockName(words),
                    approved_by=by,
                    document=document,
                ),
            )
        else:
            entry.corrections += ((first, last),)
    return facts
