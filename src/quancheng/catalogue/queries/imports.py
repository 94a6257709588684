"""What an import reads: the items and masters a region has, its saved headers, its runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import OuterRef, Subquery

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
from quancheng.catalogue.queries.editions import in_force
from quancheng.catalogue.rules import contents
from quancheng.catalogue.rules.conflicts import Conflict, conflict_from
from quancheng.catalogue.rules.planning import Existing
from quancheng.catalogue.rules.rows import Problem
from quancheng.kernel.errors import UnableToFind

ELEMENT_KEYS: Final = (
    "code",
    "name",
    "label",
    "datatype",
    "choices",
    "max_length",
    "required_default",
    "group",
    "help",
    "extra",
)
MATERIAL_KEYS: Final = (
    "code",
    "name",
    "kind",
    "format",
    "issued_by",
    "derivable_from_result",
    "sample_note",
    "basis",
    "extra",
)
BUNDLE_KEYS: Final = ("code", "name", "kind", "item_codes", "guide_questions", "extra")
_CHUNK: Final = 500


class UnableToFindRun(UnableToFind):
    """There is no such import."""


@dataclass(frozen=True, slots=True)
class RunView:
    """One import as the screen shows it; ``headers`` are (sheet, header, column, how)."""

    id: int
    region_code: str
    at: datetime
    source: str
    applied: bool
    quarantine: bool
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    headers: tuple[tuple[str, str, str, str], ...]


def existing_items(*, region_code: str) -> dict[str, Existing]:
    """The items of a region by code, each with its open edition."""
    opened = Edition.objects.filter(
        item_id=OuterRef("id"), status="published", valid_to__isnull=True
    )
    rows = (
        Item.objects.filter(region_id=region_code)
        .annotate(
            open_id=Subquery(opened.values("id")[:1]),
            open_name=Subquery(opened.values("name")[:1]),
            open_digest=Subquery(opened.values("digest")[:1]),
        )
        .order_by("id")
        .values_list("id", "code", "open_name", "open_id", "open_digest")
    )
    return {
        code: Existing(item_id, code, name or code, edition_id, digest or "")
        for item_id, code, name, edition_id, digest in rows
    }


def contents_of(*, edition_ids: list[int]) -> dict[int, dict[str, Any]]:
    """The contents of editions by id."""
    rows = Edition.objects.filter(id__in=edition_ids).order_by("id")
    return {row.id: contents.content_of(row) for row in rows.iterator(chunk_size=_CHUNK)}


def contents_in_force(*, region_code: str, on: date) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(code, base code, content) of every item in force, in the order of the list."""
    rows = (
        Edition.objects.filter(in_force(on), region_id=region_code)
        .select_related("item")
        .order_by("item__position", "item_id")
    )
    for row in rows.iterator(chunk_size=_CHUNK):
        yield row.item.code, row.item.base_code, contents.content_of(row)


def elements_of(*, region_code: str) -> list[dict[str, Any]]:
    """The elements of a region, in the order of the list."""
    rows = Element.objects.filter(region_id=region_code).order_by("position", "code")
    return [dict(row) for row in rows.values(*ELEMENT_KEYS)]


def materials_of(*, region_code: str) -> list[dict[str, Any]]:
    """The materials of a region, in the order of the list."""
    rows = Material.objects.filter(region_id=region_code).order_by("position", "code")
    return [dict(row) for row in rows.values(*MATERIAL_KEYS)]


def bundle_records(*, region_code: str) -> list[dict[str, Any]]:
    """The bundles of a region as they are stored."""
    rows = Bundle.objects.filter(region_id=region_code).order_by("position", "code")
    return [dict(row) for row in rows.values(*BUNDLE_KEYS)]


def item_codes_of(*, region_code: str) -> frozenset[str]:
    """The codes of all items a region has ever had."""
    rows = Item.objects.filter(region_id=region_code).order_by("id")
    return frozenset(rows.values_list("code", flat=True))


def saved_headers(*, region_code: str) -> Mapping[str, str]:
    """The headers a region's lists have used, as ``sheet!header`` to column key."""
    rows = ColumnMapping.objects.filter(region_id=region_code).order_by("id")
    return {f"{row.sheet}!{row.header}": row.column for row in rows}


def stamp_of(*, region_code: str) -> int:
    """How often the editions in force of a region have changed."""
    rows = Stamp.objects.filter(region_id=region_code).order_by("region_id")
    return next(iter(rows.values_list("version", flat=True)), 0)


def import_runs(*, region_code: str, limit: int = 20) -> list[RunView]:
    """The latest imports of a region, the latest first."""
    rows = ImportRun.objects.filter(region_id=region_code).order_by("-at", "-id")[:limit]
    return [_run_view(row) for row in rows]


def import_run(*, region_code: str, run_id: int) -> RunView:
    """One import of a region; raises ``UnableToFindRun``."""
    row = ImportRun.objects.filter(region_id=region_code, id=run_id).first()
    if row is None:
        raise UnableToFindRun("没有这次导入的记录，请从导入记录列表重新进入。")
    return _run_view(row)


def _run_view(row: ImportRun) -> RunView:
    return RunView(
        id=row.id,
        region_code=row.region_id,
        at=row.at,
        source=row.source,
        applied=row.applied,
        quarantine=row.quarantine,
        counts=dict(row.counts),
        problems=tuple(Problem(**problem) for problem in row.problems),
        warnings=tuple(Problem(**problem) for problem in row.warnings),
        conflicts=tuple(conflict_from(record) for record in row.conflicts),
        headers=tuple(
            (match["sheet"], match["header"], match["column"], match["how"])
            for match in row.headers
        ),
    )
