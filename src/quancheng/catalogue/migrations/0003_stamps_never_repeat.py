"""The versions of stamps come from a sequence, so that one that was rolled back never returns."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0002_published_editions_stand")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE catalogue_stamp_version AS bigint",
            "DROP SEQUENCE catalogue_stamp_version",
        )
    ]
