"""Foreign keys whose rows are found by another index, or never looked for, keep none of their own."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('cases', '0006_no_index_twice'),
        ('identity', '0003_no_index_twice'),
        ('notices', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='applicant',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='identity.applicant'),
        ),
        migrations.AlterField(
            model_name='message',
            name='case',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, to='cases.case'),
        ),
        migrations.AlterField(
            model_name='message',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='phonemessage',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='regions.region'),
        ),
    ]
