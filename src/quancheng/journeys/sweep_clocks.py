"""The sweep: deemed acceptance and alarms, by conditional update, by any number of workers.

It reads what the acts have projected (due days) and writes each case only at the version it was
read at, so that a case that moves meanwhile is simply left to the next round, and no alarm is
announced twice. However long it was stopped, it catches up with every alarm the days have called
for, in their order. It goes through everything that is due in pages that never turn back, so that
a case that cannot be moved holds up none. It does nothing while the time is earlier than it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.db import transaction

from quancheng.cases.queries import due
from quancheng.cases.states import UnableToAct, UnableToActStale
from quancheng.clock.operations.watch import go_forward
from quancheng.clock.rules import ALARMS, DUE_SOON, Called, alarm_day
from quancheng.delivery import queries as delivery
from quancheng.delivery.queries import Lapsed
from quancheng.journeys import clocks
from quancheng.journeys.accept import accept_silently
from quancheng.journeys.act import Doing
from quancheng.journeys.act_in_bulk import BulkAct, Written, guarded, write_many
from quancheng.journeys.renew import deem_renewed
from quancheng.journeys.soon import Soon, soon_on
from quancheng.journeys.suspend import warn_long_hold
from quancheng.kernel.moments import day_of

PAGE = 1_000


@dataclass(slots=True)
class Swept:
    """What one sweep did; ``failed`` names cases it could not move, with the sentence.

    ``held`` says that nothing was done because the time has gone back.
    """

    deemed: int = 0
    announced: int = 0
    renewed: int = 0
    warned: int = 0
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
                guarded(act=partial(_accept, row, now=now), number=row.number, failed=swept.failed)
            )
        after = rows[-1].place


def _act(row: due.Alarming, *, version: int) -> BulkAct:
    called = Called(row.alarm, row.due)
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
        effective_on=alarm_day(
            called=called,
            accepted_on=row.accepted_on or row.due,
            calendar=clocks.calendar_of(row.calendar_code, version=version),
        ),
    )


def _page_of(
    *, alarm: str, today: date, soon: Soon, after: due.Place, page: int
) -> list[due.Alarming]:
    if alarm == DUE_SOON:
        return due.due_by(soon=soon.everywhere, local=soon.local, after=after, limit=page)
    return due.alarming(alarm=alarm, today=today, after=after, limit=page)


def _announce_all(*, alarm: str, now: datetime, soon: Soon, page: int, swept: Swept) -> None:
    """Every case whose alarm has to be raised to ``alarm``."""
    after: due.Place = None
    while rows := _page_of(alarm=alarm, today=day_of(now), soon=soon, after=after, page=page):
        written = Written()
        write_many(
            acts=[_act(row, version=soon.version) for row in rows],
            now=now,
            columns=("alarm",),
            written=written,
            waits=False,
        )
        swept.announced += len(written.moved)
        swept.failed += [each for each in written.failed if each not in swept.failed]
        after = rows[-1].place


def _renew(lapse: Lapsed, *, now: datetime) -> bool:
    doing = Doing(actor=None, now=now, key=f"sweep-{lapse.case_number}-renewed")
    with transaction.atomic():
        done = deem_renewed(doing=doing, region_code=lapse.region_code, lapse=lapse)
    return not done.repeated


def _renew_all(*, now: datetime, page: int, swept: Swept) -> None:
    """What expired undecided is renewed by law (许可法 50)."""
    after = 0
    while lapses := delivery.lapsed(today=day_of(now), after=after, limit=page):
        for lapse in lapses:
            swept.renewed += bool(
                guarded(
                    act=partial(_renew, lapse, now=now),
                    number=lapse.case_number,
                    failed=swept.failed,
                )
            )
        after = lapses[-1].id


def _warn(hold: due.LongHold, *, now: datetime) -> bool:
    key = f"sweep-{hold.number}-held-{hold.ground}-{hold.started_on}"
    with transaction.atomic():
        return warn_long_hold(hold=hold, doing=Doing(actor=None, now=now, key=key))


def _warn_all(*, now: datetime, page: int, swept: Swept) -> None:
    """Special procedures that take longer than their item allows are said to do so, once."""
    after = 0
    while holds := due.long_holds(today=day_of(now), after=after, limit=page):
        for hold in holds:
            swept.warned += bool(
                guarded(act=partial(_warn, hold, now=now), number=hold.number, failed=swept.failed)
            )
        after = holds[-1].id


def sweep(*, now: datetime, page: int = PAGE, simulated: bool = False) -> Swept:
    """One round over all counties: what the law does by itself, and what has to be announced.

    Silently late cases are accepted, alarms raised, lapsed results renewed, long special
    procedures named. A ``simulated`` history lies in the past and does not move the last moment
    swept.
    """
    swept = Swept()
    if not simulated and not go_forward(now=now):
        swept.held = True
        return swept
    _accept_all(now=now, page=page, swept=swept)
    soon = soon_on(today=day_of(now))
    for alarm in ALARMS:
        _announce_all(alarm=alarm, now=now, soon=soon, page=page, swept=swept)
    _renew_all(now=now, page=page, swept=swept)
    _warn_all(now=now, page=page, swept=swept)
    return swept
