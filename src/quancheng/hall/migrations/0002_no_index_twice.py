"""Foreign keys whose rows are found by another index, or never looked for, keep none of their own."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('hall', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='counter',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='regions.region'),
        ),
    ]
