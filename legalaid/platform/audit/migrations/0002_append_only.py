"""The database itself refuses to change or delete an event. Only the encrypted personal column may change: for a new key, or shredded; its digest stays in the chain."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
       BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END""",
    """CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
       WHEN NOT (NEW.seq = OLD.seq AND NEW.hash = OLD.hash AND NEW.prev = OLD.prev AND NEW.data = OLD.data
                 AND NEW.verb = OLD.verb AND NEW.personal_digest = OLD.personal_digest AND NEW.at = OLD.at)
       BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION audit_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE' AND NEW.seq = OLD.seq AND NEW.hash = OLD.hash AND NEW.prev = OLD.prev
            AND NEW.data = OLD.data AND NEW.verb = OLD.verb AND NEW.personal_digest = OLD.personal_digest AND NEW.at = OLD.at THEN
           RETURN NEW;
         END IF;
         RAISE EXCEPTION 'audit log is append-only';
       END $$""",
    "CREATE TRIGGER audit_event_guard BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_guard()",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
