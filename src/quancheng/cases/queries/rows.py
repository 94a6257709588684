"""Rows of the case's tables as plain values, to be compared with the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Manager

from quancheng.cases.models import (
    Case,
    CorrectionNotice,
    Decision,
    Extension,
    ExtensionRequest,
    Forwarding,
    Hearing,
    Letter,
    Suspension,
)
from quancheng.cases.queries.digests import DigestOfBytes, DigestOfText
from quancheng.cases.rules.replay import TABLES, Row, Table

Rows = dict[int, list[Row]]
"""Rows by the id of their case."""

_ROWS: dict[str, Manager[Any]] = {
    "case": Case.objects,
    "correction": CorrectionNotice.objects,
    "suspension": Suspension.objects,
    "extension": Extension.objects,
    "extension_request": ExtensionRequest.objects,
    "hearing": Hearing.objects,
    "forwarding": Forwarding.objects,
    "decision": Decision.objects,
    "letter": Letter.objects,
}
_READ = {
    "signature_digest": DigestOfText("signature"),
    "seal_digest": DigestOfBytes("seal"),
}


def read_rows(
    *, rows: Manager[Any], table: Table, ids: Sequence[int], read: dict[str, Any], case: str
) -> Rows:
    """The replayed columns of a table's rows of cases, oldest first.

    ``case`` is the column of the case's id; ``read`` says how to read what is no column itself.
    """
    columns = list(table.labels)
    computed = {name: how for name, how in read.items() if name in table.labels}
    wanted_rows = rows.filter(**{f"{case}__in": ids}).order_by("pk").annotate(**computed)
    found: Rows = {}
    for case_id, *values in wanted_rows.values_list(case, *columns):
        found.setdefault(case_id, []).append(dict(zip(columns, values, strict=True)))
    return found


def rows_of_cases(*, ids: Sequence[int]) -> dict[str, Rows]:
    """The rows of ``ids`` in every table of the domain, by the name of the table."""
    return {
        table.name: read_rows(
            rows=_ROWS[table.name],
            table=table,
            ids=ids,
            read=_READ,
            case="id" if table.name == "case" else "case_id",
        )
        for table in TABLES
        if table.name in _ROWS
    }


def numbers_in_order(*, chunk: int = 10_000) -> Iterator[tuple[int, str]]:
    """Id and number of every case there is, by id."""
    rows = Case.objects.order_by("pk").values_list("pk", "number")
    yield from rows.iterator(chunk_size=chunk)
