"""The app of the programming interface."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens of the programming interface."""

    name = "quancheng.api"
    label = "api"
