"""Registration of the domain with Django."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """The Django application workflow."""

    name = "quancheng.workflow"
    label = "workflow"
    default_auto_field = "django.db.models.BigAutoField"
