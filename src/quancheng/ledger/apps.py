"""Registration of the domain with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The Django application ledger."""

    name = "quancheng.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
