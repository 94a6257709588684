"""One post is not absent twice on one day: an exclusion constraint of PostgreSQL's core."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                ALTER TABLE identity_absence ADD CONSTRAINT identity_absence_no_overlap
                EXCLUDE USING gist (
                    int8range(post_id, post_id, '[]') WITH &&,
                    daterange(from_day, to_day, '[]') WITH &&
                )
            """,
            reverse_sql="ALTER TABLE identity_absence DROP CONSTRAINT identity_absence_no_overlap",
        )
    ]
