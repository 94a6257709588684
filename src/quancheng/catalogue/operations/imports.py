"""Applying the plan of an import: masters, items, editions, bundles, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Max

from quancheng.catalogue.models import (
    Bundle,
    ColumnMapping,
    Edition,
    Element,
    ImportRun,
    Item,
    Material,
    Stamp,
)
from quancheng.catalogue.operations.publication import settle
from quancheng.catalogue.queries.imports import BUNDLE_KEYS, ELEMENT_KEYS, MATERIAL_KEYS
from quancheng.catalogue.rules import flow
from quancheng.catalogue.rules.compose import Composed
from quancheng.catalogue.rules.headers import HeaderMatch
from quancheng.catalogue.rules.planning import Existing, Plan
from quancheng.catalogue.rules.rows import Row
from quancheng.identity.queries import offices_of
from quancheng.kernel import canonical
from quancheng.kernel.moments import day_of
from quancheng.ledger.operations import record
from quancheng.ledger.rules import CATALOGUE
from quancheng.workflow.operations import store_definition

_BATCH: Final = 200
_MOST_KEPT: Final = 5_000
_MOVES: Final = ("base_code", "office_id", "position")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of an import: where, from which day, by whom, how."""

    region_code: str
    on: date
    now: datetime
    source: str
    quarantine: bool
    retire_missing: bool
    account_id: int | None
    post_id: int | None


def apply_plan(*, plan: Plan, order: Order, progress: Progress) -> ImportRun:
    """Write everything that ``plan`` holds; the caller opens the transaction."""
    _write_masters(plan, order.region_code)
    flows = _store_flows(plan, progress)
    items = _write_items(plan, order)
    digests = _write_editions(plan, order, items, flows, progress)
    if order.retire_missing and plan.missing:
        _end(plan.missing, order.on)
    settle(region_code=order.region_code, on=order.on, item_ids=None)
    _save_headers(plan.headers, order.region_code)
    run = save_run(plan=plan, order=order, applied=True)
    if digests or order.retire_missing:
        _record(run, plan, order, digests)
    return run


def lock_list(*, region_code: str) -> None:
    """Let imports of one region wait for each other, until the transaction ends."""
    Stamp.objects.get_or_create(region_id=region_code)
    Stamp.objects.select_for_update().get(region_id=region_code)


def save_run(*, plan: Plan, order: Order, applied: bool) -> ImportRun:
    """Keep what an import found, applied or refused, for the screen."""
    return ImportRun.objects.create(
        region_id=order.region_code,
        at=order.now,
        source=order.source[:255],
        applied=applied,
        quarantine=order.quarantine,
        counts=plan.counts,
        problems=[asdict(problem) for problem in plan.problems[:_MOST_KEPT]],
        warnings=[asdict(problem) for problem in plan.warnings[:_MOST_KEPT]],
        conflicts=[asdict(conflict) for conflict in plan.conflicts[:_MOST_KEPT]],
        headers=[asdict(match) for match in plan.headers],
        made_by_id=order.account_id,
        made_in_id=order.post_id,
    )


def _write_masters(plan: Plan, region_code: str) -> None:
    found = plan.assembled
    _put(Element, ELEMENT_KEYS, found.elements, region_code)
    _put(Material, MATERIAL_KEYS, found.materials, region_code)
    _put(Bundle, BUNDLE_KEYS, found.bundles, region_code)


def _put(model: Any, keys: Sequence[str], rows: Sequence[Row], region_code: str) -> None:
    """Insert the rows of a master table or update those that differ, by their code."""
    stored = model.objects.filter(region_id=region_code).order_by("id").values(*keys, "position")
    known = {record["code"]: record for record in stored}
    coming = [
        {**_record_of(row, keys), "position": place} for place, row in enumerate(rows, start=1)
    ]
    model.objects.bulk_create(
        [
            model(region_id=region_code, **record)
            for record in coming
            if known.get(record["code"]) != record
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["region", "code"],
        update_fields=[*(key for key in keys if key != "code"), "position"],
    )


def _record_of(row: Row, keys: Sequence[str]) -> dict[str, Any]:
    """A row of a master table as its columns."""
    values = {key: row.values.get(key) for key in keys if key != "extra"}
    kept = {
        key: list(value) if isinstance(value, tuple) else value for key, value in values.items()
    }
    if "basis" in kept:
        kept["basis"] = kept["basis"] or ""
    return {**kept, "extra": dict(row.extra)}


def _store_flows(plan: Plan, progress: Progress) -> dict[str, str]:
    """Store the definition of every edition to come, each text once; digests by definition."""
    made = [*plan.new, *(made for made, _ in plan.changed)]
    definitions = list(dict.fromkeys(flow.flow_of(item.content["steps"]) for item in made))
    digests: dict[str, str] = {}
    for place, definition in enumerate(definitions, start=1):
        digests[definition] = store_definition(bpmn_xml=definition)
        progress("流程", place, len(definitions))
    return digests


def _write_items(plan: Plan, order: Order) -> dict[str, int]:
    """Make the new items, move the known ones; the ids of all items of the list, by code."""
    offices = {office.code: office.id for office in offices_of(order.region_code)}
    coming = [
        Item(
            region_id=order.region_code,
            code=made.code,
            base_code=made.base_code,
            office_id=offices[made.office_code],
            position=place,
            created_at=order.now,
        )
        for place, made in enumerate(plan.assembled.items, start=1)
    ]
    rows = Item.objects.filter(region_id=order.region_code, code__in=[one.code for one in coming])
    known = {item.code: item for item in rows.order_by("id")}
    Item.objects.bulk_create([item for item in coming if item.code not in known], batch_size=_BATCH)
    moved = []
    for item in coming:
        stored = known.get(item.code)
        if stored is not None and any(getattr(stored, key) != getattr(item, key) for key in _MOVES):
            item.id = stored.id
            moved.append(item)
    Item.objects.bulk_update(moved, ["base_code", "office", "position"], batch_size=_BATCH)
    return dict(rows.order_by("id").values_list("code", "id"))


def _write_editions(
    plan: Plan,
    order: Order,
    items: Mapping[str, int],
    flows: Mapping[str, str],
    progress: Progress,
) -> list[str]:
    """Write the new editions and end the ones before them; answers the new digests."""
    open_ids = [known.edition_id for _, known in plan.changed if known.edition_id]
    begins = dict(
        Edition.objects.filter(id__in=open_ids).order_by("id").values_list("item_id", "valid_from")
    )
    numbers = dict(
        Edition.objects.filter(item_id__in=list(items.values()))
        .order_by("item_id")
        .values("item_id")
        .annotate(last=Max("number"))
        .values_list("item_id", "last")
    )
    made_now = [*plan.new, *(made for made, _ in plan.changed)]
    editions = []
    for made in made_now:
        item_id = items[made.code]
        start = _start(made, order.on, begins.get(item_id))
        number = numbers.get(item_id, 0) + 1
        editions.append(_edition(made, order, item_id, (start, number), flows))
    for edition in editions:
        if edition.item_id in begins:
            opened = Edition.objects.filter(item_id=edition.item_id, status="published")
            opened.filter(valid_to__isnull=True).update(valid_to=edition.valid_from)
    for first in range(0, len(editions), _BATCH):
        Edition.objects.bulk_create(editions[first : first + _BATCH])
        progress("事项", min(first + _BATCH, len(editions)), len(editions))
    return [made.digest for made in made_now]


def _start(made: Composed, on: date, opened: date | None) -> date:
    """The first day of a new edition: a list may name an earlier one for a new item only."""
    named = date.fromisoformat(made.valid_from) if made.valid_from else on
    return named if opened is None else max(named, on, opened)


def _edition(
    made: Composed,
    order: Order,
    item_id: int,
    place: tuple[date, int],
    flows: Mapping[str, str],
) -> Edition:
    start, number = place
    return Edition(
        region_id=order.region_code,
        item_id=item_id,
        number=number,
        status=Edition.Status.PUBLISHED,
        valid_from=start,
        flow_digest=flows[flow.flow_of(made.content["steps"])],
        digest=made.digest,
        created_at=order.now,
        published_at=order.now,
        made_by_id=order.account_id,
        made_in_id=order.post_id,
        **made.content,
    )


def _end(missing: Sequence[Existing], on: date) -> None:
    """End the open editions of items that the list no longer names."""
    for known in missing:
        opened = Edition.objects.filter(item_id=known.item_id, status="published")
        opened = opened.filter(valid_to__isnull=True)
        begins = opened.values_list("valid_from", flat=True).get()
        opened.update(valid_to=max(on, begins))


def _save_headers(headers: Sequence[HeaderMatch], region_code: str) -> None:
    """Remember how renamed headers were understood, for the next list."""
    ColumnMapping.objects.bulk_create(
        [
            ColumnMapping(
                region_id=region_code,
                sheet=match.sheet[:60],
                header=match.header[:120],
                column=match.column,
            )
            for match in headers
            if match.column and match.how in ("similar", "saved")
        ],
        update_conflicts=True,
        unique_fields=["region", "sheet", "header"],
        update_fields=["column"],
    )


def _record(run: ImportRun, plan: Plan, order: Order, digests: Sequence[str]) -> None:
    record(
        region_code=order.region_code,
        stream=CATALOGUE,
        subject=run.id,
        kind="list_imported",
        now=order.now,
        actor=order.account_id,
        post=order.post_id,
        effective_on=day_of(order.now),
        data={"counts": plan.counts, "editions": canonical.digest(sorted(digests)).hex()},
    )
