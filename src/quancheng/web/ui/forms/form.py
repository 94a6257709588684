"""The base of every form: error summary, grid, groups, and fields that a card or a licence filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from quancheng.web.ui.forms.renderer import DesignRenderer

READ_FROM_CARD = "读证带出，请核对"


def named_fault(label: str, *, sentence: str) -> str:
    """``手机：号码不对，请填 11 位。``, but ``请填写手机。`` as it is: a label is not said twice."""
    return sentence if label in sentence else f"{label}：{sentence}"


class DesignForm(forms.Form):
    """A form in the design system.

    ``{{ form }}`` draws the error summary and the grid; ``{{ form.error_summary }}`` and
    ``{{ form.name.as_field_group }}`` draw the pieces. ``brought`` names the fields whose value came from a card
    or a licence, each with the hint that says so.
    """

    # One renderer for all forms: each has a template engine with a cache of its own.
    default_renderer = DesignRenderer()
    template_name = "ui/forms/form.html"
    groups_of: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self, *args: Any, brought: Mapping[str, str] | set[str] | None = None, **kwargs: Any
    ) -> None:
        """``brought`` is a mapping of field name to hint, or the names alone."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.brought: dict[str, str] = (
            dict(brought)
            if isinstance(brought, Mapping)
            else dict.fromkeys(brought or (), READ_FROM_CARD)
        )

    def error_summary(self) -> SafeString:
        """The list of errors with links to their fields; empty when nothing is wrong."""
        if not self.is_bound or self.is_valid():
            return SafeString("")
        return SafeString(self.render(template_name="ui/forms/summary.html"))

    @property
    def faulty(self) -> list[BoundField]:
        """The visible fields with errors, in their order."""
        return [field for field in self if field.errors and not field.is_hidden]

    @property
    def hidden_faults(self) -> list[str]:
        """Errors of hidden fields: a person cannot mend them, only load the page again."""
        return [str(error) for field in self.hidden_fields() for error in field.errors]

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Visible fields under their group titles, in the order in which a group first appears."""
        found: dict[str, list[BoundField]] = {}
        for field in self.visible():
            found.setdefault(self.groups_of.get(field.name, ""), []).append(field)
        return list(found.items())

    def visible(self) -> Iterator[BoundField]:
        """Fields that are drawn."""
        return iter(self.visible_fields())
