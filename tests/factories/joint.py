"""联办: a joint case and its children, by the real acts."""

from __future__ import annotations

from datetime import datetime

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.identity.rules import Actor
from quancheng.journeys import join
from quancheng.journeys.act import Outcome
from tests.factories.county import COUNTY, Staff, doing

JOINT = "工程建设项目联合验收"
FIRE = "特殊建设工程消防验收"
CENTRE = "D02"
"""The office at which ``JOINT`` is handled."""


def joined(
    staff: Staff,
    parent: Snapshot,
    child: Snapshot | str,
    *,
    who: Actor | None = None,
    key: str = "",
    required: bool = True,
    now: datetime | None = None,
) -> Outcome:
    """What came of taking the child in, by somebody of the parent's office unless said."""
    return join.join(
        doing=doing(who or staff.of_office(CENTRE, "examiner"), key=key, now=now),
        region_code=COUNTY,
        number=parent.number,
        child_number=child if isinstance(child, str) else child.number,
        required=required,
    )


def left(
    staff: Staff, parent: Snapshot, child: Snapshot, *, reason: str = "并入错了，另案办理。"
) -> Outcome:
    """What came of taking the child out again."""
    return join.leave(
        doing=doing(staff.of_office(CENTRE, "examiner")),
        region_code=COUNTY,
        number=parent.number,
        child_number=child.number,
        reason=reason,
    )
