"""The parts of a flow that the engine executes, as read from a BPMN 2.0 document."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

ExecutorLevel = Literal["county", "town", "superior"]
EXECUTOR_LEVELS: tuple[ExecutorLevel, ...] = ("county", "town", "superior")
TimerForm = Literal["duration", "date"]


class Kind(StrEnum):
    """What an element is, in the words of BPMN 2.0 (OMG formal/2013-12-09, clause 10)."""

    START = "start"
    END = "end"
    TERMINATE = "terminate"
    USER = "user_task"
    MANUAL = "manual_task"
    SERVICE = "service_task"
    RECEIVE = "receive_task"
    EXCLUSIVE = "exclusive_gateway"
    PARALLEL = "parallel_gateway"
    INCLUSIVE = "inclusive_gateway"
    TIMER = "timer_event"
    MESSAGE = "message_event"
    THROW = "message_throw_event"
    BOUNDARY_TIMER = "boundary_timer"
    BOUNDARY_MESSAGE = "boundary_message"
    SUBPROCESS = "sub_process"
    CALL = "call_activity"


GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE})
TASKS = frozenset({Kind.USER, Kind.MANUAL})
ACTIVITIES = TASKS | {Kind.SERVICE, Kind.RECEIVE, Kind.SUBPROCESS, Kind.CALL}
ENDS = frozenset({Kind.END, Kind.TERMINATE})
BOUNDARIES = frozenset({Kind.BOUNDARY_TIMER, Kind.BOUNDARY_MESSAGE})


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """Who does a step, and in how long.

    ``limit_days`` is counted in the unit of the item (working or calendar days). ``counts`` is
    false for a step whose time is not part of the promised limit, such as an expert review.
    ``kind`` is what the step does for the case, see :mod:`quancheng.workflow.engine.kinds`.
    """

    role: str
    office: str
    limit_days: Decimal
    counts: bool
    executor_level: ExecutorLevel
    group: str
    kind: str
    order: int


@dataclass(frozen=True, slots=True)
class Timer:
    """When a timer event is due: an ISO 8601 duration or date, or a number of working days."""

    form: TimerForm
    value: str
    working_days: Decimal | None


@dataclass(frozen=True, slots=True)
class Multi:
    """A user task done once for each office in a list; ``offices`` names the fact with the list.

    ``until`` is a CEL condition that ends the rest early, or an empty text.
    """

    offices: str
    sequential: bool
    until: str


@dataclass(frozen=True, slots=True)
class Element:
    """One node of the flow; ``parent`` is the id of the sub-process around it, or empty."""

    id: str
    kind: Kind
    name: str
    parent: str
    task: TaskInfo | None = None
    timer: Timer | None = None
    multi: Multi | None = None
    message: str = ""
    service: str = ""
    called: str = ""
    default: str = ""
    attached_to: str = ""
    interrupting: bool = True

    @property
    def label(self) -> str:
        """The words by which a person recognises the element: its name, or else its id."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Connection:
    """One sequence flow; ``condition`` is CEL or empty."""

    id: str
    source: str
    target: str
    name: str
    condition: str
    parent: str


@dataclass(frozen=True, slots=True)
class Model:
    """A flow as drawn: its key, its name, the digest of its document, its nodes and arrows."""

    key: str
    name: str
    digest: str
    elements: tuple[Element, ...]
    connections: tuple[Connection, ...]

    def to_json(self) -> str:
        """Write the model as compact JSON, from which :meth:`from_json` restores an equal one."""
        return json.dumps(
            asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str
        )

    @classmethod
    def from_json(cls, text: str) -> Model:
        """Restore a model written by :meth:`to_json`."""
        raw = json.loads(text)
        return cls(
            key=raw["key"],
            name=raw["name"],
            digest=raw["digest"],
            elements=tuple(_element(each) for each in raw["elements"]),
            connections=tuple(Connection(**each) for each in raw["connections"]),
        )


def _element(raw: dict[str, Any]) -> Element:
    task, timer, multi = raw.pop("task"), raw.pop("timer"), raw.pop("multi")
    if task:
        task = TaskInfo(**{**task, "limit_days": Decimal(task["limit_days"])})
    if timer:
        days = timer["working_days"]
        timer = Timer(**{**timer, "working_days": Decimal(days) if days else None})
    multi = Multi(**multi) if multi else None
    return Element(**{**raw, "kind": Kind(raw["kind"])}, task=task, timer=timer, multi=multi)
