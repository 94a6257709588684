"""The sweep: deemed acceptance and alarms, by conditional update, by any number of workers.

It reads what the acts have projected (due days) and writes through the same door as people
do, so that a case that moves meanwhile is simply left to the next round, and no alarm is
announced twice: the version of the case decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from quancheng.cases.queries import due
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.states import UnableToAct, UnableToActStale
from quancheng.clock.engine import Unknown
from quancheng.delivery import queries as delivery
from quancheng.journeys import clocks
from quancheng.journeys.accept import accept_silently
from quancheng.journeys.act import Doing, Writing, write
from quancheng.journeys.renew import deem_renewed
from quancheng.journeys.suspend import warn_long_hold
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import day_of

SOON_DAYS = 1


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


def _announce(*, row: due.Alarming, alarm: str, now: datetime) -> bool:
    case = snapshot(region_code=row.region_code, number=row.number)
    if case.version != row.version:
        return False
    doing = Doing(actor=None, now=now, key=f"sweep-{case.number}-{case.version}-{alarm}")
    day = case.statutory_due if alarm == "unlawful" else case.promised_due
    writing = Writing(
        kind=alarm,
        step=case.step,
        changes={"alarm": alarm},
        data={"due": day.isoformat() if day else None},
    )
    try:
        write(doing=doing, case=case, writing=writing)
    except UnableToActStale:
        return False
    return True


def sweep(*, now: datetime, batch: int = 500) -> Swept:
    """One round over all counties: silently late cases are accepted by law, alarms announced."""
    swept = Swept()
    today = day_of(now)
    for row in due.unanswered(before=today, limit=batch):
        doing = Doing(actor=None, now=now, key=f"sweep-{row.number}-deemed")
        try:
            done = accept_silently(doing=doing, region_code=row.region_code, number=row.number)
            swept.deemed += not done.repeated
        except (UnableToAct, UnableToActStale):
            continue
        except UnableTo as problem:
            swept.fail(row.number, problem.sentence)
    for row in due.alarming(today=today, soon=_soon(now), limit=batch):
        try:
            swept.announced += _announce(row=row, alarm=row.alarm, now=now)
        except UnableTo as problem:
            swept.fail(row.number, problem.sentence)
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


def _soon(now: datetime) -> date:
    day = clocks.calendar_of("").add(day_of(now), SOON_DAYS)
    return day_of(now) if isinstance(day, Unknown) else day
