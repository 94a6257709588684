"""Registering an applicant by itself, as the statement of an intake does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.db import IntegrityError, connection, transaction

from quancheng.identity.operations import recognise_applicant
from quancheng.kernel.statement import compose


@dataclass(frozen=True, slots=True)
class Registered:
    """The applicant, and whether he was unknown before."""

    applicant_id: int
    is_new: bool


def registered(**given: Any) -> Registered:
    """The applicant that is known by his document; a new one where there is none."""
    known = recognise_applicant(**given)
    if known.applicant_id is not None:
        return Registered(applicant_id=known.applicant_id, is_new=False)
    sql, params = compose([known.clause()], returning="SELECT id FROM applicant")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, cast("Any", params))
            return Registered(applicant_id=int(cursor.fetchone()[0]), is_new=True)
    except IntegrityError:
        return registered(**given)
