"""The Django application of the design system."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """界面: templates, static files and template tags shared by all desks."""

    name = "quancheng.web.ui"
    label = "ui"
    verbose_name = "界面"
