"""Registration with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration's entrance."""

    name = "quancheng.web.demo"
    label = "web_demo"
