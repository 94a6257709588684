"""What asks for an extension and has no answer yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.cases.models import ExtensionRequest
from quancheng.cases.states import State
from quancheng.identity.rules import Scope

RUNNING = (State.ACCEPTED.value, State.EXAMINING.value)
"""A limit is extended while it runs: a case that is decided needs no answer any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An open request; ``asked_by`` is a post, ``statutory_due`` the last day for the answer."""

    number: str
    item_name: str
    applicant_name: str
    days: int
    reason: str
    asked_on: date
    asked_by: int
    statutory_due: date | None
    edition_id: int


_NAMES = (
    "case__number",
    "case__item_name",
    "case__applicant_name",
    "days",
    "reason",
    "asked_on",
    "asked_by_id",
    "case__statutory_due",
    "case__edition_id",
)


def _asked(row: tuple[object, ...]) -> Asked:
    return Asked(**dict(zip(Asked.__slots__, row, strict=True)))  # type: ignore[arg-type]


def request_of(*, case_id: int) -> Asked | None:
    """The open request of a case, whose limit still runs."""
    rows = ExtensionRequest.objects.filter(case_id=case_id, outcome="", case__state__in=RUNNING)
    row = rows.values_list(*_NAMES).first()
    return _asked(row) if row else None


def requests_to(*, office_id: int, scope: Scope) -> tuple[Asked, ...]:
    """The open requests that an office's head has to answer, the earliest deadline first."""
    rows = ExtensionRequest.objects.filter(
        region_id__in=scope.counties, outcome="", case__office_id=office_id, case__state__in=RUNNING
    ).order_by("case__statutory_due", "id")
    return tuple(_asked(row) for row in rows.values_list(*_NAMES))
