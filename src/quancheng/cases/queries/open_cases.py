"""Unfinished cases as the clock sees them: those with the same facts are one group, however many.

Open cases, and decided ones whose result is still to be handed over (R7).

A change of the calendar is reckoned once a group; a million cases are some thousand groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from quancheng.cases.models import Case
from quancheng.cases.queries.limits import LimitFacts, limit_facts
from quancheng.cases.rules.hearing_days import HearingDays
from quancheng.cases.states import OPEN_STATES, State

_OPEN = tuple(sorted(state.value for state in OPEN_STATES))
_UNFINISHED = (*_OPEN, State.DELIVERING.value)
# Literals: a prepared statement that is told the states cannot use the indexes of such cases.
_IS_OPEN = "state IN ('" + "', '".join(_OPEN) + "')"
_IS_DELIVERING = f"state = '{State.DELIVERING.value}'"
_IS_UNFINISHED = "state IN ('" + "', '".join(_UNFINISHED) + "')"


@dataclass(frozen=True, slots=True)
class Projected:
    """The columns of a case that the calendar decides."""

    correction_due: date | None
    promised_due: date | None
    promised_earliest: date | None
    statutory_due: date | None
    statutory_earliest: date | None
    provisional: bool
    delivery_due: date | None
    alarm: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Cases with the same facts and the same columns; ``ids`` and ``versions`` in one order.

    ``more`` are suspensions, extensions and corrections, ``hearing`` the days of a hearing that
    has not ended: a case that has any is its own group.
    """

    edition_id: int
    calendar_code: str
    state: str
    received_on: date
    accepted_on: date | None
    suspended_since: date | None
    decided_on: date | None
    projected: Projected
    ids: tuple[int, ...]
    versions: tuple[int, ...]
    more: LimitFacts | None = None
    hearing: HearingDays | None = None

    @property
    def is_decided(self) -> bool:
        """Whether only the hand-over is still to come."""
        return self.state == State.DELIVERING


_GROUPS = """
SELECT c.edition_id, coalesce(c.town_id, c.region_id), c.state, c.received_on, c.accepted_on,
       c.suspended_since, c.decided_on, c.correction_due, c.promised_due, c.promised_earliest,
       c.statutory_due, c.statutory_earliest, c.provisional, c.delivery_due, c.alarm,
       CASE WHEN EXISTS (SELECT 1 FROM cases_suspension f WHERE f.case_id = c.id)
              OR EXISTS (SELECT 1 FROM cases_extension f WHERE f.case_id = c.id)
              OR EXISTS (SELECT 1 FROM cases_correctionnotice f WHERE f.case_id = c.id)
              OR EXISTS (SELECT 1 FROM cases_hearing f WHERE f.case_id = c.id)
            THEN c.id END AS alone,
       array_agg(c.id ORDER BY c.id), array_agg(c.version ORDER BY c.id)
  FROM cases_case c WHERE c.{state} AND {which}
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
"""
_NEXT = (
    "SELECT max(id) FROM (SELECT id FROM cases_case WHERE {state} AND id > %s ORDER BY id"
    " LIMIT %s) AS span"
).replace("{state}", _IS_UNFINISHED)
_SPAN = "c.id > %s AND c.id <= %s"
_THESE = "c.id = ANY(%s)"
_COUNTIES = "c.region_id = ANY(%s)"
_HEARINGS = """
SELECT case_id, basis, stage, told_on, request_by, requested_on, hold_by FROM cases_hearing
 WHERE case_id = ANY(%s) AND stage IN ('told', 'open', 'scheduled')
"""


def _groups(which: str, params: Sequence[Any]) -> list[OpenGroup]:
    rows: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for state in (_IS_OPEN, _IS_DELIVERING):
            sql = _GROUPS.replace("{state}", state).replace("{which}", which)
            cursor.execute(sql, list(params))
            rows += cursor.fetchall()
        alone = [row[15] for row in rows if row[15] is not None]
        cursor.execute(_HEARINGS, [alone])
        hearings = {row[0]: HearingDays(*row[1:]) for row in cursor.fetchall()}
    facts = limit_facts(case_ids=alone)
    return [_group(row, facts, hearings) for row in rows]


def _group(
    row: tuple[Any, ...], facts: dict[int, LimitFacts], hearings: dict[int, HearingDays]
) -> OpenGroup:
    edition_id, code, state, received_on, accepted_on, suspended_since, decided_on = row[:7]
    return OpenGroup(
        edition_id=edition_id,
        calendar_code=code,
        state=state,
        received_on=received_on,
        accepted_on=accepted_on,
        suspended_since=suspended_since,
        decided_on=decided_on,
        projected=Projected(*row[7:15]),
        ids=tuple(row[16]),
        versions=tuple(row[17]),
        more=facts.get(row[15]),
        hearing=hearings.get(row[15]),
    )


def groups_between(*, after: int, upto: int) -> list[OpenGroup]:
    """The unfinished cases whose ids are in ``(after, upto]``, in groups."""
    return _groups(_SPAN, [after, upto])


def groups_of(*, ids: Sequence[int]) -> list[OpenGroup]:
    """Those of the cases that are unfinished, in groups."""
    return _groups(_THESE, [list(ids)])


def groups_in(*, region_codes: Sequence[str]) -> list[OpenGroup]:
    """The unfinished cases of counties, in groups."""
    return _groups(_COUNTIES, [list(region_codes)])


def next_id(*, after: int, size: int) -> int | None:
    """The id of the ``size``-th unfinished case after an id, or of the last, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [after, size])
        row = cursor.fetchone()
    return row[0] if row else None


def count_unfinished() -> int:
    """How many cases are open, or decided and not handed over."""
    return Case.objects.filter(state__in=_UNFINISHED).count()


def count_provisional(*, region_codes: Sequence[str] | None = None) -> int:
    """How many open cases (of the counties) have a deadline in a year that is not known."""
    rows = Case.objects.filter(provisional=True, state__in=_OPEN)
    if region_codes is not None:
        rows = rows.filter(region_id__in=list(region_codes))
    return rows.count()


@dataclass(frozen=True, slots=True)
class OpenCase:
    """What is said about a case when one of its days moves."""

    id: int
    region_code: str
    number: str
    edition_id: int
    step: str
    item_name: str
    applicant_id: int
    applicant_name: str
    applicant_kind: str
    calendar_version: str


_DETAILS = (
    "id", "region_id", "number", "edition_id", "step", "item_name", "application__applicant_id",
    "applicant_name", "application__applicant__kind", "calendar_version",
)  # fmt: skip


def details_of(*, ids: Sequence[int]) -> dict[int, OpenCase]:
    """Cases by id."""
    rows = Case.objects.filter(pk__in=list(ids)).values_list(*_DETAILS)
    return {row[0]: OpenCase(*row) for row in rows}
