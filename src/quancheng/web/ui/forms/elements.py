"""From the data elements (数据元) of an item's edition to the form that the counter fills in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from quancheng.kernel.errors import UnableTo
from quancheng.web.ui.forms import choices, fields
from quancheng.web.ui.forms.form import DesignForm

WIDE_LINE = 60


class UnableToDrawElement(UnableTo):
    """The kind of a data element has no field."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ElementField:
    """One data element as the form needs it. ``kind`` is the catalogue's datatype."""

    name: str
    label: str
    kind: str
    required: bool = True
    choices: tuple[str, ...] = ()
    max_length: int | None = None
    hint: str = ""
    group: str = ""


def _text(element: ElementField) -> forms.Field:
    length = element.max_length or fields.MAX_LINE
    return fields.TextField(
        max_length=length, span=2 if length >= WIDE_LINE else 1, **_told(element)
    )


def _long_text(element: ElementField) -> forms.Field:
    return fields.LongTextField(max_length=element.max_length or fields.MAX_TEXT, **_told(element))


def _address(element: ElementField) -> forms.Field:
    return fields.TextField(
        max_length=element.max_length or fields.MAX_LINE, span=2, **_told(element)
    )


def _number(element: ElementField) -> forms.Field:
    most = 10**element.max_length - 1 if element.max_length else None
    return fields.NumberField(digits=4, maximum=most, **_told(element))


def _choice(element: ElementField) -> forms.Field:
    pairs = [(choice, choice) for choice in element.choices]
    return choices.ChoiceField(choices=pairs, **_told(element))


def _choices(element: ElementField) -> forms.Field:
    pairs = [(choice, choice) for choice in element.choices]
    return choices.MultiChoiceField(choices=pairs, **_told(element))


def _told(element: ElementField) -> dict[str, Any]:
    return {"label": element.label, "hint": element.hint, "required": element.required}


_MAKERS: dict[str, Callable[[ElementField], forms.Field]] = {
    "text": _text,
    "textarea": _long_text,
    "address": _address,
    "number": _number,
    "choice": _choice,
    "multi_choice": _choices,
    "money": lambda element: fields.MoneyField(**_told(element)),
    "date": lambda element: fields.DateField(**_told(element)),
    "id_card": lambda element: fields.IdCardField(**_told(element)),
    "uscc": lambda element: fields.CreditCodeField(**_told(element)),
    "phone": lambda element: fields.PhoneField(**_told(element)),
    "bool": lambda element: choices.YesNoField(**_told(element)),
}


def form_from_elements(
    elements: Sequence[ElementField], *, regions: Sequence[tuple[str, str]] = ()
) -> type[DesignForm]:
    """A form class with one field per element, in their order.

    ``regions`` are the pairs of code and name for elements of kind ``region``. Raises
    :class:`UnableToDrawElement` for a kind the catalogue does not know.
    """
    body: dict[str, Any] = {element.name: _field(element, regions) for element in elements}
    body["groups_of"] = {element.name: element.group for element in elements}
    return type("ElementsForm", (DesignForm,), body)


def _field(element: ElementField, regions: Sequence[tuple[str, str]]) -> forms.Field:
    if element.kind == "region":
        if regions:
            return choices.RegionField(regions=regions, **_told(element))
        return fields.TextField(max_length=fields.MAX_LINE, span=1, **_told(element))
    maker = _MAKERS.get(element.kind)
    if maker is None:
        raise UnableToDrawElement(
            f"数据元“{element.label}”的类型 {element.kind} 没有对应的输入框，请在事项库里改成已有的类型。"
        )
    return maker(element)
