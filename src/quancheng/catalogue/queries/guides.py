"""The guide of an item (办事指南): everything an applicant must be shown (行政许可法 30)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from quancheng.catalogue.models import Edition, Item
from quancheng.catalogue.queries.editions import (
    UnableToFindItem,
    edition_in_force,
    item_by_code,
)
from quancheng.catalogue.rules import forms, vocabulary, wording
from quancheng.catalogue.rules.forms import FieldSpec
from quancheng.catalogue.rules.wording import LimitText
from quancheng.identity.queries import offices_of
from quancheng.regions.queries import region

_LAWS: Final = re.compile(r"[；;\n]+")


@dataclass(frozen=True, slots=True)
class ItemRef:
    """Another item that is named: its code and, where it is known, its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FeeView:
    """A fee: its basis and its amount, in yuan where it is a plain number."""

    name: str
    basis: str
    unit: str
    amount_text: str
    amount: Decimal | None
    exemption: str


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material as the guide shows it."""

    code: str
    name: str
    kind: str
    format: str
    format_label: str
    issued_by: str
    issued_by_label: str
    derivable_from_result: str
    sample_note: str
    need: str
    need_label: str
    originals: int
    copies: int
    condition: str
    basis: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the flow; ``parallel_group`` is shared by steps that run together."""

    order: int
    name: str
    role: str
    office_code: str
    office_name: str
    limit_days: Decimal
    limit_text: str
    parallel_group: str
    counts: bool
    executor_level: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of one edition; ``in_force`` is false for an edition of another day."""

    region_code: str
    item_id: int
    item_code: str
    base_code: str
    edition_id: int
    edition_number: int
    valid_from: date
    in_force: bool
    name: str
    parent_name: str
    task_type: str
    task_type_label: str
    handling_type: str
    handling_label: str
    applicant_kind: str
    applicant_label: str
    office_code: str
    office_name: str
    office_short_name: str
    legal_basis: tuple[str, ...]
    certainty: str
    conditions: str
    statutory: LimitText
    promised: LimitText
    compression_percent: int | None
    starts_label: str
    result_name: str
    result_kind: str
    result_kind_label: str
    result_validity: str
    visits: int
    online_depth: int
    fee_yes: bool
    fee_basis: str
    fees: tuple[FeeView, ...]
    channels: tuple[str, ...]
    channel_labels: tuple[str, ...]
    green_channel: str
    green_label: str
    delegated_to_towns: bool
    delegation_mode: str
    superior_level: str
    joint_offices: tuple[tuple[str, str], ...]
    prerequisites: tuple[ItemRef, ...]
    prerequisites_any: tuple[ItemRef, ...]
    special_procedures: tuple[tuple[str, int], ...]
    notes: str
    materials: tuple[MaterialView, ...]
    steps: tuple[StepView, ...]
    fields: tuple[FieldSpec, ...]
    flow_digest: str
    rights: tuple[str, ...]


# What a guide says beside its edition, which never changes once published: how often editions
# of the region have changed, and the names of the region and its offices.
_STAMP: Final = """
    coalesce((SELECT s.version FROM catalogue_stamp s WHERE s.region_id = i.region_id), 0),
    (SELECT md5(r.name || string_agg(concat_ws('/', o.code, o.name, o.short_name), '|'
                                     ORDER BY o.code))
       FROM identity_office o, regions_region r
      WHERE o.region_id = i.region_id AND r.code = i.region_id GROUP BY r.name)
"""
_IN_FORCE: Final = f"""
SELECT e.id, true, false, {_STAMP}
  FROM catalogue_item i JOIN catalogue_edition e ON e.item_id = i.id
 WHERE i.region_id = %(region)s AND i.code = %(code)s AND e.status <> 'draft'
   AND e.valid_from <= %(on)s AND (e.valid_to IS NULL OR e.valid_to > %(on)s)
 ORDER BY e.number DESC LIMIT 1
"""  # noqa: S608 - only constants of this file are put in
_OF_EDITION: Final = f"""
SELECT e.id, i.current_edition_id IS NOT DISTINCT FROM e.id, e.status = 'draft', {_STAMP}
  FROM catalogue_edition e JOIN catalogue_item i ON i.id = e.item_id WHERE e.id = %(edition)s
"""  # noqa: S608 - only constants of this file are put in
_KEPT_GUIDES: Final = 1024


def guide(*, region_code: str, item_code: str, on: date) -> Guide:
    """The guide of the edition in force on the day ``on``; one query where it is kept.

    ``item_code`` is the implementation code, or a base code that only one item has. Raises
    ``UnableToFindItem`` where there is no such item or none in force.
    """
    known = _known(_IN_FORCE, {"region": region_code, "code": item_code, "on": on})
    if known is not None:
        return known
    item = item_by_code(region_code=region_code, code=item_code)
    edition = edition_in_force(item_id=item.id, on=on) if item is not None else None
    if item is None or edition is None:
        raise UnableToFindItem("没有找到正在办理的这个事项，请核对编码，或者在首页搜索。")
    return _guide(item, edition, in_force=True)


def guide_of_edition(*, edition_id: int) -> Guide:
    """The guide as one edition says it, drafts and past editions included.

    Raises ``UnableToFindItem``.
    """
    known = _known(_OF_EDITION, {"edition": edition_id})
    if known is None:
        raise UnableToFindItem("没有这个事项版本，请从事项列表重新进入。")
    return known


def _known(sql: str, params: dict[str, Any]) -> Guide | None:
    """The guide that ``sql`` names, from this process where nothing has changed since."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    if row is None:
        return None
    edition_id, in_force, is_draft, version, names = row
    if is_draft:
        return _read(edition_id, in_force=in_force)
    place = str(connection.settings_dict["NAME"])
    return _kept(
        _place=place, edition_id=edition_id, in_force=in_force, _version=version, _names=names
    )


@lru_cache(maxsize=_KEPT_GUIDES)
def _kept(
    *, _place: str, edition_id: int, in_force: bool, _version: int, _names: str | None
) -> Guide:
    return _read(edition_id, in_force=in_force)


def _read(edition_id: int, *, in_force: bool) -> Guide:
    edition = Edition.objects.select_related("item__office").get(id=edition_id)
    return _guide(edition.item, edition, in_force=in_force)


def _guide(item: Item, edition: Edition, *, in_force: bool) -> Guide:
    offices = {office.code: office for office in offices_of(item.region_id)}
    names = {code: office.name for code, office in offices.items()}
    office = offices.get(edition.office_code)
    referred = {*edition.prerequisite_codes, *edition.prerequisite_any_codes}
    items = _names_of(item.region_id, referred)
    return Guide(
        region_code=item.region_id,
        item_id=item.id,
        item_code=item.code,
        base_code=item.base_code,
        edition_id=edition.id,
        edition_number=edition.number,
        valid_from=edition.valid_from,
        in_force=in_force,
        office_name=office.name if office else edition.office_code,
        office_short_name=office.short_name if office else edition.office_code,
        joint_offices=tuple((code, names.get(code, code)) for code in edition.joint_departments),
        prerequisites=_references(edition.prerequisite_codes, items),
        prerequisites_any=_references(edition.prerequisite_any_codes, items),
        materials=tuple(_material(entry, edition.legal_basis) for entry in edition.materials),
        steps=tuple(_step(entry, names, edition.promised_unit) for entry in edition.steps),
        fees=tuple(_fee(entry, edition.fee_basis) for entry in edition.fees),
        fields=forms.fields_from(edition.form),
        rights=wording.rights(county_name=region(item.region_id).name),
        **_plain(edition),
        **_limits(edition),
    )


def _plain(edition: Edition) -> dict[str, Any]:
    """The fields of a guide that stand in the edition as they are, and their words."""
    same = (
        "name",
        "parent_name",
        "task_type",
        "handling_type",
        "applicant_kind",
        "office_code",
        "certainty",
        "conditions",
        "result_name",
        "result_kind",
        "result_validity",
        "visits",
        "online_depth",
        "fee_yes",
        "fee_basis",
        "green_channel",
        "delegated_to_towns",
        "delegation_mode",
        "superior_level",
        "notes",
        "flow_digest",
    )
    channels = tuple(edition.accept_channels)
    return {
        **{key: getattr(edition, key) for key in same},
        "task_type_label": vocabulary.TASK_TYPES[edition.task_type],
        "handling_label": vocabulary.HANDLING[edition.handling_type],
        "applicant_label": vocabulary.APPLICANT_LABELS[edition.applicant_kind],
        "result_kind_label": vocabulary.RESULTS[edition.result_kind],
        "green_label": vocabulary.GREEN_LABELS[edition.green_channel],
        "legal_basis": tuple(
            part.strip() for part in _LAWS.split(edition.legal_basis) if part.strip()
        ),
        "channels": channels,
        "channel_labels": tuple(vocabulary.CHANNELS[channel] for channel in channels),
        "special_procedures": tuple(
            (part["name"], part["days"]) for part in edition.special_procedures
        ),
    }


def _limits(edition: Edition) -> dict[str, Any]:
    return {
        "statutory": wording.statutory_text(edition.statutory_limit, edition.statutory_unit),
        "promised": wording.promised_text(edition.promised_limit, edition.promised_unit),
        "starts_label": wording.STARTS[edition.starts_on],
        "compression_percent": wording.compression_percent(
            statutory=edition.statutory_limit,
            statutory_unit=edition.statutory_unit,
            promised=edition.promised_limit,
            promised_unit=edition.promised_unit,
        ),
    }


def _names_of(region_code: str, codes: set[str]) -> dict[str, str]:
    """The names of items by code, of their current editions."""
    if not codes:
        return {}
    rows = Item.objects.filter(region_id=region_code, code__in=codes).order_by("id")
    found = rows.values_list("code", "current_edition__name")
    return {code: name or code for code, name in found}


def _references(codes: list[str], names: Mapping[str, str]) -> tuple[ItemRef, ...]:
    return tuple(ItemRef(code, names.get(code, code)) for code in codes)


def _material(entry: Mapping[str, Any], legal_basis: str) -> MaterialView:
    same = ("code", "name", "kind", "format", "issued_by", "derivable_from_result")
    more = ("sample_note", "need", "originals", "copies", "condition")
    return MaterialView(
        **{key: entry[key] for key in (*same, *more)},
        format_label=vocabulary.FORMAT_LABELS[entry["format"]],
        issued_by_label=vocabulary.ISSUERS[entry["issued_by"]],
        need_label=vocabulary.NEEDS[entry["need"]],
        basis=entry["basis"] or legal_basis,
    )


def _fee(entry: Mapping[str, Any], basis: str) -> FeeView:
    return FeeView(
        name=entry["name"],
        basis=entry["basis"] or basis,
        unit=entry["unit"],
        amount_text=wording.amount_text(entry["amount_yuan"], entry["unit"]),
        amount=wording.fixed_amount(entry["amount_yuan"]),
        exemption=entry["exemption"],
    )


def _step(entry: Mapping[str, Any], offices: Mapping[str, str], unit: str) -> StepView:
    return StepView(
        order=entry["order"],
        name=entry["step"],
        role=entry["role"],
        office_code=entry["department_code"],
        office_name=offices.get(entry["department_code"], entry["department_code"]),
        limit_days=Decimal(entry["limit_days"]),
        limit_text=wording.step_limit_text(entry["limit_days"], unit),
        parallel_group=entry["parallel_group"],
        counts=entry["counts_toward_limit"],
        executor_level=entry["executor_level"],
    )
