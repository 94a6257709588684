"""The sweep: deemed acceptance and alarms, by conditional update, by any number of workers.

It reads what the acts have projected (due days) and writes through the same door as people
do, so that a case that moves meanwhile is simply left to the next round, and no alarm is
announced twice: the version of the case decides. However long it was stopped, it catches up with
every alarm the days have called for, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from quancheng.cases.queries import due
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.states import UnableToAct, UnableToActStale
from quancheng.clock.rules import soon_after
from quancheng.delivery import queries as delivery
from quancheng.journeys import clocks
from quancheng.journeys.accept import accept_silently
from quancheng.journeys.act import Doing
from quancheng.journeys.alarms import catch_up
from quancheng.journeys.renew import deem_renewed
from quancheng.journeys.suspend import warn_long_hold
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import day_of


@dataclass(slots=True)
class Swept:
    """What one sweep did; ``failed`` names cases it could not move, with the sentence."""

    deemed: int = 0
    announced: int = 0
    renewed: int = 0
    warned: int = 0
    failed: list[tuple[str, str]] | None = None

    def fail(self, number: str, sentence: str) -> None:
        """Remember a case that could not be moved; the rest goes on."""
        self.failed = [*(self.failed or []), (number, sentence)]


def _accept(row: due.Alarming, *, now: datetime) -> int:
    doing = Doing(actor=None, now=now, key=f"sweep-{row.number}-deemed")
    done = accept_silently(doing=doing, region_code=row.region_code, number=row.number)
    return not done.repeated


def _announce(row: due.Alarming, *, now: datetime) -> int:
    case = snapshot(region_code=row.region_code, number=row.number)
    return catch_up(case=case, now=now)[1] if case.version == row.version else 0


def _each(rows: Sequence[due.Alarming], act: Callable[[due.Alarming], int], *, swept: Swept) -> int:
    """How much ``act`` did on all rows; what it cannot do on one is named, the rest goes on."""
    done = 0
    for row in rows:
        try:
            done += act(row)
        except (UnableToAct, UnableToActStale):
            continue
        except UnableTo as problem:
            swept.fail(row.number, problem.sentence)
    return done


def sweep(*, now: datetime, batch: int = 500) -> Swept:
    """One round over all counties: silently late cases are accepted by law, alarms announced."""
    swept = Swept()
    today = day_of(now)
    soon = soon_after(today=today, calendar=clocks.calendar_of(""))
    late = due.unanswered(before=today, limit=batch)
    swept.deemed = _each(late, partial(_accept, now=now), swept=swept)
    alarming = due.alarming(today=today, soon=soon, limit=batch)
    swept.announced = _each(alarming, partial(_announce, now=now), swept=swept)
    _sweep_renewals(swept, now=now, batch=batch)
    _sweep_holds(swept, now=now, batch=batch)
    return swept


def _sweep_renewals(swept: Swept, *, now: datetime, batch: int) -> None:
    """What expired undecided is renewed by law (许可法 50)."""
    for lapse in delivery.lapsed(today=day_of(now), limit=batch):
        doing = Doing(actor=None, now=now, key=f"sweep-{lapse.case_number}-renewed")
        try:
            done = deem_renewed(doing=doing, region_code=lapse.region_code, lapse=lapse)
            swept.renewed += not done.repeated
        except UnableTo as problem:
            swept.fail(lapse.case_number, problem.sentence)


def _sweep_holds(swept: Swept, *, now: datetime, batch: int) -> None:
    """Special procedures that take longer than their item allows are said to do so, once."""
    for hold in due.long_holds(today=day_of(now), limit=batch):
        key = f"sweep-{hold.number}-held-{hold.ground}-{hold.started_on}"
        swept.warned += warn_long_hold(hold=hold, doing=Doing(actor=None, now=now, key=key))
