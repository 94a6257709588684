"""What a preview found, as plain records that can be kept beside the upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from quancheng.catalogue.importers import Conflict, ItemChange, Plan, Problem, conflict_from

MOST_PROBLEMS = 5_000


def report_from(plan: Plan) -> dict[str, Any]:
    """Counts, headers, changes with their differences, problems, warnings and conflicts."""
    return {
        "counts": plan.counts,
        "left_out": plan.left_out,
        "headers": [asdict(match) for match in plan.headers],
        "changes": [_change(change) for change in plan.changes],
        "problems": [asdict(problem) for problem in plan.problems[:MOST_PROBLEMS]],
        "warnings": [asdict(problem) for problem in plan.warnings[:MOST_PROBLEMS]],
        "conflicts": [asdict(conflict) for conflict in plan.conflicts[:MOST_PROBLEMS]],
    }


def _change(change: ItemChange) -> dict[str, Any]:
    differences = change.diff.changes if change.diff is not None else ()
    return {
        "code": change.code,
        "name": change.name,
        "kind": change.kind,
        "diff": [asdict(each) for each in differences],
    }


def problems_in(report: Mapping[str, Any], key: str = "problems") -> tuple[Problem, ...]:
    """The problems (or the ``warnings``) of a kept report."""
    return tuple(Problem(**record) for record in report.get(key, ()))


def conflicts_in(report: Mapping[str, Any]) -> tuple[Conflict, ...]:
    """The conflicts with the law of a kept report; one of before there were any has none."""
    return tuple(conflict_from(record) for record in report.get("conflicts", ()))
