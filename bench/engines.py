"""The life of a case, nine durable acts on a five-step flow, beside two other engines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from bench.lines import Line, median
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.identity.rules import Actor
from quancheng.journeys import accept, apply, decide, deliver, examine
from quancheng.journeys.apply import Intake
from quancheng.ops.simulator.handwriting import DRAWN
from quancheng.ops.simulator.people import Inventor
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing

LIVES, RUNS = 15, 5
CARRIES = (
    "我们每个动作另写记录、凭证、文书、通知和两个时钟，收件还写申请人、申请表和材料；"
    "对方只存流程状态和待办，不记这些。三方的动作各一次提交，读写待办都算在内，找人都不算；"
    "九次落盘三方都有，磁盘越慢比值越接近 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Everybody a case passes, looked up before the clock runs."""

    counter: Actor
    by_node: dict[str, Actor]
    delivery: Actor
    receiver: deliver.Receiver


def _hands(staff: Staff) -> Hands:
    """Walk one case through its life to learn who does which step."""
    guide = cases.guide_named(cases.FOOD)
    by_node = {}
    case = cases.accepted(staff, guide, seed=4_242)
    while case.tasks[0].kind != "deliver":
        task = case.tasks[0]
        by_node[task.node] = cases.person_for(staff, case)
        after = cases.decided if task.kind == "decide" else _next
        case = after(staff, case)
    person = Inventor(Random(7)).person()
    return Hands(
        counter=staff.at_counter("W06"),
        by_node=by_node,
        delivery=staff.in_role("delivery"),
        receiver=deliver.Receiver(
            name="柏青禾", relation="代领", id_number=person.id_number, signature=DRAWN
        ),
    )


def _next(staff: Staff, case: Snapshot) -> Snapshot:
    examine.give_opinion(
        doing=doing(cases.person_for(staff, case)), region_code=COUNTY, number=case.number,
        task_id=case.tasks[0].id, opinion=examine.AGREE, reason="",
    )  # fmt: skip
    return cases.read(case.number)


def _ours(hands: Hands, intakes: Iterator[Intake]) -> Callable[[], None]:
    """Receive, accept, claim, opinion, claim, opinion, claim, decide, hand over."""

    def live() -> None:
        taken = apply.take_in(doing=doing(hands.counter), region_code=COUNTY, intake=next(intakes))
        number = taken.number
        accept.accept(doing=doing(hands.counter), region_code=COUNTY, number=number)
        while True:
            task = cases.read(number).tasks[0]
            if task.kind == "deliver":
                break
            who = hands.by_node[task.node]
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
            doing=doing(hands.delivery), region_code=COUNTY, number=number,
            method="pick_up", receiver=hands.receiver,
        )  # fmt: skip

    return live


def _rate(live: Callable[[], None]) -> float:
    began = time.perf_counter()
    for _ in range(LIVES):
        live()
    return LIVES / (time.perf_counter() - began)


def _line(*, name: str, mark: float, rates: list[float], theirs: list[float]) -> Line:
    ratio = median([own / other for own, other in zip(rates, theirs, strict=True)])
    return Line(
        section="一件的一生",
        name=f"9 个动作，{median(rates):.0f} 件/秒：与 {name}（{median(theirs):.0f} 件/秒）之比",
        measured=f"{ratio:.2f}",
        mark=f"≥ {mark:.2f}",
        met=ratio >= mark,
        limits=CARRIES,
    )


def measure(staff: Staff) -> list[Line]:
    """Cases a second, ours over theirs; the runs alternate so that all meet the same machine."""
    from bench import spiff, viewflow_life

    guide = cases.guide_named(cases.FOOD)
    intakes = [cases.intake_for(guide, seed=seed) for seed in range((RUNS + 1) * LIVES)]
    lives = {
        "ours": _ours(_hands(staff), iter(intakes)),
        "spiff": spiff.life(),
        "viewflow": viewflow_life.life(),
    }
    for live in lives.values():
        _rate(live)
    rates: dict[str, list[float]] = {name: [] for name in lives}
    for _ in range(RUNS):
        for name, live in lives.items():
            rates[name].append(_rate(live))
    return [
        _line(name="django-viewflow", mark=3, rates=rates["ours"], theirs=rates["viewflow"]),
        _line(
            name="SpiffWorkflow（JSONB 状态）", mark=2, rates=rates["ours"], theirs=rates["spiff"]
        ),
    ]
