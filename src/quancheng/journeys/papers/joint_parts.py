"""The children of a joint case on its proof sheet, each with its own deadlines (R5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from quancheng.cases.letters.proof_values import ProofPart
from quancheng.cases.queries.joint import children_of
from quancheng.cases.rules.joint import JOINT
from quancheng.cases.rules.views import CaseLine
from quancheng.clock.engine import Verdict
from quancheng.journeys.read_clock import clock_views
from quancheng.kernel.identifiers import show_case_number


def parts_of(line: CaseLine, *, today: date) -> tuple[ProofPart, ...]:
    """The children of a joint case as read on a day; none of any other case."""
    if line.handling_type != JOINT:
        return ()
    children = children_of(region_code=line.region_code, case_id=line.id)
    clocks = clock_views(lines=children, today=today)
    return tuple(
        ProofPart(
            item=each.item_name,
            number=show_case_number(each.number),
            state=each.state.label,
            required=each.required_by_parent,
            promised=_due(clocks[each.id].promised),
            statutory=_due(clocks[each.id].statutory),
        )
        for each in children
    )


def parts_to_record(parts: Sequence[ProofPart]) -> list[dict[str, Any]]:
    """The children as data; a deadline that is not known yet is ``None``."""
    return [
        {
            "number": part.number.replace(" ", ""),
            "item": part.item,
            "state": part.state,
            "required": part.required,
            "promised": part.promised and part.promised.isoformat(),
            "statutory": part.statutory and part.statutory.isoformat(),
        }
        for part in parts
    ]


def _due(verdict: Verdict | None) -> date | None:
    return verdict and verdict.due
