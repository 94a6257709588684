"""Turning what the flow engine answers into clauses and values of an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from quancheng.cases.rules.replay.tasks import MOVES
from quancheng.cases.rules.snapshot import Snapshot, WaitingTask
from quancheng.identity import queries as identity
from quancheng.identity.rules import Actor, roles_of_title
from quancheng.kernel.statement import Clause
from quancheng.workflow import queries as workflow
from quancheng.workflow.engine import tokens
from quancheng.workflow.engine.acts import Complete, SendBack, Terminate
from quancheng.workflow.engine.effects import CancelTask, Effect, Ended, OpenTask
from quancheng.workflow.engine.plan import Plan
from quancheng.workflow.operations import (
    NewTask,
    cancel_tasks_clause,
    close_tasks_clause,
    marking_clause,
    open_tasks_clause,
)

SUPERIOR = "superior"
DELIVER = "deliver"


@dataclass(frozen=True, slots=True)
class Flowed:
    """Where the flow stands after an act: the clauses that say so, and what now waits.

    ``said`` is for the record: which tasks were opened, done and taken away, by their tokens.
    """

    clauses: list[Clause]
    waiting: tuple[str, ...]
    kinds: frozenset[str]
    ended: bool
    said: dict[str, Any] = field(default_factory=lambda: {MOVES: {}})

    @property
    def step(self) -> str:
        """The names of the waiting steps for lists, ``审查、现场勘验``."""
        return "、".join(dict.fromkeys(self.waiting))[:80]


def office_id_of(*, region_code: str, code: str) -> int:
    """The id of an office by its code; offices keep theirs for ever, so it is cached.

    Raises ``UnableToFindOffice``.
    """
    return _office_id(connection.settings_dict["NAME"], region_code, code)


@lru_cache(maxsize=4096)
def _office_id(_database: str, region_code: str, code: str) -> int:
    return identity.office_by_code(region_code=region_code, code=code).id


def role_of(title: str) -> str:
    """The role code of a step's title; ``superior`` where nobody of the county acts."""
    roles = roles_of_title(title)
    return roles[0].value if roles else SUPERIOR


def _new_task(*, effect: OpenTask, case: Snapshot, holder: int | None) -> NewTask:
    in_town = effect.executor_level == "town" and bool(case.town_code)
    return NewTask(
        token=effect.token,
        node=effect.node,
        name=effect.name,
        kind=effect.kind,
        role=role_of(effect.role),
        office_id=None
        if in_town or not effect.office
        else office_id_of(region_code=case.region_code, code=effect.office),
        town_code=case.town_code if in_town else "",
        holder=holder,
        limit_days=str(effect.limit_days),
        counts=effect.counts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """When an act happens, who completes which tasks by it, and who gets the new ones."""

    now: datetime
    done: Sequence[WaitingTask] = ()
    by: Actor | None = None
    outcome: str = ""
    holders: Mapping[str, int] = field(default_factory=dict)


def _ending_clauses(*, at: _At, gone: Sequence[WaitingTask]) -> list[Clause]:
    clauses = []
    if at.done:
        post = (at.by.on_behalf_of or at.by.post_id) if at.by else None
        finished = [task.id for task in at.done]
        clauses.append(
            close_tasks_clause(
                done=finished, outcome=at.outcome, by=post, now=at.now, after="moved"
            )
        )
    if gone:
        clauses.append(
            cancel_tasks_clause(cancelled=[task.id for task in gone], now=at.now, after="moved")
        )
    return clauses


def _recorded(*, opened: Sequence[NewTask], at: _At, gone: Sequence[WaitingTask]) -> dict[str, Any]:
    """What the entry of the act says of the tasks, short; what is empty is left out.

    Of a new one its token, its step and who holds it.
    """
    said: dict[str, Any] = {}
    if opened:
        said["opened"] = [[task.token, task.node, task.holder] for task in opened]
    if at.done:
        said |= {"done": [task.token for task in at.done], "outcome": at.outcome}
    if gone:
        said["cancelled"] = [task.token for task in gone]
    return {MOVES: said}


def _flowed(
    *, case: Snapshot, marking: dict[str, Any], effects: Sequence[Effect], at: _At
) -> Flowed:
    by_token = {task.token: task for task in case.tasks}
    opened = [
        _new_task(effect=effect, case=case, holder=at.holders.get(effect.node))
        for effect in effects
        if isinstance(effect, OpenTask)
    ]
    gone = [
        by_token[effect.token]
        for effect in effects
        if isinstance(effect, CancelTask) and effect.token in by_token
    ]
    ended = any(isinstance(effect, Ended) for effect in effects)
    left = [task for task in case.tasks if task not in at.done and task not in gone]
    clauses = [
        marking_clause(
            marking=marking,
            ended_at=at.now if ended else None,
            after="moved",
        ),
        *_ending_clauses(at=at, gone=gone),
    ]
    if opened:
        clauses.append(open_tasks_clause(tasks=opened, now=at.now, after="moved"))
    return Flowed(
        clauses=clauses,
        waiting=(*(task.name for task in left), *(task.name for task in opened)),
        kinds=frozenset({*(task.kind for task in left), *(task.kind for task in opened)}),
        ended=ended,
        said=_recorded(opened=opened, at=at, gone=gone),
    )


def plan_of(case: Snapshot) -> Plan:
    """The compiled plan the case runs on."""
    return workflow.plan(case.flow_digest)


def start(*, case: Snapshot, now: datetime) -> Flowed:
    """Start the flow; the acceptance step counts as done."""
    marking, effects = tokens.start(plan_of(case), facts={}, accepted=True)
    return _flowed(case=case, marking=marking, effects=effects, at=_At(now=now))


def complete(
    *, case: Snapshot, task: WaitingTask, by: Actor | None, outcome: str, now: datetime
) -> Flowed:
    """Complete ``task``."""
    marking, effects = tokens.advance(
        plan_of(case), marking=case.marking, act=Complete(token=task.token, data={}), facts={}
    )
    return _flowed(
        case=case,
        marking=marking,
        effects=effects,
        at=_At(now=now, done=[task], by=by, outcome=outcome),
    )


def send_back(
    *,
    case: Snapshot,
    task: WaitingTask,
    to_node: str,
    by: Actor,
    holder: int | None,
    now: datetime,
) -> Flowed:
    """Send the work back to the earlier step ``to_node``; ``holder`` is the post it waits for."""
    marking, effects = tokens.advance(
        plan_of(case),
        marking=case.marking,
        act=SendBack(token=task.token, to_node=to_node),
        facts={},
    )
    return _flowed(
        case=case,
        marking=marking,
        effects=effects,
        at=_At(
            now=now,
            done=[task],
            by=by,
            outcome="sent_back",
            holders={to_node: holder} if holder else {},
        ),
    )


def terminate(*, case: Snapshot, code: str, now: datetime) -> Flowed:
    """End the flow at once; what waits is cancelled."""
    if not case.marking:
        return Flowed(clauses=[], waiting=(), kinds=frozenset(), ended=True)
    marking, effects = tokens.advance(
        plan_of(case), marking=case.marking, act=Terminate(code=code), facts={}
    )
    return _flowed(case=case, marking=marking, effects=effects, at=_At(now=now))
