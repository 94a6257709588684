"""Foreign keys whose rows are found by another index, or never looked for, keep none of their own."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('workflow', '0002_step_days_from_the_calendar'),
    ]

    operations = [
        migrations.AlterField(
            model_name='instance',
            name='definition',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='workflow.definition'),
        ),
    ]
