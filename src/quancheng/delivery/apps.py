"""Registration of the domain with Django."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """The Django application delivery."""

    name = "quancheng.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
