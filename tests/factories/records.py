"""What the record of a case says, and what its applicant was told."""

from __future__ import annotations

from quancheng.ledger import queries as ledger
from quancheng.ledger.rules import Recorded
from quancheng.notices.queries import messages_of
from tests.factories.county import COUNTY


def entries_of(case_id: int) -> list[Recorded]:
    """The entries of the case, oldest first."""
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case_id)


def kinds(case_id: int) -> list[str]:
    """The kinds of the acts on the case, oldest first."""
    return [entry.kind for entry in entries_of(case_id)]


def told(case_id: int) -> list[str]:
    """The kinds of the messages to its applicant, oldest first."""
    return [message.kind for message in messages_of(case_id=case_id)]
