"""Reading definitions and plans."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from quancheng.kernel.errors import UnableToFind
from quancheng.workflow.engine.plan import Plan
from quancheng.workflow.models import Definition, Task


class UnableToFindFlow(UnableToFind):
    """No definition has this digest."""


@dataclass(frozen=True, slots=True)
class DoneStep:
    """Who did a step last: the post, and where such steps are done."""

    post: int
    role: str
    office_id: int | None
    town_code: str


@lru_cache(maxsize=2048)
def plan(digest: str) -> Plan:
    """The compiled plan of a definition, cached in the process: a definition never changes.

    Raises :class:`UnableToFindFlow`.
    """
    row = Definition.objects.filter(digest=digest).values("plan").first()
    if row is None:
        raise UnableToFindFlow("这个事项的流程定义找不到，请管理员重新发布该事项。")
    return Plan.from_json(json.dumps(row["plan"]))


def bpmn(digest: str) -> str:
    """The BPMN text of a definition; raises :class:`UnableToFindFlow`."""
    row = Definition.objects.filter(digest=digest).values("bpmn").first()
    if row is None:
        raise UnableToFindFlow("这个事项的流程定义找不到，请管理员重新发布该事项。")
    return str(row["bpmn"])


def last_done(*, instance_id: int, node: str) -> DoneStep | None:
    """Who did the step ``node`` of this flow last; ``None`` while nobody has."""
    done = Task.objects.filter(
        instance_id=instance_id, node=node, state=Task.State.DONE, done_by__isnull=False
    )
    task = done.order_by("-done_at", "-id").first()
    if task is None or task.done_by is None:
        return None
    return DoneStep(task.done_by, task.role, task.office_id, task.town_code)


def task_rows(
    *, subjects: Sequence[int], columns: Sequence[str]
) -> dict[int, list[dict[str, Any]]]:
    """These columns of every task of the subjects, oldest first, by subject."""
    rows = Task.objects.filter(subject__in=subjects).order_by("pk")
    found: dict[int, list[dict[str, Any]]] = {}
    for subject, *values in rows.values_list("subject", *columns):
        found.setdefault(subject, []).append(dict(zip(columns, values, strict=True)))
    return found
