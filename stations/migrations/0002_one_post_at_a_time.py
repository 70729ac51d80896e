"""The database itself refuses one person at two posts at the same time. Absences and gaps do not count."""

from django.db import migrations

WHEN = """NEW.handler_id IS NOT NULL AND NEW.absent_at IS NULL AND EXISTS (
    SELECT 1 FROM stations_shift other WHERE other.handler_id = NEW.handler_id AND other.id <> COALESCE(NEW.id, -1)
    AND other.absent_at IS NULL AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at)"""
SQLITE = [
    f"CREATE TRIGGER stations_shift_{name} {moment} ON stations_shift WHEN {WHEN} BEGIN SELECT RAISE(ABORT, 'one post at a time'); END"
    for name, moment in (("insert", "BEFORE INSERT"), ("update", "BEFORE UPDATE OF handler_id, starts_at, ends_at, absent_at"))
]
POSTGRESQL = [
    """ALTER TABLE stations_shift ADD CONSTRAINT shift_one_post_at_a_time EXCLUDE USING gist
       (int8range(handler_id, handler_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&)
       WHERE (handler_id IS NOT NULL AND absent_at IS NULL)""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("stations", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
