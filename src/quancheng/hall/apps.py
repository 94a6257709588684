"""Registration of the domain with Django."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """The Django application hall."""

    name = "quancheng.hall"
    label = "hall"
    default_auto_field = "django.db.models.BigAutoField"
