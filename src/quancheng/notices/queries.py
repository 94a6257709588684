"""Reading the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quancheng.identity.rules import Scope
from quancheng.notices.models import Message, PhoneMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message as staff see it; the address is not shown."""

    id: int
    kind: str
    channel: str
    title: str
    body: str
    state: str
    attempts: int
    created_at: datetime
    sent_at: datetime | None
    problem: str
    case_id: int | None
    case_number: str

    @property
    def state_label(self) -> str:
        """The Chinese word for the state."""
        return str(Message.State(self.state).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneMessageView:
    """A message as it stands on the demonstration telephone."""

    to: str
    title: str
    body: str
    arrived_at: datetime
    times: int


_FIELDS = ("id kind channel title body state attempts created_at sent_at problem case_id").split()


def _views(rows: list[dict[str, object]]) -> list[MessageView]:
    return [
        MessageView(**{**{key: row[key] for key in _FIELDS}, "case_number": row["case__number"]})  # type: ignore[arg-type]
        for row in rows
    ]


def messages_of(*, case_id: int) -> list[MessageView]:
    """The messages about a case, oldest first."""
    rows = Message.objects.filter(case_id=case_id).order_by("created_at", "id")
    return _views(list(rows.values(*_FIELDS, "case__number")))


def failed_messages(*, scope: Scope, limit: int = 100) -> list[MessageView]:
    """Messages of a reader's counties (or his town) that could not be sent, latest first."""
    rows = Message.objects.filter(region_id__in=scope.counties, state="failed")
    if scope.town:
        rows = rows.filter(case__town_id=scope.town)
    found = rows.order_by("-created_at", "-id").values(*_FIELDS, "case__number")[:limit]
    return _views(list(found))


def phone_messages(*, region_code: str, to: str = "", limit: int = 50) -> list[PhoneMessageView]:
    """The latest messages on the demonstration telephone, perhaps of one number alone."""
    rows = PhoneMessage.objects.filter(region_id=region_code)
    if to:
        rows = rows.filter(to=to)
    found = rows.order_by("-arrived_at", "-id").values("to", "title", "body", "arrived_at", "times")
    return [PhoneMessageView(**row) for row in found[:limit]]
