"""Lists of items: by department, filtered and paged, bundled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from quancheng.catalogue.models import Bundle, Edition
from quancheng.catalogue.queries.editions import in_force
from quancheng.catalogue.rules import vocabulary, wording
from quancheng.kernel.errors import UnableTo

_LARGEST_PAGE: Final = 500
_SAME_KEYS: Final = (
    "name",
    "result_name",
    "office_code",
    "handling_type",
    "green_channel",
    "online_depth",
    "visits",
    "fee_yes",
    "applicant_kind",
    "parent_name",
)
_LINE_KEYS: Final = (
    "id",
    "item_id",
    "item__code",
    "item__base_code",
    "item__office__name",
    "item__office__short_name",
    "promised_limit",
    "promised_unit",
    *_SAME_KEYS,
)


class UnableToReadCursor(UnableTo):
    """A page was asked for with a cursor that is not one of ours."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item in a list; ``id`` is the item's, ``edition_id`` its edition's."""

    id: int
    code: str
    base_code: str
    name: str
    result_name: str
    office_code: str
    office_name: str
    office_short_name: str
    handling_type: str
    handling_label: str
    promised_text: str
    green_channel: str
    online_depth: int
    visits: int
    edition_id: int
    fee_yes: bool
    applicant_kind: str
    parent_name: str


@dataclass(frozen=True, slots=True)
class DepartmentItems:
    """A department and its items in force."""

    code: str
    name: str
    short_name: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle with the items it begins with; ``questions`` add and remove items."""

    code: str
    name: str
    kind: str
    items: tuple[ItemLine, ...]
    questions: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ItemScope:
    """What a reader may see: regions, and offices where not all."""

    region_codes: tuple[str, ...]
    office_codes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """Filters of a list; empty ones do not filter. ``status`` all shows the latest edition.

    ``item_ids`` keeps to these items, as a search found them; None keeps all.
    """

    office_code: str = ""
    handling_type: str = ""
    channel: str = ""
    green_channel: str = ""
    applicant_kind: str = ""
    words: str = ""
    status: str = "in_force"
    item_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of a list; ``next_cursor`` is empty on the last."""

    items: tuple[ItemLine, ...]
    next_cursor: str
    total: int


def items_by_department(*, region_code: str, on: date) -> list[DepartmentItems]:
    """The departments of a region that have items in force, with these items."""
    editions = Edition.objects.filter(in_force(on), region_id=region_code)
    found: dict[str, list[ItemLine]] = {}
    for line in _lines(editions.order_by("item__office__code", "item__position", "item_id")):
        found.setdefault(line.office_code, []).append(line)
    return [
        DepartmentItems(code, lines[0].office_name, lines[0].office_short_name, tuple(lines))
        for code, lines in found.items()
    ]


def lines_in_force(*, region_code: str, on: date) -> list[ItemLine]:
    """All items of a region that are in force on a day, in the order of the list."""
    editions = Edition.objects.filter(in_force(on), region_id=region_code)
    return _lines(editions.order_by("item__position", "item_id"))


def bundles(*, region_code: str, kind: str = "") -> list[BundleView]:
    """The bundles of a region, of one kind (enterprise, construction, life) or all."""
    rows = Bundle.objects.filter(region_id=region_code).order_by("position", "code")
    if kind:
        rows = rows.filter(kind=kind)
    return _bundle_views(region_code, list(rows))


def bundle(*, region_code: str, code: str) -> BundleView | None:
    """One bundle of a region, or None."""
    rows = list(Bundle.objects.filter(region_id=region_code, code=code).order_by("id"))
    return next(iter(_bundle_views(region_code, rows)), None)


def _bundle_views(region_code: str, rows: list[Bundle]) -> list[BundleView]:
    codes = {code for row in rows for code in row.item_codes}
    editions = Edition.objects.filter(
        id__in=Edition.objects.filter(
            region_id=region_code, item__code__in=codes, item__current_edition__isnull=False
        )
        .order_by()
        .values("item__current_edition_id")
    )
    lines = {line.code: line for line in _lines(editions.order_by("item_id"))}
    return [
        BundleView(
            row.code,
            row.name,
            row.kind,
            tuple(lines[code] for code in row.item_codes if code in lines),
            tuple(row.guide_questions),
        )
        for row in rows
    ]


def list_items(
    *, scope: ItemScope, filters: ItemFilters, on: date, cursor: str = "", size: int = 50
) -> ItemPage:
    """One page of the items within ``scope`` that pass ``filters``, in the order of the list.

    ``cursor`` is the ``next_cursor`` of the page before; ``size`` at most 500. Raises
    ``UnableToReadCursor``.
    """
    size = max(1, min(size, _LARGEST_PAGE))
    editions = _filtered(scope, filters, on)
    total = editions.count()
    if cursor:
        position, item_id = _read_cursor(cursor)
        after = Q(item__position__gt=position) | Q(item__position=position, item_id__gt=item_id)
        editions = editions.filter(after)
    ordered = editions.order_by("item__position", "item_id")
    places = list(ordered.values_list("item__position", "item_id")[: size + 1])
    lines = _lines(ordered[:size])
    more = len(places) > size
    next_cursor = f"{places[size - 1][0]}.{places[size - 1][1]}" if more else ""
    return ItemPage(tuple(lines), next_cursor, total)


def _filtered(scope: ItemScope, filters: ItemFilters, on: date) -> QuerySet[Edition, Any]:
    editions = Edition.objects.filter(region_id__in=scope.region_codes)
    if scope.office_codes is not None:
        editions = editions.filter(office_code__in=scope.office_codes)
    if filters.status == "in_force":
        editions = editions.filter(in_force(on))
    elif filters.status == "draft":
        editions = editions.filter(status="draft")
    elif filters.status == "retired":
        editions = editions.filter(_latest(scope), status="retired")
    else:
        editions = editions.filter(_latest(scope))
    for key in ("office_code", "handling_type", "green_channel", "applicant_kind"):
        value = getattr(filters, key)
        if value:
            editions = editions.filter(**{key: value})
    if filters.item_ids is not None:
        editions = editions.filter(item_id__in=filters.item_ids)
    if filters.channel:
        editions = editions.filter(accept_channels__contains=[filters.channel])
    if filters.words:
        words = filters.words.replace("\x00", "")
        named = Q(name__icontains=words) | Q(result_name__icontains=words)
        editions = editions.filter(named | Q(item__code__icontains=words))
    return editions


def _latest(scope: ItemScope) -> Q:
    """The latest edition of each item, drafts included."""
    editions = Edition.objects.filter(region_id__in=scope.region_codes)
    newest = editions.order_by("item_id", "-number").distinct("item_id").values("id")
    return Q(id__in=newest)


def _read_cursor(cursor: str) -> tuple[int, int]:
    position, _, item_id = cursor.partition(".")
    longest = 18
    if not (position.isdecimal() and item_id.isdecimal() and len(cursor) <= longest):
        raise UnableToReadCursor("翻页的位置不对，请从第一页重新开始。")
    return int(position), int(item_id)


def _lines(editions: QuerySet[Edition, Any]) -> list[ItemLine]:
    lines = []
    for row in editions.values(*_LINE_KEYS):
        text = wording.promised_text(row["promised_limit"], row["promised_unit"]).text
        line = ItemLine(
            id=row["item_id"],
            code=row["item__code"],
            base_code=row["item__base_code"],
            office_name=row["item__office__name"],
            office_short_name=row["item__office__short_name"],
            handling_label=vocabulary.HANDLING[row["handling_type"]],
            promised_text=text,
            edition_id=row["id"],
            **{key: row[key] for key in _SAME_KEYS},
        )
        lines.append(line)
    return lines
