"""What the caller has to do because the flow has moved, in the order of happening.

Nodes are named by their BPMN id, tokens by their number, which is never used twice in a flow.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from quancheng.workflow.engine.elements import TimerForm


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Put a task on the list of an office; ``limit_days`` is in the unit of the item."""

    token: int
    node: str
    name: str
    role: str
    office: str
    limit_days: Decimal
    counts: bool
    group: str
    kind: str
    executor_level: str


@dataclass(frozen=True, slots=True)
class CloseTask:
    """The task was finished by the act itself."""

    token: int
    node: str


@dataclass(frozen=True, slots=True)
class CancelTask:
    """The task is taken away: the flow went back, was interrupted or ended."""

    token: int
    node: str


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Wake the flow with ``Fire(token, node)`` at the date, or after the duration.

    When ``working_days`` is given it is the duration, counted by the calendar of working days.
    """

    token: int
    node: str
    name: str
    form: TimerForm
    value: str
    working_days: Decimal | None


@dataclass(frozen=True, slots=True)
class CancelTimer:
    """The timer is no longer wanted."""

    token: int
    node: str


@dataclass(frozen=True, slots=True)
class AwaitMessage:
    """Wake the flow with ``Fire(token, node)`` when the message comes."""

    token: int
    node: str
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class CancelMessage:
    """The message is no longer waited for."""

    token: int
    node: str


@dataclass(frozen=True, slots=True)
class CallService:
    """Call the named service and answer with ``Complete(token)``."""

    token: int
    node: str
    name: str
    service: str


@dataclass(frozen=True, slots=True)
class CancelService:
    """The answer of the service is no longer wanted."""

    token: int
    node: str


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Send the message; the flow does not wait for it."""

    node: str
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class StartChild:
    """Start a child flow with the key ``called`` and answer its end with ``Complete(token)``."""

    token: int
    node: str
    name: str
    called: str


@dataclass(frozen=True, slots=True)
class CancelChild:
    """End the child flow: nobody waits for it any more."""

    token: int
    node: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The flow has ended.

    ``code`` is ``done`` after the last token reached an end, ``terminated`` after a terminate
    end event, else the code of the act; ``node`` is the end event reached last, or empty.
    """

    code: str
    node: str


Effect = (
    OpenTask
    | CloseTask
    | CancelTask
    | StartTimer
    | CancelTimer
    | AwaitMessage
    | CancelMessage
    | CallService
    | CancelService
    | SendMessage
    | StartChild
    | CancelChild
    | Ended
)
