"""Changing the calendar: first what it does to the open cases, then the change and the round.

A State Council notice, a correcting notice, a local closure and a lifted closure all take this
way: one document, one version of the calendar, one round over the open cases (law.md §3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction

from quancheng.cases.queries import open_cases
from quancheng.clock import operations as calendar
from quancheng.clock.engine import Calendar, DayKind, DayRecord
from quancheng.clock.operations import NoticePreview
from quancheng.clock.operations.recomputation import ask_round
from quancheng.clock.queries import Supposed, calendar_as_if, calendar_version
from quancheng.clock.rules import cited
from quancheng.identity.rules import Actor
from quancheng.identity.rules.masks import mask_name
from quancheng.journeys.due_changes import (
    DELIVERY,
    LAW,
    PROMISE,
    REQUEST,
    SITTING,
    DueChange,
    changes_of,
)
from quancheng.ledger import queries as ledger

UNDER_WAY = 1_000
"""Entries that acts under way may still write below the latest id."""


@dataclass(frozen=True, slots=True)
class ToTell:
    """An applicant who must be told of a day; ``before`` is ``None`` where it was not known.

    ``what`` says what the day is about (see :mod:`quancheng.journeys.due_changes`).
    """

    number: str
    applicant: str
    item: str
    before: date | None
    after: date
    what: str


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change of the calendar does to the unfinished cases of some counties.

    ``promised`` and ``statutory`` count the cases whose day becomes another, ``settled`` those
    that stop being provisional, ``waiting`` those that stay so, ``windows`` those whose last day
    for an answer moves, ``deliveries`` and ``hearings`` those whose last day for the hand-over, or
    for a hearing, becomes another, ``failed`` those that could not be reckoned. ``telling`` are the
    cases to be told, in the order of their ids.
    """

    open_cases: int
    promised: int
    statutory: int
    settled: int
    waiting: int
    windows: int
    deliveries: int
    hearings: int
    failed: int
    telling: tuple[tuple[int, DueChange], ...]

    def told_on(self, *, first: int, size: int) -> list[ToTell]:
        """``size`` of those who must be told, from the ``first`` (0) on."""
        shown = self.telling[first : first + size]
        details = open_cases.details_of(ids=[case_id for case_id, _ in shown])
        return [
            _to_tell(details[case_id], change) for case_id, change in shown if case_id in details
        ]


def _to_tell(case: open_cases.OpenCase, change: DueChange) -> ToTell:
    first = change.told[0]
    return ToTell(
        number=case.number,
        applicant=mask_name(case.applicant_name, kind=case.applicant_kind),
        item=case.item_name,
        before=first.before,
        after=first.after,
        what=first.what,
    )


def effects(*, supposed: Supposed, region_codes: Sequence[str], today: date) -> Effects:
    """What the calendar, changed as ``supposed``, does to the unfinished cases of the counties."""

    @cache
    def calendars(code: str) -> Calendar:
        return calendar_as_if(region_code=code, supposed=supposed)

    groups = open_cases.groups_in(region_codes=region_codes)
    failed: list[tuple[str, str]] = []
    changes = list(changes_of(groups=groups, calendars=calendars, today=today, failed=failed))

    def sized(chosen: Callable[[DueChange], bool]) -> int:
        return sum(len(change.group.ids) for change in changes if chosen(change))

    provisional = sum(
        len(group.ids) for group in groups if group.projected.provisional and not group.is_decided
    )
    settled = sized(lambda change: change.settles)
    telling = [
        (case_id, change) for change in changes if change.tells for case_id in change.group.ids
    ]
    return Effects(
        open_cases=sum(len(group.ids) for group in groups if not group.is_decided),
        promised=sized(lambda change: change.moves(PROMISE)),
        statutory=sized(lambda change: change.moves(LAW)),
        settled=settled,
        waiting=provisional - settled,
        failed=len(failed),
        windows=sized(lambda change: change.before.correction_due != change.after.correction_due),
        deliveries=sized(lambda change: change.moves(DELIVERY)),
        hearings=sized(lambda change: change.moves(REQUEST) or change.moves(SITTING)),
        telling=tuple(sorted(telling, key=lambda pair: pair[0])),
    )


def notice_supposed(preview: NoticePreview) -> Supposed:
    """The calendar as a notice that was previewed would make it."""
    return Supposed(days={"": preview.settled})


def closure_supposed(*, region_code: str, day: date) -> Supposed:
    """The calendar with a closure."""
    return Supposed(days={region_code: (DayRecord(day, DayKind.REST),)})


def lifting_supposed(*, region_code: str, day: date) -> Supposed:
    """The calendar without a closure."""
    return Supposed(days={}, lifted=((region_code, day),))


def _ask(
    *, region_code: str, version_before: int, mark: int, cause: str, by: str, now: datetime
) -> None:
    version = calendar_version()
    if version == version_before:
        return
    ask_round(
        region_code=region_code,
        version=version,
        cause=cause,
        by=by,
        now=now,
        total=open_cases.count_unfinished(),
        mark=max(0, mark - UNDER_WAY),
    )


def _by(actor: Actor) -> dict[str, Any]:
    return {"by": actor.name, "actor": actor.account_id, "post": actor.post_id}


@transaction.atomic
def import_notice(
    *,
    actor: Actor,
    now: datetime,
    number: str,
    title: str,
    issued_on: date | None,
    rows: Sequence[DayRecord],
    years: Sequence[int],
) -> NoticePreview:
    """Make a notice the calendar of its years, and ask for the round if it changes anything.

    A second notice for the same year corrects the first. Raises ``UnableToImportNotice``.
    """
    before, mark = calendar_version(), ledger.last_id()
    done = calendar.import_notice(
        number=number, title=title, issued_on=issued_on, rows=rows, years=years, now=now,
        **_by(actor),
    )  # fmt: skip
    _ask(
        region_code="", version_before=before, mark=mark,
        cause=cited(title=title.strip(), number=""), by=actor.name, now=now,
    )  # fmt: skip
    return done


@transaction.atomic
def declare_closure(
    *, actor: Actor, now: datetime, region_code: str, day: date, reason: str, number: str
) -> None:
    """Close a centre on a working day, and ask for the round.

    Raises ``UnableToDeclareClosure``.
    """
    before, mark = calendar_version(), ledger.last_id()
    calendar.declare_closure(
        region_code=region_code, day=day, reason=reason, number=number, now=now, **_by(actor)
    )
    cause = f"{day.month}月{day.day}日停办（{reason.strip()}）"
    _ask(
        region_code=region_code, version_before=before, mark=mark, cause=cause, by=actor.name,
        now=now,
    )  # fmt: skip


@transaction.atomic
def lift_closure(
    *, actor: Actor, now: datetime, region_code: str, day: date, reason: str, number: str
) -> None:
    """Take a closure back, and ask for the round. Raises ``UnableToLiftClosure``."""
    before, mark = calendar_version(), ledger.last_id()
    calendar.lift_closure(
        region_code=region_code, day=day, reason=reason, number=number, now=now, **_by(actor)
    )
    _ask(
        region_code=region_code, version_before=before, mark=mark,
        cause=f"{day.month}月{day.day}日取消停办", by=actor.name, now=now,
    )  # fmt: skip
