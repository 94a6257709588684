"""Foreign keys whose rows are found by another index, or never looked for, keep none of their own."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('cases', '0005_alarms_by_index'),
        ('catalogue', '0004_import_conflicts'),
        ('identity', '0002_absences_do_not_overlap'),
        ('regions', '0001_initial'),
        ('workflow', '0003_no_index_twice'),
    ]

    operations = [
        migrations.AlterField(
            model_name='application',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='application',
            name='taken_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='stored_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post'),
        ),
        migrations.AlterField(
            model_name='case',
            name='office',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='identity.office'),
        ),
        migrations.AlterField(
            model_name='case',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='case',
            name='town',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region'),
        ),
        migrations.AlterField(
            model_name='correctionnotice',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='post',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='draft',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='extension',
            name='approved_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post'),
        ),
        migrations.AlterField(
            model_name='extension',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='forwarding',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='hearing',
            name='chair',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post'),
        ),
        migrations.AlterField(
            model_name='hearing',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='cases.case'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='material',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AlterField(
            model_name='suspension',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('town__isnull', False)), fields=['region', 'town', '-received_at'], name='cases_case_town'),
        ),
    ]
