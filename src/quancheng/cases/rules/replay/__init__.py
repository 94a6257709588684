"""Replaying the record: what the entries of a case say its rows must be (pure).

An entry says what its act wrote, so that the rows of a case in every table follow from its entries.
What merely counts (how often a letter was printed) and what must not stand on the record (the check
code of a result) is left out.
"""

from quancheng.cases.rules.replay.case import CASE_ROW, gaps
from quancheng.cases.rules.replay.comparing import (
    Row,
    Table,
    day,
    days_said,
    replayed,
    said,
    sentences,
)
from quancheng.cases.rules.replay.decision import DECISIONS, LETTERS
from quancheng.cases.rules.replay.hearing import FORWARDINGS, HEARINGS
from quancheng.cases.rules.replay.limits import CORRECTIONS, EXTENSIONS, SUSPENSIONS
from quancheng.cases.rules.replay.requests import EXTENSION_REQUESTS
from quancheng.cases.rules.replay.tasks import TASKS, TASKS_BY_ID

TABLES: tuple[Table, ...] = (
    CASE_ROW,
    CORRECTIONS,
    SUSPENSIONS,
    EXTENSIONS,
    EXTENSION_REQUESTS,
    HEARINGS,
    FORWARDINGS,
    DECISIONS,
    LETTERS,
    TASKS,
    TASKS_BY_ID,
)
"""The tables of the case, in the order of its life; results and hand-over are delivery's."""

__all__ = [
    "TABLES",
    "Row",
    "Table",
    "day",
    "days_said",
    "gaps",
    "replayed",
    "said",
    "sentences",
]
