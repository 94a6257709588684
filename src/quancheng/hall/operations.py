"""Loading counters from the county's lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from quancheng.hall.models import Counter
from quancheng.hall.rules import KINDS, UnableToLoadCounters, intake_point_of
from quancheng.kernel.errors import UnableToFind
from quancheng.ledger.operations import record

STREAM = "counter"
"""The stream of the record on which a counter's openings and closings stand."""


class UnableToFindCounter(UnableToFind):
    """The county has no counter of this number."""


@transaction.atomic
def load_counters(*, region_code: str, rows: Iterable[Mapping[str, str]]) -> int:
    """Load ``windows.csv`` (number, name, kind, department_codes); idempotent."""
    count = 0
    for row in rows:
        kind = KINDS.get(row["kind"].strip())
        if kind is None:
            raise UnableToLoadCounters(
                f"窗口 {row['number']} 的类型“{row['kind']}”不认识，请改成：{'、'.join(KINDS)}。"
            )
        Counter.objects.update_or_create(
            region_id=region_code,
            number=row["number"].strip(),
            defaults={
                "name": row["name"].strip(),
                "kind": kind,
                "office_codes": [code for code in row["department_codes"].split(";") if code],
                "intake_point": intake_point_of(row["number"]),
            },
        )
        count += 1
    return count


@transaction.atomic
def load_town_centres(*, region_code: str, rows: Iterable[Mapping[str, str]]) -> int:
    """Load ``town_centres.csv`` (code, region_code, name, windows); idempotent."""
    count = 0
    for row in rows:
        Counter.objects.update_or_create(
            region_id=region_code,
            number=row["code"].strip(),
            defaults={
                "name": row["name"].strip(),
                "kind": "town",
                "town_id": row["region_code"].strip(),
                "office_codes": [],
                "intake_point": intake_point_of(row["code"]),
                "windows": int(row["windows"]),
            },
        )
        count += 1
    return count


@transaction.atomic
def set_open(
    *,
    region_code: str,
    number: str,
    is_open: bool,
    now: datetime,
    actor: int | None,
    post: int | None,
) -> bool:
    """Open or close a counter of a county; answers whether that changed anything.

    Cases of a closed counter stay where they are. Raises ``UnableToFindCounter``.
    """
    counter = Counter.objects.select_for_update().filter(region_id=region_code, number=number)
    row = counter.first()
    if row is None:
        raise UnableToFindCounter("没有这个窗口，请从窗口列表重新进入。")
    if row.is_open == is_open:
        return False
    counter.update(is_open=is_open)
    record(
        region_code=region_code,
        stream=STREAM,
        subject=row.pk,
        kind="counter_opened" if is_open else "counter_closed",
        now=now,
        actor=actor,
        post=post,
        data={"number": row.number},
    )
    return True
