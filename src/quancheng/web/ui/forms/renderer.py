"""Draws fields and error lists with the partials of the design system; also set as ``FORM_RENDERER``."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class DesignRenderer(DjangoTemplates):
    """Fields with label, hint and error; finds the partials of the applications and Django's own."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
