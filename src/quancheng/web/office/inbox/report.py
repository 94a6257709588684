"""What a preview found, as plain records that can be kept beside the upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from quancheng.catalogue.importers import ItemChange, Plan, Problem

MOST_PROBLEMS = 5_000


def report_from(plan: Plan) -> dict[str, Any]:
    """Counts, headers, changes with their differences, problems and warnings."""
    return {
        "counts": plan.counts,
        "left_out": plan.left_out,
        "headers": [asdict(match) for match in plan.headers],
        "changes": [_change(change) for change in plan.changes],
        "problems": [asdict(problem) for problem in plan.problems[:MOST_PROBLEMS]],
        "warnings": [asdict(problem) for problem in plan.warnings[:MOST_PROBLEMS]],
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
