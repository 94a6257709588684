"""The life of a case, nine durable acts on a five-step flow, beside two other engines."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from django.db import connection, transaction

from bench.lines import Line, median
from quancheng.journeys import accept, decide, deliver, examine
from quancheng.ops.simulator.people import PNG_DOT, Inventor
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing

LIVES, RUNS = 15, 5


def _ours(staff: Staff) -> Callable[[int], None]:
    """Receive, accept, claim, opinion, claim, opinion, claim, decide, hand over."""
    from random import Random

    guide = cases.guide_named(cases.FOOD)
    receiver = deliver.Receiver(
        name="柏青禾",
        relation="代领",
        id_number=Inventor(Random(7)).person().id_number,
        signature=PNG_DOT,
    )

    def live(seed: int) -> None:
        number = cases.received(staff, guide, seed=seed).number
        accept.accept(doing=doing(staff.at_counter("W06")), region_code=COUNTY, number=number)
        while True:
            case = cases.read(number)
            task = case.tasks[0]
            if task.kind == "deliver":
                break
            who = cases.person_for(staff, case)
            examine.claim(doing=doing(who), region_code=COUNTY, number=number, task_id=task.id)
            if task.kind == "decide":
                decide.decide(
                    doing=doing(who), region_code=COUNTY, number=number, task_id=task.id,
                    outcome=decide.GRANTED, reason="同意。",
                )  # fmt: skip
            else:
                examine.give_opinion(
                    doing=doing(who), region_code=COUNTY, number=number, task_id=task.id,
                    opinion=examine.AGREE, reason="符合。",
                )  # fmt: skip
        deliver.hand_over(
            doing=doing(staff.in_role("delivery")), region_code=COUNTY, number=number,
            method="pick_up", receiver=receiver,
        )  # fmt: skip

    return live


_BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="b">
<bpmn:process id="life" isExecutable="true"><bpmn:startEvent id="b"/>{tasks}<bpmn:endEvent id="e"/>
{flows}</bpmn:process></bpmn:definitions>"""


def _spiff() -> Callable[[int], None]:
    """SpiffWorkflow with its state as JSONB: nine loads, steps and stores of five tasks."""
    from io import BytesIO

    from SpiffWorkflow.bpmn.parser import BpmnParser
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
    from SpiffWorkflow.util.task import TaskState

    nodes = ["b", *(f"t{i}" for i in range(1, 9)), "e"]
    tasks = "".join(f'<bpmn:userTask id="t{i}" name="t{i}"/>' for i in range(1, 9))
    flows = "".join(
        f'<bpmn:sequenceFlow id="f{i}" sourceRef="{a}" targetRef="{b}"/>'
        for i, (a, b) in enumerate(zip(nodes, nodes[1:], strict=False))
    )
    parser = BpmnParser()
    parser.add_bpmn_io(BytesIO(_BPMN.format(tasks=tasks, flows=flows).encode()))
    spec = parser.get_spec("life")
    serializer = BpmnWorkflowSerializer()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_spiff (id bigserial PRIMARY KEY, state jsonb)"
        )

    def live(_seed: int) -> None:
        flow = BpmnWorkflow(spec)
        flow.do_engine_steps()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bench_spiff (state) VALUES (%s::jsonb) RETURNING id",
                [serializer.serialize_json(flow)],
            )
            key = cursor.fetchone()[0]
        for _ in range(8):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT state FROM bench_spiff WHERE id = %s FOR UPDATE", [key])
                state = cursor.fetchone()[0]
                text = state if isinstance(state, str) else json.dumps(state)
                flow = serializer.deserialize_json(text)
                flow.get_next_task(state=TaskState.READY, manual=True).run()
                flow.do_engine_steps()
                cursor.execute(
                    "UPDATE bench_spiff SET state = %s::jsonb WHERE id = %s",
                    [serializer.serialize_json(flow), key],
                )

    return live


def _rate(live: Callable[[int], None], run: int) -> float:
    began = time.perf_counter()
    for number in range(LIVES):
        live(run * 100 + number)
    return LIVES / (time.perf_counter() - began)


def measure(staff: Staff) -> list[Line]:
    """Cases a second, ours over theirs; the runs alternate so that both meet the same machine."""
    ours, spiff = _ours(staff), _spiff()
    _rate(ours, 90), _rate(spiff, 90)
    ratios, rates = [], []
    for run in range(RUNS):
        own, theirs = _rate(ours, run), _rate(spiff, run)
        ratios.append(own / theirs)
        rates.append(own)
    ratio = median(ratios)
    return [
        Line(
            section="一件的一生",
            name=f"9 个动作，{median(rates):.0f} 件/秒：与 SpiffWorkflow（JSONB 状态）之比",
            measured=f"{ratio:.2f}",
            mark="≥ 2.00",
            met=ratio >= 2,
            limits="我们另写记录、文书、通知和材料；对方只存状态",
        )
    ]
