"""Inputs of the design system: what a browser is told about each kind of value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ChipChoices(forms.CheckboxSelectMultiple):
    """Several choices as tick boxes in one field set."""

    template_name = "ui/forms/chips.html"
    option_template_name = "django/forms/widgets/checkbox_option.html"


class ChipRadio(forms.RadioSelect):
    """One of a few choices, all in sight."""

    template_name = "ui/forms/chips.html"


class DayInput(forms.TextInput):
    """A day as text, so that people can type or paste it in any of the usual shapes."""

    def format_value(self, value: Any) -> str | None:
        """A date object as ``2026-03-01``; what was typed stays as it was typed."""
        return value.isoformat() if isinstance(value, date) else super().format_value(value)


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once, by choosing or by dragging them onto the field."""

    allow_multiple_selected = True
    template_name = "ui/forms/files.html"

    def value_from_datadict(
        self,
        data: Any,  # noqa: ARG002 - Django's signature
        files: MultiValueDict[str, UploadedFile[Any]],
        name: str,
    ) -> list[UploadedFile[Any]]:
        """Every file sent under this name, also when a test or a script sends a plain mapping."""
        if hasattr(files, "getlist"):
            return files.getlist(name)
        one = files.get(name)
        return [one] if one else []
