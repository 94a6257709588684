"""How often a stranger may try a code: counted over all processes, in the shared cache.

Every try takes one of a fixed number of slots that come free by themselves. A slot is taken by
an insert that only one process can win, so that parallel tries cannot pass the limit together.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import SHANGHAI


class UnableToTryAgain(UnableTo):
    """All tries of the window are used up; ``retry_at`` is when the next one comes free."""

    def __init__(self, *, retry_at: datetime, wait: int) -> None:
        """``wait`` is in whole seconds, for the header Retry-After."""
        self.retry_at, self.wait = retry_at, wait
        super().__init__(
            f"查得太频繁了。为了保护办件信息，请在 {retry_at.astimezone(SHANGHAI):%H:%M} 以后再试，"
            "急用请带身份证到窗口查询。"
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """A try that was taken; give it back when the code was right."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttle:
    """At most ``tries`` in any ``seconds`` for one subject, say an address or a number."""

    name: str
    tries: int
    seconds: int

    def take(self, subject: str, *, now: datetime) -> Slot:
        """Take a free slot of ``subject``; raises :class:`UnableToTryAgain` when there is none."""
        keys = self._keys(subject)
        taken = cache.get_many(keys)
        frees_at = (now + timedelta(seconds=self.seconds)).timestamp()
        for key in keys:
            if key not in taken and cache.add(key, frees_at, timeout=self.seconds):
                return Slot(key)
        first = min(taken.values(), default=frees_at)
        # The sentence names a minute, so the minute is rounded up.
        retry_at = datetime.fromtimestamp(math.ceil(first / 60) * 60, tz=SHANGHAI)
        raise UnableToTryAgain(
            retry_at=retry_at, wait=max(1, math.ceil(retry_at.timestamp() - now.timestamp()))
        )

    def _keys(self, subject: str) -> list[str]:
        mark = hashlib.sha256(subject.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return [f"throttle:{self.name}:{mark}:{number}" for number in range(self.tries)]


def give_back(*slots: Slot) -> None:
    """Free slots at once: the try was right and does not count."""
    cache.delete_many([slot.key for slot in slots])


def caller_address(*, remote: str, forwarded: str, behind_proxy: bool) -> str:
    """The address of the caller: the connection's own, or what our proxy added last.

    ``forwarded`` is the header X-Forwarded-For. Whatever stands before its last part was written
    by the caller and is not believed.
    """
    last = forwarded.rpartition(",")[2].strip()
    return last if behind_proxy and last else remote
