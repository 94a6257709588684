"""Storing definitions; the clauses by which an act moves an instance and its tasks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from quancheng.kernel.statement import Clause, row_of
from quancheng.workflow.engine.bpmn import read_bpmn
from quancheng.workflow.engine.plan import compile_plan
from quancheng.workflow.models import Definition


def store_definition(*, bpmn_xml: str) -> str:
    """Compile and store a definition; answers its digest. The same text is stored once.

    Raises ``UnableToReadBpmn`` for what the engine does not execute.
    """
    model = read_bpmn(bpmn_xml)
    plan = compile_plan(model)
    Definition.objects.bulk_create(
        [
            Definition(
                digest=plan.digest,
                key=model.key[:120],
                bpmn=bpmn_xml,
                plan=json.loads(plan.to_json()),
            )
        ],
        ignore_conflicts=True,
    )
    return plan.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task about to be opened."""

    token: int
    node: str
    name: str
    kind: str
    role: str
    office_id: int | None
    town_code: str
    holder: int | None
    limit_days: str
    counts: bool


def instance_clause(*, region_code: str, definition: str) -> Clause:
    """The clause that makes an instance which has not yet started; it returns ``id``."""
    sql = (
        "INSERT INTO workflow_instance (region_code, definition_id, marking)\n"
        "VALUES (%(region)s::text, %(flow_definition)s, '{}'::jsonb) RETURNING id"
    )
    return Clause("instance", sql, {"region": region_code, "flow_definition": definition})


def marking_clause(*, marking: dict[str, Any], ended_at: datetime | None, after: str) -> Clause:
    """The clause that moves the tokens of the instance that ``after`` answers."""
    sql = (
        "UPDATE workflow_instance SET marking = %(marking)s::jsonb,"
        " ended_at = %(flow_ended_at)s::timestamptz\n"
        f"FROM {after} WHERE workflow_instance.id = {after}.instance_id"
    )
    return Clause("marked", sql, {"marking": Jsonb(marking), "flow_ended_at": ended_at})


def close_tasks_clause(
    *, done: Sequence[int], outcome: str, by: int | None, now: datetime, after: str
) -> Clause:
    """The clause that marks tasks as done."""
    sql = (
        "UPDATE workflow_task SET state = 'done', done_at = %(now)s,"
        " done_by = %(tasks_by)s::bigint, outcome = %(tasks_outcome)s\n"
        f"FROM {after} WHERE workflow_task.id = ANY(%(tasks_done)s::bigint[])"
        " AND workflow_task.state = 'open'"
    )
    params = {
        "tasks_done": list(done),
        "tasks_outcome": outcome,
        "tasks_by": by,
        "now": now,
    }
    return Clause("tasks_closed", sql, params)


def cancel_tasks_clause(*, cancelled: Sequence[int], now: datetime, after: str) -> Clause:
    """The clause that takes tasks away."""
    sql = (
        "UPDATE workflow_task SET state = 'cancelled', done_at = %(now)s\n"
        f"FROM {after} WHERE workflow_task.id = ANY(%(tasks_cancelled)s::bigint[])"
        " AND workflow_task.state = 'open'"
    )
    params = {"tasks_cancelled": list(cancelled), "now": now}
    return Clause("tasks_cancelled", sql, params)


def open_tasks_clause(*, tasks: Sequence[NewTask], now: datetime, after: str) -> Clause:
    """The clause that opens tasks of the instance that ``after`` answers.

    ``after`` answers ``region_id``, ``instance_id`` and ``id``, the subject of the tasks.
    """
    rows = [row_of(task) for task in tasks]
    sql = (
        "INSERT INTO workflow_task (region_code, instance_id, subject, token, node, name, kind,"
        " role, office_id, town_code, holder, state, opened_at, limit_days, counts,"
        " outcome)\n"
        f"SELECT {after}.region_id, {after}.instance_id, {after}.id, t.token,"
        " t.node, t.name, t.kind, t.role, t.office_id, t.town_code, t.holder, 'open',"
        " %(now)s, t.limit_days, t.counts, ''\n"
        f"FROM {after}, jsonb_to_recordset(%(tasks_new)s::jsonb) AS t(token int, node text,"
        " name text, kind text, role text, office_id bigint, town_code text, holder bigint,"
        " limit_days numeric, counts boolean)"
    )
    return Clause("tasks_opened", sql, {"tasks_new": Jsonb(rows), "now": now})


def hold_task_clause(*, task_id: int, holder: int | None, after: str) -> Clause:
    """The clause that gives a task to a post, or back to its office (``holder`` ``None``)."""
    sql = (
        "UPDATE workflow_task SET holder = %(task_holder)s::bigint\n"
        f"FROM {after} WHERE workflow_task.id = %(task_held)s::bigint"
        " AND workflow_task.state = 'open'"
    )
    return Clause("task_held", sql, {"task_holder": holder, "task_held": task_id})
