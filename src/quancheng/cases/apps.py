"""Registration of the domain with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The Django application cases."""

    name = "quancheng.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
