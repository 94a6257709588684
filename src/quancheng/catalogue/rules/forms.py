"""The form of an item: its elements as field specifications, merged for several items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

MAY_BE_EMPTY = "留空"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form, generated from an element (数据元).

    ``datatype`` is one of text, textarea, date, number, money, choice, id_card, uscc, phone,
    address, region and bool; ``max_length`` counts characters.
    """

    code: str
    name: str
    label: str
    datatype: str
    choices: tuple[str, ...] = ()
    max_length: int | None = None
    required: bool = False
    group: str = ""
    help: str = ""
    order: int = 0


def fields_from(form: Sequence[Mapping[str, Any]]) -> tuple[FieldSpec, ...]:
    """The fields of an edition's form, in their order.

    An element whose help tells some applicants to leave it empty (``尚未设立的留空``) is asked of
    nobody by force, though the list has it as required.
    """
    specs = (
        FieldSpec(
            code=entry["code"],
            name=entry["name"],
            label=entry["label"],
            datatype=entry["datatype"],
            choices=tuple(entry["choices"]),
            max_length=entry["max_length"],
            required=bool(entry["required"]) and MAY_BE_EMPTY not in entry["help"],
            group=entry["group"],
            help=entry["help"],
            order=int(entry["order"]),
        )
        for entry in form
    )
    return tuple(sorted(specs, key=lambda spec: spec.order))


def merge_fields(forms: Iterable[Sequence[FieldSpec]]) -> tuple[FieldSpec, ...]:
    """One form for several items: an element is asked once, required where any item requires it.

    Groups stand in the order in which they first come.
    """
    merged: dict[str, FieldSpec] = {}
    groups: dict[str, int] = {}
    for form in forms:
        for spec in form:
            groups.setdefault(spec.group, len(groups))
            known = merged.get(spec.code)
            if known is None:
                merged[spec.code] = spec
            elif spec.required and not known.required:
                merged[spec.code] = replace(known, required=True)
    ordered = sorted(merged.values(), key=lambda spec: groups[spec.group])
    return tuple(replace(spec, order=place) for place, spec in enumerate(ordered, start=1))
