"""The stored facts that move the clocks, for many cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from quancheng.cases.models import CorrectionNotice, Extension
from quancheng.cases.models import Suspension as SuspensionRow
from quancheng.clock.engine import ClockName, ExtensionGrant, Suspension


@dataclass(slots=True)
class LimitFacts:
    """What moves the clocks of one case; corrections are pairs of told and answered."""

    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[ExtensionGrant, ...] = ()
    corrections: tuple[tuple[date, date | None], ...] = field(default_factory=tuple)


def limit_facts(*, case_ids: Sequence[int]) -> dict[int, LimitFacts]:
    """The facts by case id; a case without any is not in the answer."""
    facts: dict[int, LimitFacts] = {}
    for row in SuspensionRow.objects.filter(case_id__in=case_ids).order_by("id"):
        entry = facts.setdefault(row.case_id, LimitFacts())
        entry.suspensions += (
            Suspension(
                start=row.started_on, end=row.ended_on, ground=row.ground, document=row.document
            ),
        )
    for grant in Extension.objects.filter(case_id__in=case_ids).order_by("id"):
        entry = facts.setdefault(grant.case_id, LimitFacts())
        entry.extensions += (
            ExtensionGrant(
                value=grant.days,
                granted_on=grant.granted_on,
                clock=ClockName(grant.clock),
                approved_by=str(grant.approved_by_id),
                document=grant.document,
            ),
        )
    for notice in CorrectionNotice.objects.filter(case_id__in=case_ids).order_by("id"):
        entry = facts.setdefault(notice.case_id, LimitFacts())
        entry.corrections += ((notice.told_on, notice.answered_on),)
    return facts
