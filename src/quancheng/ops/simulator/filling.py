"""How far the filling of the demonstration is, so that one that was cut short is gone on with.

The marks stand on the record itself, in a stream of their own: they are in the database that
they speak of, whichever that is, and nobody can mistake a county at work for a demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from quancheng.ledger.operations import record
from quancheng.ledger.queries import entries_of
from quancheng.ops.county import is_used

STREAM, SUBJECT = "demonstration", 1
BEGUN, FILLED = "begun", "filled"


@dataclass(frozen=True, slots=True)
class Filling:
    """What has been done: the list was loaded, the history is complete, the last act's moment.

    ``foreign`` says that the county has cases which no filling has made.
    """

    begun: bool
    filled: bool
    reached: datetime | None
    foreign: bool

    @property
    def wanted(self) -> bool:
        """Whether there is anything left to fill."""
        return not (self.filled or self.foreign)


def filling_of(*, region_code: str) -> Filling:
    """How far the filling of a county is."""
    marks = {
        entry.kind for entry in entries_of(region_code=region_code, stream=STREAM, subject=SUBJECT)
    }
    used = is_used(region_code=region_code)
    return Filling(
        begun=BEGUN in marks,
        filled=FILLED in marks,
        reached=_last_act(region_code) if used else None,
        foreign=used and BEGUN not in marks,
    )


def _last_act(region_code: str) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(recorded_at) FROM ledger_entry WHERE region_code = %s AND stream = 'case'",
            [region_code],
        )
        row = cursor.fetchone()
    return row[0] if row else None


@transaction.atomic
def mark(*, region_code: str, kind: str, now: datetime) -> None:
    """Note that the filling has ``begun``, or that the county is ``filled``."""
    record(region_code=region_code, stream=STREAM, subject=SUBJECT, kind=kind, now=now)
