"""Reading the record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Max

from quancheng.ledger.models import Entry
from quancheng.ledger.rules import Recorded

_OF_SUBJECT = f"""
SELECT {", ".join(Recorded.__slots__)}
  FROM ledger_entry WHERE region_code = %s AND stream = %s AND subject = %s ORDER BY seq
"""  # noqa: S608 - only constants of this file are put in
_OUTCOME = "SELECT outcome FROM ledger_receipt WHERE region_code = %s AND key = %s"


def _read_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _recorded(entry: Entry) -> Recorded:
    return Recorded(**{name: getattr(entry, name) for name in Recorded.__slots__})


def entries_of(*, region_code: str, stream: str, subject: int) -> list[Recorded]:
    """The entries of one subject, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_SUBJECT, [region_code, stream, subject])
        rows = cursor.fetchall()
    found = []
    for row in rows:
        plain = dict(zip(Recorded.__slots__, row, strict=True))
        found.append(Recorded(**plain | {"data": _read_json(plain["data"])}))
    return found


def entries_in_order(*, stream: str, chunk: int = 2000) -> Iterator[tuple[Recorded, bytes]]:
    """All entries of a stream by subject and seq, each with its stored digest."""
    rows = Entry.objects.filter(stream=stream).order_by("region_code", "subject", "seq")
    names = Recorded.__slots__
    for *values, digest in rows.values_list(*names, "digest").iterator(chunk_size=chunk):
        yield Recorded(**dict(zip(names, values, strict=True))), bytes(digest)


def last_id() -> int:
    """The id of the latest entry; 0 without any. Entries of acts under way may come below it."""
    return Entry.objects.aggregate(last=Max("id"))["last"] or 0


def subjects_after(*, stream: str, entry_id: int, but: Collection[str]) -> list[int]:
    """What was acted on after an entry by its id, except by acts of the kinds ``but``."""
    rows = Entry.objects.filter(id__gt=entry_id, stream=stream).exclude(kind__in=but)
    return sorted(set(rows.values_list("subject", flat=True)))


def last_of_kind(
    *, region_code: str, stream: str, kind: str, subjects: Sequence[int]
) -> dict[int, Recorded]:
    """The latest entry of ``kind`` of each subject that has one."""
    rows = Entry.objects.filter(
        region_code=region_code, stream=stream, subject__in=list(subjects), kind=kind
    )
    return {row.subject: _recorded(row) for row in rows.order_by("seq")}


def outcome_of(*, region_code: str, key: str) -> dict[str, Any] | None:
    """What the act with this idempotency key answered, or ``None`` if it never happened."""
    with connection.cursor() as cursor:
        cursor.execute(_OUTCOME, [region_code, key])
        row = cursor.fetchone()
    return _read_json(row[0]) if row else None


def acts_of_post(*, region_code: str, post: int, limit: int = 100) -> list[Recorded]:
    """The latest acts done in a post, newest first."""
    rows = Entry.objects.filter(region_code=region_code, post=post)
    return [_recorded(row) for row in rows.order_by("-recorded_at", "-id")[:limit]]
