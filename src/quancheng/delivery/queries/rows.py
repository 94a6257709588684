"""Rows of results, hand-overs and renewals as plain values, to be compared with the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Manager

from quancheng.cases.queries.digests import DigestOfBytes, DigestOfText
from quancheng.cases.queries.rows import Rows, read_rows
from quancheng.delivery.models import HandOver, Renewal, Result
from quancheng.delivery.replay import TABLES

_ROWS: dict[str, Manager[Any]] = {
    "result": Result.objects,
    "hand_over": HandOver.objects,
    "renewal": Renewal.objects,
}
_READ = {
    "identity_digest": DigestOfBytes("receiver_digest"),
    "signature_digest": DigestOfText("signature"),
    "result_number": F("result__number"),
}


def rows_of_results(*, ids: Sequence[int]) -> dict[str, Rows]:
    """The rows of the cases ``ids`` in every table of the domain, by the name of the table."""
    return {
        table.name: read_rows(
            rows=_ROWS[table.name], table=table, ids=ids, read=_READ, case="case_id"
        )
        for table in TABLES
    }
