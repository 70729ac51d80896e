"""The database itself keeps the ledger: nothing in it is changed or deleted, an entry that does not balance or has no lines is refused,
a sealed entry takes no further line, and a closed year takes none at all."""

from django.db import migrations

CLOSED = """EXISTS (SELECT 1 FROM subsidies_yearend y JOIN subsidies_fund f ON f.id = NEW.fund_id AND f.station_id = y.station_id
                    WHERE y.year = f.year OR y.year = {year})"""
UNBALANCED = "(SELECT COUNT(*) < 2 OR ROUND(SUM(amount), 2) <> 0 FROM subsidies_entryline WHERE entry_id = NEW.number)"
SEALED = "EXISTS (SELECT 1 FROM subsidies_entry WHERE number = NEW.entry_id)"
SQLITE_YEAR = """CAST(strftime('%Y', NEW."on") AS INTEGER)"""
SQLITE = [
    f"""CREATE TRIGGER subsidies_{table}_no_{act.lower()} BEFORE {act} ON subsidies_{table}
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
    for table in ("entry", "entryline")
    for act in ("UPDATE", "DELETE")
] + [
    f"""CREATE TRIGGER subsidies_entry_balanced BEFORE INSERT ON subsidies_entry WHEN {UNBALANCED}
        BEGIN SELECT RAISE(ABORT, 'the entry does not balance'); END""",
    f"""CREATE TRIGGER subsidies_entryline_sealed BEFORE INSERT ON subsidies_entryline WHEN {SEALED}
        BEGIN SELECT RAISE(ABORT, 'the entry is sealed'); END""",
    f"""CREATE TRIGGER subsidies_entryline_open BEFORE INSERT ON subsidies_entryline
        WHEN {CLOSED.format(year=SQLITE_YEAR)}
        BEGIN SELECT RAISE(ABORT, 'the year is closed'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION subsidies_ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$""",
    f"""CREATE FUNCTION subsidies_entry_seal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF {UNBALANCED} THEN RAISE EXCEPTION 'the entry does not balance'; END IF;
          RETURN NEW;
        END $$""",
    f"""CREATE FUNCTION subsidies_entryline_open() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF {SEALED} THEN RAISE EXCEPTION 'the entry is sealed'; END IF;
          IF {CLOSED.format(year='EXTRACT(YEAR FROM NEW."on")')} THEN RAISE EXCEPTION 'the year is closed'; END IF;
          RETURN NEW;
        END $$""",
    *(
        f"""CREATE TRIGGER subsidies_{table}_guard BEFORE UPDATE OR DELETE ON subsidies_{table}
            FOR EACH ROW EXECUTE FUNCTION subsidies_ledger_guard()"""
        for table in ("entry", "entryline")
    ),
    """CREATE TRIGGER subsidies_entry_seal BEFORE INSERT ON subsidies_entry
       FOR EACH ROW EXECUTE FUNCTION subsidies_entry_seal()""",
    """CREATE TRIGGER subsidies_entryline_open BEFORE INSERT ON subsidies_entryline
       FOR EACH ROW EXECUTE FUNCTION subsidies_entryline_open()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
