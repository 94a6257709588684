"""A case as an act reads it (pure values)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from quancheng.cases.rules.hearing_fact import HearingFact
from quancheng.cases.states import State
from quancheng.clock.engine import ClockName, ExtensionGrant, Facts, Suspension
from quancheng.kernel.errors import UnableTo


class UnableToActOnTask(UnableTo):
    """The task is not there (any more) or is not this person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTask:
    """An open task of the case."""

    id: int
    token: int
    node: str
    name: str
    kind: str
    role: str
    office_id: int | None
    town_code: str
    holder: int | None
    opened_at: datetime
    limit_days: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionFact:
    """A correction notice: what was told, and perhaps answered."""

    ordinal: int
    told_on: date
    answered_on: date | None
    defects: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForwarding:
    """A case that lies with a superior organ: with whom, by which document, until when."""

    superior: str
    document: str
    sent_on: date
    expected_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything an act needs of a case, read in one query."""

    id: int
    region_code: str
    town_code: str
    number: str
    application_id: int
    applicant_id: int
    receipt_code: str
    check_code: str
    item_id: int
    edition_id: int
    office_id: int
    instance_id: int
    flow_digest: str
    marking: dict[str, Any]
    item_name: str
    handling_type: str
    applicant_name: str
    state: State
    version: int
    step: str
    counter: str
    channel: str
    received_at: datetime
    received_on: date
    accepted_on: date | None
    correction_due: date | None
    promised_due: date | None
    statutory_due: date | None
    suspended_since: date | None
    outcome: str
    decided_on: date | None
    forwarded_on: date | None
    renews: str
    deemed_renewed_on: date | None
    parent_id: int | None
    required_by_parent: bool
    calendar_version: int
    tasks: tuple[WaitingTask, ...]
    suspensions: tuple[Suspension, ...]
    extensions: tuple[ExtensionGrant, ...]
    corrections: tuple[CorrectionFact, ...]
    hearing: HearingFact | None = None
    forwarding: OpenForwarding | None = None

    @property
    def calendar_code(self) -> str:
        """The region whose closures count: the town's, which lies in the county, or the county."""
        return self.town_code or self.region_code

    @property
    def came_in_on(self) -> date:
        """The day the file, or its last supplement, came in."""
        answered = [fact.answered_on for fact in self.corrections if fact.answered_on is not None]
        return max([self.received_on, *answered])

    def facts(self, *, today: date) -> Facts:
        """The facts the clock computes from."""
        return Facts(
            today=today,
            received_on=self.received_on,
            accepted_on=self.accepted_on,
            complete_on=self.accepted_on,
            decided_on=self.decided_on,
            forwarded_on=self.forwarded_on,
            suspensions=self.suspensions,
            corrections=tuple(
                Suspension(start=c.told_on, end=c.answered_on, ground="补正")
                for c in self.corrections
            ),
            extensions=self.extensions,
        )

    def task(self, task_id: int) -> WaitingTask:
        """The open task ``task_id``; raises :class:`UnableToActOnTask` when it is gone."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise UnableToActOnTask("这个环节已经办过或已撤回。请刷新，看看这件现在走到哪一步。")


def grant_from_record(record: dict[str, Any]) -> ExtensionGrant:
    """An extension as the snapshot query spells it."""
    return ExtensionGrant(
        value=record["days"],
        granted_on=date.fromisoformat(record["granted_on"]),
        clock=ClockName(record["clock"]),
        approved_by=str(record["approved_by"]),
        document=record["document"],
    )
