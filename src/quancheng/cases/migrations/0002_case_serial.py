"""The sequence behind the six-digit serial of case numbers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE cases_case_serial AS bigint MINVALUE 1 MAXVALUE 999999 CYCLE;",
            "DROP SEQUENCE cases_case_serial;",
        )
    ]
