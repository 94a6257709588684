
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='HolidayNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=80)),
                ('number', models.CharField(blank=True, max_length=80)),
                ('title', models.CharField(max_length=120)),
                ('issued_on', models.DateField(null=True)),
                ('years', models.JSONField(default=list)),
                ('region_code', models.CharField(blank=True, max_length=12)),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='CentreHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(max_length=12)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
            ],
            options={
                'ordering': ('region_code', 'weekday'),
                'constraints': [models.UniqueConstraint(fields=('region_code', 'weekday'), name='clock_centrehours_once'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='clock_centrehours_weekday'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='clock_centrehours_order')],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('region_code', models.CharField(blank=True, max_length=12)),
                ('kind', models.CharField(max_length=7)),
                ('name', models.CharField(blank=True, max_length=60)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='clock.holidaynotice')),
            ],
            options={
                'ordering': ('day', 'notice'),
                'constraints': [models.UniqueConstraint(fields=('region_code', 'day', 'notice'), name='clock_calendarday_once'), models.CheckConstraint(condition=models.Q(('kind__in', ('working', 'rest', 'makeup'))), name='clock_calendarday_kind')],
            },
        ),
    ]
