"""Ways of reaching a person; each a function of one message, known to the provider by its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.errors import UnableTo


class UnableToSend(UnableTo):
    """The provider did not take the message; it is tried again later."""


class UnableToReach(UnableTo):
    """The message can never arrive (no address, for example); it is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message on its way. ``key`` is the idempotency key the provider is given."""

    region_code: str
    key: str
    to: str
    title: str
    body: str
    now: datetime


Channel = Callable[[Outgoing], None]
