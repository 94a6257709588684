"""Registration of the domain with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The Django application notices."""

    name = "quancheng.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
