"""Results that end on a day, and the cases by which they are renewed (行政许可法 第50条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractMonth

from quancheng.delivery.models import Renewal, Result

UNDECIDED = ("accepted", "examining", "suspended", "forwarded")
"""States of a case that has been accepted and not decided."""
OVER = ("declined", "withdrawn", "terminated")


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A renewal applied for in time and undecided although the result has expired."""

    id: int
    region_code: str
    case_number: str
    result_number: str
    result_name: str
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Whose a result is: office and applicant of the case it came from."""

    office_id: int
    applicant_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """A result that ends in the year asked for, and what is done to renew it.

    ``renewal_…`` are empty while nobody has applied (or the application came to nothing).
    """

    number: str
    name: str
    holder_name: str
    item_name: str
    office_id: int
    case_number: str
    issued_on: date
    valid_until: date
    renewal_number: str
    applied_on: date | None
    in_time: bool
    deemed_on: date | None
    outcome: str


def holding(*, result_id: int) -> Holding:
    """Office and applicant of a result."""
    row = Result.objects.filter(pk=result_id).values_list(
        "case__office_id", "case__application__applicant_id"
    )
    office_id, applicant_id = row.get()
    return Holding(office_id=office_id, applicant_id=applicant_id)


def lapsed(*, today: date, after: int, limit: int) -> list[Lapsed]:
    """Renewals that silence has granted and nobody has said so yet, in the order of their ids.

    Those after id ``after``, so that one that cannot be said holds up none.
    """
    rows = Renewal.objects.filter(
        pk__gt=after,
        in_time=True,
        result__valid_until__lt=today,
        case__state__in=UNDECIDED,
        case__deemed_renewed_on__isnull=True,
    ).order_by("id")
    names = (
        "id", "region_id", "case__number", "result__number", "result__name",
        "result__valid_until",
    )  # fmt: skip
    return [Lapsed(*row) for row in rows.values_list(*names)[:limit]]


def _ending(*, region_codes: tuple[str, ...], year: int) -> QuerySet[Result]:
    return Result.objects.filter(
        region_id__in=region_codes,
        valid_until__gte=date(year, 1, 1),
        valid_until__lte=date(year, 12, 31),
    )


def expiring(*, region_codes: tuple[str, ...], year: int, month: int = 0) -> list[Expiring]:
    """The results that end in a year (or one month of it) in order of their last day."""
    rows = _ending(region_codes=region_codes, year=year).select_related("case")
    if month:
        rows = rows.filter(valid_until__month=month)
    found = list(rows.order_by("valid_until", "id"))
    renewals = {
        each.result_id: each
        for each in Renewal.objects.filter(result__in=found)
        .exclude(case__state__in=OVER)
        .select_related("case")
        .order_by("id")
    }
    return [_expiring(row, renewals.get(row.pk)) for row in found]


def _expiring(row: Result, renewal: Renewal | None) -> Expiring:
    return Expiring(
        number=row.number,
        name=row.name,
        holder_name=row.holder_name,
        item_name=row.case.item_name,
        office_id=row.case.office_id,
        case_number=row.case.number,
        issued_on=row.issued_on,
        valid_until=row.valid_until or row.issued_on,
        renewal_number=renewal.case.number if renewal else "",
        applied_on=renewal.applied_on if renewal else None,
        in_time=renewal.in_time if renewal else False,
        deemed_on=renewal.case.deemed_renewed_on if renewal else None,
        outcome=renewal.case.outcome if renewal else "",
    )


def by_month(*, region_codes: tuple[str, ...], year: int) -> dict[int, int]:
    """How many results end in each month of a year."""
    rows = (
        _ending(region_codes=region_codes, year=year)
        .annotate(month=ExtractMonth("valid_until"))
        .values_list("month")
        .annotate(count=Count("id"))
        .order_by("month")
    )
    return {int(month): int(count) for month, count in rows}


def deemed_renewal(*, result_id: int) -> date | None:
    """The day from which silence has renewed a result, or ``None``."""
    rows = Renewal.objects.filter(Q(case__deemed_renewed_on__isnull=False), result_id=result_id)
    return rows.order_by("-id").values_list(F("case__deemed_renewed_on"), flat=True).first()
