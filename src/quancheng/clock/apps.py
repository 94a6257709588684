"""The Django application of the clock."""

from __future__ import annotations

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """Registers the calendar tables."""

    name = "quancheng.clock"
    label = "clock"
    verbose_name = "时限"
