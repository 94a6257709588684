"""What one press at the intake does beside taking in: a renewal is linked, an 即办件 accepted.

``doing`` carries the key of the press; each act has its own key, made from it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from quancheng.catalogue.queries import Guide
from quancheng.journeys import accept, flow, renew
from quancheng.journeys.act import Doing, Outcome
from quancheng.journeys.apply import Intake, take_in
from quancheng.kernel.errors import UnableTo


def renewal_errors(
    *, guide: Guide, region_code: str, renews: str, applicant_id: int | None, today: date
) -> dict[str, str]:
    """Why the result of this number cannot be renewed; nothing where none is named."""
    if not renews:
        return {}
    try:
        renew.check_renewable(
            region_code=region_code,
            result_number=renews,
            applicant_id=applicant_id,
            office_id=flow.office_id_of(region_code=region_code, code=guide.office_code),
            received_on=today,
        )
    except UnableTo as error:
        return {"renews": error.sentence}
    return {}


def taken_in(*, doing: Doing, region_code: str, intake: Intake, renews: str) -> Outcome:
    """Take the application in and link the result it renews: both, or neither."""
    if not renews:
        return take_in(doing=doing, region_code=region_code, intake=intake)
    with transaction.atomic():
        outcome = take_in(doing=doing, region_code=region_code, intake=intake)
        renew.link(
            doing=replace(doing, key=f"{doing.key}-renews"),
            region_code=region_code,
            number=outcome.number,
            result_number=renews,
        )
    return outcome


def accepted_too(*, doing: Doing, outcome: Outcome) -> Outcome:
    """The case after acceptance; where that is refused, the case as it was received."""
    try:
        return accept.accept(
            doing=replace(doing, key=f"{doing.key}-accept"),
            region_code=outcome.region_code,
            number=outcome.number,
        )
    except UnableTo:
        return outcome
