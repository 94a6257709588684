"""The app of the public desk."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public portal."""

    name = "quancheng.web.portal"
    label = "portal"
