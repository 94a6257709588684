"""The life of a case on SpiffWorkflow, whose state is kept as JSONB."""

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
        cursor.execute("CREATE TABLE bench_spiff (id bigserial PRIMARY KEY, state jsonb NOT NULL)")

    def act(key: int, do: Callable[[Any], None]) -> None:
        with transaction.atomic():
            kept = _column("SELECT state FROM bench_spiff WHERE id = %s FOR UPDATE", [key])
            flow = serializer.deserialize_json(kept if isinstance(kept, str) else json.dumps(kept))
            do(flow.get_next_task(state=TaskState.READY, manual=True))
            flow.do_engine_steps()
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE bench_spiff SET state = %s::jsonb WHERE id = %s",
                    [serializer.serialize_json(flow), key],
                )

    def live() -> None:
        flow = BpmnWorkflow(spec)
        flow.do_engine_steps()
        key = _column(
            "INSERT INTO bench_spiff (state) VALUES (%s::jsonb) RETURNING id",
            [serializer.serialize_json(flow)],
        )
        for step in STEPS:
            if step in CLAIMED:
                act(key, lambda task: task.data.update(holder=7))
            act(key, lambda task: task.run())
        state = _column("SELECT state FROM bench_spiff WHERE id = %s", [key])
        done = serializer.deserialize_json(state if isinstance(state, str) else json.dumps(state))
        if not done.is_completed():
            raise AssertionError("the flow of SpiffWorkflow did not end")

    return live
