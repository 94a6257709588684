"""Cases as they are read: frozen values for lists and pages (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from quancheng.cases.states import State
from quancheng.ledger.rules import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in a list. ``task_…`` are filled where the list is one of tasks.

    ``calendar_version`` is that of the calendar its days were last reckoned with.
    """

    id: int
    region_code: str
    town_code: str
    number: str
    item_name: str
    handling_type: str
    applicant_name: str
    state: State
    step: str
    office_id: int
    edition_id: int
    counter: str
    received_at: datetime
    received_on: date
    accepted_on: date | None
    correction_due: date | None
    promised_due: date | None
    statutory_due: date | None
    provisional: bool
    suspended_since: date | None
    forwarded_on: date | None
    outcome: str
    decided_on: date | None
    delivery_due: date | None
    closed_at: datetime | None
    alarm: str
    version: int
    calendar_version: str
    parent_id: int | None
    required_by_parent: bool
    task_id: int | None = None
    task_name: str = ""
    task_kind: str = ""
    task_role: str = ""
    task_holder: int | None = None
    task_office_id: int | None = None
    task_opened_at: datetime | None = None
    task_limit_days: Decimal | None = None

    @property
    def calendar_code(self) -> str:
        """The region whose closures count: the town's, which lies in the county, or the county."""
        return self.town_code or self.region_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list: its lines, and how many there are in all."""

    lines: tuple[CaseLine, ...]
    total: int
    number: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """A stored file of the case."""

    id: int
    material_code: str
    digest: str
    size: int
    media_type: str
    name: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialView:
    """A material line of the file; ``files`` are its attachments."""

    code: str
    name: str
    required: str
    originals: int
    copies: int
    grade: str
    received: bool
    deferred: bool
    files: tuple[AttachmentView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A letter that was issued."""

    id: int
    kind: str
    number: str
    issued_at: datetime
    printed: int
    entry_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """The signed decision."""

    number: str
    outcome: str
    reason: str
    decided_on: date
    signed_at: datetime
    post_id: int
    signature: str
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTask:
    """A task of the case, open or done, for the flow strip."""

    id: int
    node: str
    name: str
    kind: str
    role: str
    office_id: int | None
    town_code: str
    holder: int | None
    state: str
    opened_at: datetime
    done_at: datetime | None
    done_by: int | None
    outcome: str
    limit_days: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The whole file of a case, as its page shows it; personal data masked."""

    line: CaseLine
    receipt_code: str
    check_code: str
    applicant_id: int
    agent_name: str
    agent_authority: str
    phone_mask: str
    channel: str
    taken_by: int
    answers: dict[str, Any]
    materials: tuple[MaterialView, ...]
    letters: tuple[LetterView, ...]
    decision: DecisionView | None
    tasks: tuple[FlowTask, ...]
    entries: tuple[Recorded, ...]
    flow_digest: str
    marking: dict[str, Any]
