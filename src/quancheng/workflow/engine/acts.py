"""What can be done to a running flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Complete:
    """A user, manual or service task or a child flow is done; ``data`` joins the facts."""

    token: int
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SendBack:
    """The person who holds ``token`` sends the matter back to the earlier task ``to_node``."""

    token: int
    to_node: str


@dataclass(frozen=True, slots=True)
class Fire:
    """A timer is due or a message has come.

    For a boundary event ``token`` is the token of the activity it sits on and ``node`` is the
    boundary event; else ``node`` is the event or the receive task that holds the token.
    """

    token: int
    node: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terminate:
    """The whole flow ends at once, for example because the application was withdrawn."""

    code: str = "withdrawn"


Act = Complete | SendBack | Fire | Terminate
