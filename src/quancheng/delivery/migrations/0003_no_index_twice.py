"""Foreign keys whose rows are found by another index, or never looked for, keep none of their own."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('delivery', '0002_renewals'),
        ('identity', '0002_absences_do_not_overlap'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='handover',
            name='post',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post'),
        ),
        migrations.AlterField(
            model_name='handover',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='renewal',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='result',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='regions.region'),
        ),
    ]
