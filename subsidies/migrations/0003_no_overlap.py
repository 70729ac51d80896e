"""However its region is written, one standard of a level holds on a day, because the county pays by one: PostgreSQL refuses a second; SQLite has no such constraint, there the act refuses."""

from django.db import migrations

CONSTRAINT = """ALTER TABLE subsidies_standard ADD CONSTRAINT standards_do_not_overlap
    EXCLUDE USING gist (level WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    WHERE (state IN ('approved', 'published'))"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(CONSTRAINT)


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0002_append_only")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
