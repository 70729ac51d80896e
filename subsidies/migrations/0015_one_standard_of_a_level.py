"""However its region is written, one standard of a level holds on a day: the county pays by one."""

from django.db import migrations

DROP = "ALTER TABLE subsidies_standard DROP CONSTRAINT standards_do_not_overlap"
ADD = """ALTER TABLE subsidies_standard ADD CONSTRAINT standards_do_not_overlap
    EXCLUDE USING gist (level WITH =, {}daterange(valid_from, valid_to, '[]') WITH &&)
    WHERE (state IN ('approved', 'published'))"""


def guard(schema_editor, columns):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)
        schema_editor.execute(ADD.format(columns))


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0014_transfers_of_approved")]
    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guard(schema_editor, ""), lambda apps, schema_editor: guard(schema_editor, "region WITH =, ")
        )
    ]
