"""The Django application of the catalogue."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """事项清单 as a Django application."""

    name = "quancheng.catalogue"
    label = "catalogue"
    verbose_name = "事项清单"
