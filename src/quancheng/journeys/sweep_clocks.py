"""The sweep: deemed acceptance and alarms, by conditional update, by any number of workers.

It reads what the acts have projected (due days) and writes each case only at the version it was
read at, so that a case that moves meanwhile is simply left to the next round, and no alarm is
announced twice. It goes through everything that is due in pages that never turn back, so that a
case that cannot be moved holds up none. It does nothing while the time is earlier than it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from quancheng.cases.queries import due
from quancheng.cases.states import UnableToAct, UnableToActStale
from quancheng.clock.operations.watch import go_forward
from quancheng.journeys import clocks
from quancheng.journeys.accept import accept_silently
from quancheng.journeys.act import Doing
from quancheng.journeys.act_in_bulk import BulkAct, Written, guarded, write_many
from quancheng.journeys.due_changes import soon_after
from quancheng.kernel.moments import day_of

PAGE = 1_000


@dataclass(slots=True)
class Swept:
    """What one sweep did; ``failed`` names cases it could not move, with the sentence.

    ``held`` says that nothing was done because the time has gone back.
    """

    deemed: int = 0
    announced: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    held: bool = False


def _accept(row: due.Alarming, *, now: datetime) -> bool:
    """Accept one case by law; false where somebody was faster."""
    doing = Doing(actor=None, now=now, key=f"sweep-{row.number}-{row.version}-deemed")
    try:
        with transaction.atomic():
            done = accept_silently(doing=doing, region_code=row.region_code, number=row.number)
    except (UnableToAct, UnableToActStale):
        return False
    return not done.repeated


def _accept_all(*, now: datetime, page: int, swept: Swept) -> None:
    """Every silently late case, in the order in which the law accepted them."""
    after: due.Place = None
    while rows := due.unanswered(before=day_of(now), after=after, limit=page):
        for row in rows:
            swept.deemed += bool(
                guarded(
                    act=lambda row=row: _accept(row, now=now),  # type: ignore[misc]
                    number=row.number,
                    failed=swept.failed,
                )
            )
        after = rows[-1].place


def _act(row: due.Alarming) -> BulkAct:
    return BulkAct(
        id=row.id,
        region_code=row.region_code,
        number=row.number,
        version=row.version,
        edition_id=row.edition_id,
        step=row.step,
        kind=row.alarm,
        columns={"alarm": row.alarm},
        changes={"alarm": row.alarm},
        data={"due": row.due.isoformat()},
    )


def _announce_all(*, alarm: str, now: datetime, soon: date, page: int, swept: Swept) -> None:
    """Every case whose alarm has to be raised to ``alarm``."""
    after: due.Place = None
    while rows := due.alarming(alarm=alarm, today=day_of(now), soon=soon, after=after, limit=page):
        written = Written()
        write_many(
            acts=[_act(row) for row in rows],
            now=now,
            columns=("alarm",),
            written=written,
            waits=False,
        )
        swept.announced += len(written.moved)
        swept.failed += written.failed
        after = rows[-1].place


def sweep(*, now: datetime, page: int = PAGE, simulated: bool = False) -> Swept:
    """One round over all counties: silently late cases are accepted by law, alarms announced.

    A ``simulated`` history lies in the past and does not move the last moment swept.
    """
    swept = Swept()
    if not simulated and not go_forward(now=now):
        swept.held = True
        return swept
    _accept_all(now=now, page=page, swept=swept)
    soon = soon_after(today=day_of(now), calendar=clocks.calendar_of(""))
    for alarm in due.ALARMS:
        _announce_all(alarm=alarm, now=now, soon=soon, page=page, swept=swept)
    return swept
