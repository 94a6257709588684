"""The day of a step is reckoned from its opening and the calendar in force, and no longer kept."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]

    operations = [migrations.RemoveField(model_name="task", name="due_on")]
