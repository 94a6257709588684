"""The life of a case on SpiffWorkflow, whose state is kept as JSONB.

The engine has no list of work: who has to do what stands inside the state of each flow. So that
somebody can find his task without opening every flow, the open tasks stand in a table as well,
written in the one statement that writes the state, as the other two engines write theirs.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

STEPS = ("accept", "examine", "survey", "decide", "deliver")
CLAIMED = frozenset({"examine", "survey", "decide"})
_BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="b">
<bpmn:process id="life" isExecutable="true"><bpmn:startEvent id="b"/>{tasks}<bpmn:endEvent id="e"/>
{flows}</bpmn:process></bpmn:definitions>"""

_TABLES = """
CREATE TABLE bench_spiff (id bigserial PRIMARY KEY, state jsonb NOT NULL);
CREATE TABLE bench_spiff_task (
    id bigserial PRIMARY KEY, flow_id bigint NOT NULL REFERENCES bench_spiff, name text NOT NULL,
    holder bigint, done_at timestamptz);
CREATE INDEX ON bench_spiff_task (flow_id) WHERE done_at IS NULL;
"""
_BEGIN = """
WITH begun AS (INSERT INTO bench_spiff (state) VALUES (%s::jsonb) RETURNING id)
INSERT INTO bench_spiff_task (flow_id, name) SELECT id, %s FROM begun RETURNING flow_id
"""
_FIND = "SELECT name FROM bench_spiff_task WHERE flow_id = %s AND done_at IS NULL"
_CLAIM = """
WITH kept AS (UPDATE bench_spiff SET state = %s::jsonb WHERE id = %s)
UPDATE bench_spiff_task SET holder = %s WHERE flow_id = %s AND done_at IS NULL
"""
_COMPLETE = """
WITH kept AS (UPDATE bench_spiff SET state = %s::jsonb WHERE id = %s),
done AS (UPDATE bench_spiff_task SET done_at = now() WHERE flow_id = %s AND done_at IS NULL)
INSERT INTO bench_spiff_task (flow_id, name) SELECT %s, %s::text WHERE %s::text <> ''
"""


def _model() -> bytes:
    nodes = ["b", *STEPS, "e"]
    tasks = "".join(f'<bpmn:userTask id="{step}" name="{step}"/>' for step in STEPS)
    flows = "".join(
        f'<bpmn:sequenceFlow id="f{place}" sourceRef="{source}" targetRef="{target}"/>'
        for place, (source, target) in enumerate(pairwise(nodes))
    )
    return _BPMN.format(tasks=tasks, flows=flows).encode()


def _column(sql: str, params: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return row[0] if row else None


def life() -> Callable[[], None]:
    """Nine transactions: receive, then load, act and store at each claim and each step."""
    from SpiffWorkflow.bpmn.parser import BpmnParser  # type: ignore[import-untyped]
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer  # type: ignore[import-untyped]
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow  # type: ignore[import-untyped]
    from SpiffWorkflow.util.task import TaskState  # type: ignore[import-untyped]

    logging.getLogger("spiff").setLevel(logging.ERROR)
    parser = BpmnParser()
    parser.add_bpmn_io(BytesIO(_model()))
    spec = parser.get_spec("life")
    serializer = BpmnWorkflowSerializer()
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)

    def ready(flow: Any) -> str:
        task = flow.get_next_task(state=TaskState.READY, manual=True)
        return str(task.task_spec.name) if task else ""

    def act(key: int, do: Callable[[Any], None], *, holder: int | None = None) -> None:
        with transaction.atomic():
            kept = _column("SELECT state FROM bench_spiff WHERE id = %s FOR UPDATE", [key])
            flow = serializer.deserialize_json(kept if isinstance(kept, str) else json.dumps(kept))
            do(flow.get_next_task(state=TaskState.READY, manual=True))
            flow.do_engine_steps()
            state = serializer.serialize_json(flow)
            with connection.cursor() as cursor:
                if holder is not None:
                    cursor.execute(_CLAIM, [state, key, holder, key])
                else:
                    cursor.execute(_COMPLETE, [state, key, key, key, ready(flow), ready(flow)])

    def live() -> None:
        flow = BpmnWorkflow(spec)
        flow.do_engine_steps()
        key = _column(_BEGIN, [serializer.serialize_json(flow), ready(flow)])
        for step in STEPS:
            if step != STEPS[0] and _column(_FIND, [key]) != step:
                raise AssertionError("the task is not in the list")
            if step in CLAIMED:
                act(key, lambda task: task.data.update(holder=7), holder=7)
            act(key, lambda task: task.run())
        state = _column("SELECT state FROM bench_spiff WHERE id = %s", [key])
        done = serializer.deserialize_json(state if isinstance(state, str) else json.dumps(state))
        if not done.is_completed():
            raise AssertionError("the flow of SpiffWorkflow did not end")

    return live
