"""Editions: the one in force, the form and the limits of one, the differences of two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from quancheng.catalogue.models import Edition, Item
from quancheng.catalogue.rules import contents, limits
from quancheng.catalogue.rules.differences import EditionDiff, diff
from quancheng.catalogue.rules.editing import Cells, cells_of
from quancheng.catalogue.rules.forms import FieldSpec, fields_from
from quancheng.clock.engine import CaseLimits
from quancheng.kernel.errors import UnableToFind

_KEPT_EDITIONS = 2048


class UnableToFindEdition(UnableToFind):
    """There is no such edition."""


class UnableToFindItem(UnableToFind):
    """There is no such item in the region, or none in force."""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in the history of an item."""

    id: int
    number: int
    status: str
    valid_from: date
    valid_to: date | None
    name: str
    digest: str
    published_at: datetime | None


def in_force(on: date) -> Q:
    """The condition on editions to be in force on a day."""
    return ~Q(status="draft") & Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def edition_in_force(*, item_id: int, on: date) -> Edition | None:
    """The edition of an item on the day ``on``; None before the first and after the last."""
    found = Edition.objects.filter(in_force(on), item_id=item_id)
    return found.order_by("-number").first()


def edition_by_id(*, edition_id: int) -> Edition:
    """One edition, its item and its office; raises ``UnableToFindEdition``."""
    found = Edition.objects.select_related("item__office").filter(id=edition_id).first()
    if found is None:
        raise UnableToFindEdition("没有这个事项版本，请从事项列表重新进入。")
    return found


def item_by_code(*, region_code: str, code: str) -> Item | None:
    """The item with this implementation code, or with this base code where only one has it."""
    items = Item.objects.select_related("office").filter(region_id=region_code)
    found = items.filter(code=code).first()
    if found is not None:
        return found
    same_base = list(items.filter(base_code=code).order_by("id")[:2])
    return same_base[0] if len(same_base) == 1 else None


def editions_of(*, region_code: str, item_code: str) -> list[EditionLine]:
    """The history of an item, the latest edition first; raises ``UnableToFindItem``."""
    item = item_by_code(region_code=region_code, code=item_code)
    if item is None:
        raise UnableToFindItem("没有这个事项，请核对编码，或者从事项列表里查找。")
    rows: QuerySet[Edition, Any] = Edition.objects.filter(item=item).order_by("-number")
    keys = ("id", "number", "status", "valid_from", "valid_to", "name", "digest", "published_at")
    return [EditionLine(*row) for row in rows.values_list(*keys)]


def edition_fields(*, edition_id: int) -> dict[str, Any]:
    """The whole content of an edition (see ``rules.contents``)."""
    return contents.content_of(edition_by_id(edition_id=edition_id))


def edition_cells(*, edition_id: int) -> Cells:
    """An edition as the rows of the tables of the list, for the editing screen."""
    edition = edition_by_id(edition_id=edition_id)
    item = edition.item
    content = contents.content_of(edition)
    return cells_of(code=item.code, base_code=item.base_code, content=content)


def diff_editions(*, before_id: int, after_id: int) -> EditionDiff:
    """The differences between two editions, in the words of the list."""
    return diff(edition_fields(edition_id=before_id), edition_fields(edition_id=after_id))


def form_of(*, edition_id: int) -> tuple[FieldSpec, ...]:
    """The fields of an edition's form; kept in the process once it is published."""
    try:
        return _published_form(_database(), edition_id)
    except _NotPublishedError:
        return fields_from(edition_by_id(edition_id=edition_id).form)


def limits_of(*, edition_id: int) -> CaseLimits:
    """Both limits of an edition; kept in the process once it is published."""
    try:
        return _published_limits(_database(), edition_id)
    except _NotPublishedError:
        return limits.limits_of(edition_by_id(edition_id=edition_id))


def result_of(*, edition_id: int) -> tuple[str, str, str]:
    """Name, kind and validity of an edition's result; kept in the process once published."""
    try:
        return _published_result(_database(), edition_id)
    except _NotPublishedError:
        edition = edition_by_id(edition_id=edition_id)
        return edition.result_name, edition.result_kind, edition.result_validity


class _NotPublishedError(Exception):
    """A draft may change, so nothing of it is kept."""


@lru_cache(maxsize=_KEPT_EDITIONS)
def _published_form(_name: str, edition_id: int) -> tuple[FieldSpec, ...]:
    edition = edition_by_id(edition_id=edition_id)
    if edition.status == Edition.Status.DRAFT:
        raise _NotPublishedError
    return fields_from(edition.form)


@lru_cache(maxsize=_KEPT_EDITIONS)
def _published_limits(_name: str, edition_id: int) -> CaseLimits:
    edition = edition_by_id(edition_id=edition_id)
    if edition.status == Edition.Status.DRAFT:
        raise _NotPublishedError
    return limits.limits_of(edition)


@lru_cache(maxsize=_KEPT_EDITIONS)
def _published_result(_name: str, edition_id: int) -> tuple[str, str, str]:
    edition = edition_by_id(edition_id=edition_id)
    if edition.status == Edition.Status.DRAFT:
        raise _NotPublishedError
    return edition.result_name, edition.result_kind, edition.result_validity


def _database() -> str:
    """The database that is read: two databases may give one number to two editions."""
    return str(connection.settings_dict["NAME"])
