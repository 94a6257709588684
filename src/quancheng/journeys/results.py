"""The result that a grant issues, and how long it is valid (行政许可法 第39条、第50条)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.catalogue import queries as catalogue
from quancheng.delivery import queries as delivery
from quancheng.delivery.operations import NewResult, new_result
from quancheng.delivery.rules import Term, named_end, names_end, valid_until


def _begins(*, case: Snapshot, on: date) -> date:
    """The first day of the validity; that of a renewed result follows on the earlier one's (R10)."""
    if not case.renews:
        return on
    if case.deemed_renewed_on is not None:
        return case.deemed_renewed_on
    earlier = delivery.result_numbered(region_code=case.region_code, number=case.renews)
    if earlier.valid_until is not None and earlier.valid_until >= on:
        return earlier.valid_until + timedelta(days=1)
    return on


def result_of_grant(
    *, case: Snapshot, on: date, term: Term | None
) -> tuple[NewResult, dict[str, Any]]:
    """The result of a grant decided ``on`` this day, and what the record says of it.

    The record names the last day only where the decision does (``None``: valid for good); else
    it follows from the item. Raises ``UnableToDateResult``.
    """
    name, kind, validity = catalogue.result_of(edition_id=case.edition_id)
    said: dict[str, Any] = {}
    if names_end(validity):
        until = named_end(validity=validity, term=term, decided_on=on)
        said["valid_until"] = until.isoformat() if until else None
    else:
        until = valid_until(begins=_begins(case=case, on=on), validity=validity)
    result = new_result(number=case.number, name=name, kind=kind, issued_on=on, valid_until=until)
    return result, said | {"result": result.number}
