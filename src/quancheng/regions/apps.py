"""Registration of the domain with Django."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """The Django application regions."""

    name = "quancheng.regions"
    label = "regions"
    default_auto_field = "django.db.models.BigAutoField"
