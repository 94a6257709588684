"""Both clocks of a case as the columns that lists are sorted and swept by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.clock.engine.calendar import Calendar
from quancheng.clock.engine.facts import Facts
from quancheng.clock.engine.limits import CaseLimits
from quancheng.clock.engine.verdict import Status, Verdict, deadline


@dataclass(frozen=True, slots=True)
class Projection:
    """What is stored beside a case so that it can be found by its deadlines.

    ``status`` is that of the promised clock, on which warnings run (R12), or of the statutory one
    where nothing is promised. A ``…_due`` is ``None`` while provisional or not started; the
    ``…_earliest`` is then the first day it can be, and otherwise the same day.
    """

    promised_due: date | None
    statutory_due: date | None
    promised_provisional: bool
    statutory_provisional: bool
    promised_earliest: date | None
    statutory_earliest: date | None
    status: Status
    statutory_status: Status
    promised: Verdict | None
    statutory: Verdict | None


def project(*, limits: CaseLimits, facts: Facts, calendar: Calendar) -> Projection:
    """Compute both clocks of one case (R12: same start, same suspensions)."""
    promised = statutory = None
    if limits.promised is not None:
        promised = deadline(limit=limits.promised, facts=facts, calendar=calendar)
    if limits.statutory is not None:
        statutory = deadline(limit=limits.statutory, facts=facts, calendar=calendar)
    leading = promised or statutory
    return Projection(
        promised_due=promised.due if promised else None,
        statutory_due=statutory.due if statutory else None,
        promised_provisional=promised.provisional if promised else False,
        statutory_provisional=statutory.provisional if statutory else False,
        promised_earliest=promised.earliest if promised else None,
        statutory_earliest=statutory.earliest if statutory else None,
        status=leading.status if leading else Status.NOT_STARTED,
        statutory_status=statutory.status if statutory else Status.NOT_STARTED,
        promised=promised,
        statutory=statutory,
    )
