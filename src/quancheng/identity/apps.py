"""Registration of the domain with Django."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The Django application identity."""

    name = "quancheng.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
