"""What an examiner asks of the head: an extension, and the answer."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_joint_cases'),
        ('identity', '0002_absences_do_not_overlap'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExtensionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField()),
                ('reason', models.TextField()),
                ('asked_on', models.DateField()),
                ('outcome', models.CharField(db_default='', default='', max_length=10)),
                ('answered_on', models.DateField(null=True)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='cases.case')),
                ('region', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('region', 'case'), name='cases_extensionrequest_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('answered_on__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='cases_extensionrequest_answered_has_day')],
            },
        ),
    ]
