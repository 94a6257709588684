"""The app of the office desk."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Centre administration."""

    name = "quancheng.web.office"
    label = "web_office"
    verbose_name = "管理"
