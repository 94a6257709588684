"""The app of the counter desk."""

from __future__ import annotations

from django.apps import AppConfig


class CounterConfig(AppConfig):
    """Counter staff, town centres, and the delivery window."""

    name = "quancheng.web.counter"
    label = "web_counter"
