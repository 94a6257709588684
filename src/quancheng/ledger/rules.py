"""What an entry is, and its digest (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from quancheng.kernel.canonical import digest

CASE = "case"
IDENTITY = "identity"
CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One act as it goes on the record; ``seq`` counts within ``(stream, subject)``.

    ``actor`` is the account, ``post`` the post it acted in, ``on_behalf_of`` the A post a
    deputy stood in for. An act of the platform itself (a sweep) has none of the three.
    """

    region_code: str
    stream: str
    subject: int
    seq: int
    kind: str
    recorded_at: datetime
    effective_on: date
    actor: int | None = None
    post: int | None = None
    on_behalf_of: int | None = None
    actor_name: str = ""
    step: str = ""
    opinion: str = ""
    reason: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    edition: int | None = None

    def content(self) -> dict[str, Any]:
        """The columns the digest is taken over."""
        return {name: getattr(self, name) for name in self.__slots__}

    def digest(self) -> bytes:
        """SHA-256 over the canonical bytes of the entry (32 bytes)."""
        return digest(self.content())
