"""The one door through which every act on a case is written.

The clauses of all domains an act touches are composed into a single SQL statement: state,
tasks, evidence, letters and outbox are in the database together or not at all. An act that
was already done under the same idempotency key gives its first answer again; an act on a case
that has moved on since it was read is refused and says who moved it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, cast

from django.db import IntegrityError, connection, transaction

from quancheng.cases.operations.move import letters_clause, move_clause
from quancheng.cases.rules.letter_numbers import letter_number
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import ACT_LABELS, State, UnableToActStale
from quancheng.identity.rules import Actor
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import SHANGHAI, day_of
from quancheng.kernel.statement import Clause, compose
from quancheng.ledger import queries as ledger
from quancheng.ledger.operations import entry_clause, receipt_clause
from quancheng.ledger.rules import CASE, Recorded
from quancheng.notices.operations import NewMessage, messages_clause
from quancheng.notices.rules import compose as compose_message

CHANNELS: tuple[str, ...] = ("sms",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an act answered; stored with its idempotency key."""

    number: str
    state: State
    version: int
    case_id: int
    region_code: str
    receipt_code: str = ""
    check_code: str = ""
    due: date | None = None
    repeated: bool = False

    def to_record(self) -> dict[str, Any]:
        """The JSON kept with the key."""
        return {
            "number": self.number,
            "state": self.state.value,
            "version": self.version,
            "case_id": self.case_id,
            "region_code": self.region_code,
            "receipt_code": self.receipt_code,
            "check_code": self.check_code,
            "due": self.due.isoformat() if self.due else None,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Outcome:
        """The answer of an act that had already been done."""
        plain = dict(record)
        plain["state"] = State(plain["state"])
        plain["due"] = date.fromisoformat(plain["due"]) if plain["due"] else None
        return cls(**plain, repeated=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does what, when; ``key`` is the idempotency key of the door.

    ``actor`` is ``None`` for the platform's own acts (the sweep).
    """

    actor: Actor | None
    now: datetime
    key: str

    @property
    def today(self) -> date:
        """The Shanghai day of the act."""
        return day_of(self.now)


@dataclass(slots=True, kw_only=True)
class Writing:
    """What an act is about to write, gathered before the one statement."""

    kind: str
    changes: dict[str, Any] = field(default_factory=dict)
    clauses: list[Clause] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    messages: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    step: str = ""
    opinion: str = ""
    reason: str = ""
    effective_on: date | None = None


P = ParamSpec("P")


def once(act: Callable[P, Outcome]) -> Callable[P, Outcome]:
    """Make an act answer the same when its key comes again, whatever has happened since.

    The act takes ``doing: Doing`` and ``region_code: str`` by keyword.
    """

    @wraps(act)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Outcome:
        try:
            return act(*args, **kwargs)
        except (UnableTo, IntegrityError):
            doing, region_code = kwargs["doing"], kwargs["region_code"]
            if not isinstance(doing, Doing) or connection.needs_rollback:
                raise
            earlier = ledger.outcome_of(region_code=str(region_code), key=doing.key)
            if earlier is None:
                raise
            return Outcome.from_record(earlier)

    return wrapped


def _entry(*, doing: Doing, case: Snapshot, writing: Writing) -> Recorded:
    actor = doing.actor
    return Recorded(
        region_code=case.region_code,
        stream=CASE,
        subject=case.id,
        seq=case.version + 1,
        kind=writing.kind,
        recorded_at=doing.now,
        effective_on=writing.effective_on or doing.today,
        actor=actor.account_id if actor else None,
        post=actor.post_id if actor else None,
        on_behalf_of=actor.on_behalf_of if actor else None,
        actor_name=actor.name if actor else "",
        step=writing.step,
        opinion=writing.opinion,
        reason=writing.reason,
        data=writing.data,
        edition=case.edition_id,
    )


def message_rows(
    *, number: str, seq: int, messages: Sequence[tuple[str, Mapping[str, object]]]
) -> list[NewMessage]:
    """The outbox rows of an act, one a message and channel."""
    rows = []
    for kind, facts in messages:
        text = compose_message(kind=kind, facts=facts)
        rows += [
            NewMessage(
                kind=kind,
                channel=channel,
                title=text.title,
                body=text.body,
                key=f"{number}-{seq}-{kind}-{channel}",
            )
            for channel in CHANNELS
        ]
    return rows


def run(clauses: list[Clause], *, returning: str) -> tuple[Any, ...] | None:
    """Execute composed clauses; answers the one row of ``returning``."""
    sql, params = compose(clauses, returning=returning)
    with connection.cursor() as cursor:
        cursor.execute(sql, cast("Any", params))
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def write(*, doing: Doing, case: Snapshot, writing: Writing) -> Outcome:
    """Write the act in one statement.

    Raises :class:`UnableToActStale` when the case has moved on since ``case`` was read; the
    sentence says what happened. Nothing is written then.
    """
    seq = case.version + 1
    issued = {"letters": list(writing.letters)} if writing.letters else {}
    writing.data = writing.data | issued | {"changes": recordable(writing.changes)}
    entry = _entry(doing=doing, case=case, writing=writing)
    outcome = Outcome(
        number=case.number,
        state=State(writing.changes.get("state", case.state)),
        version=seq,
        case_id=case.id,
        region_code=case.region_code,
        receipt_code=case.receipt_code,
        due=writing.changes.get("promised_due", case.promised_due),
    )
    clauses = [
        move_clause(case=case, changes=writing.changes),
        entry_clause(entry, after="moved"),
        receipt_clause(key=doing.key, outcome=outcome.to_record()),
        *writing.clauses,
    ]
    if writing.letters:
        numbered = [
            (kind, letter_number(number=case.number, seq=seq, ordinal=ordinal))
            for ordinal, kind in enumerate(writing.letters)
        ]
        clauses.append(letters_clause(letters=numbered, now=doing.now))
    rows = message_rows(number=case.number, seq=seq, messages=writing.messages)
    if rows:
        clauses.append(
            messages_clause(
                applicant_id=case.applicant_id,
                messages=rows,
                now=doing.now,
                after="moved",
            )
        )
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        moved = run(clauses, returning="SELECT id, version FROM moved")
    if moved is None:
        raise UnableToActStale(_moved_on(case))
    return outcome


def recordable(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes as they go on the record: days and moments as text."""
    return {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in changes.items()
    }


def _moved_on(case: Snapshot) -> str:
    entries = ledger.entries_of(region_code=case.region_code, stream=CASE, subject=case.id)
    later = [entry for entry in entries if entry.seq > case.version]
    if not later:
        return "这件刚刚有人在办，您的操作没有写入。请刷新后再办。"
    last = later[-1]
    when = last.recorded_at.astimezone(SHANGHAI)
    who = last.actor_name or "系统"
    what = ACT_LABELS.get(last.kind, last.kind)
    return f"这件已有新进展：{who}已于 {when:%H:%M}“{what}”，您的操作没有写入。请刷新后再办。"
