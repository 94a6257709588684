"""The flow of an edition: its step table compiled to BPMN and checked for soundness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from quancheng.kernel import canonical
from quancheng.workflow.engine.bpmn import read_bpmn
from quancheng.workflow.engine.plan import compile_plan
from quancheng.workflow.engine.soundness import check_sound
from quancheng.workflow.engine.steps import Step, steps_to_bpmn

_KEPT_FLOWS = 4096


def steps_of(steps: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps of a content as the workflow engine reads them."""
    return tuple(
        Step(
            order=int(step["order"]),
            name=str(step["step"]),
            role=str(step["role"]),
            office=str(step["department_code"]),
            limit_days=Decimal(str(step["limit_days"])),
            parallel_group=str(step["parallel_group"]),
            counts=bool(step["counts_toward_limit"]),
            executor_level=step["executor_level"],
        )
        for step in steps
    )


def flow_of(steps: Sequence[Mapping[str, Any]]) -> str:
    """The sound BPMN 2.0 definition of a step table.

    Items with the same steps share one definition. Raises ``UnableToReadSteps``,
    ``UnableToReadBpmn`` or ``UnableToPublishFlow`` with the offending step.
    """
    return _compiled(steps_of(steps))


@lru_cache(maxsize=_KEPT_FLOWS)
def _compiled(steps: tuple[Step, ...]) -> str:
    parts = [
        [
            step.order,
            step.name,
            step.role,
            step.office,
            step.limit_days,
            step.parallel_group,
            step.counts,
            step.executor_level,
        ]
        for step in steps
    ]
    key = f"flow-{canonical.digest(parts).hex()[:16]}"
    definition = steps_to_bpmn(key=key, name="办理流程", steps=steps)
    check_sound(compile_plan(read_bpmn(definition)))
    return definition


def critical_days(steps: Sequence[Mapping[str, Any]]) -> Decimal:
    """The counted days on the critical path: of a parallel group the longest step counts."""
    total = Decimal(0)
    groups: dict[str, Decimal] = {}
    for step in steps:
        days = Decimal(str(step["limit_days"])) if step["counts_toward_limit"] else Decimal(0)
        group = step["parallel_group"]
        if group:
            groups[group] = max(groups.get(group, Decimal(0)), days)
        else:
            total += days
    return total + sum(groups.values(), Decimal(0))
