"""No table is ever emptied at once: PostgreSQL refuses TRUNCATE on each. SQLite knows no TRUNCATE; its DROP TABLE nothing can refuse."""

from contextlib import contextmanager

from django.db import connections, transaction

NAME = "legalaid_no_truncate"
REFUSES = f"""CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN RAISE EXCEPTION 'no table is emptied at once'; END $$"""
# only the owner of the function may say this; the role the office works under owns nothing (docs/postgresql-roles.sql)
ALLOWS = f"""CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RETURN NULL; END $$"""
KNOWN = "SELECT 1 FROM pg_proc WHERE proname = %s"
UNGUARDED = """SELECT quote_ident(c.relname) FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
               AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = %s)"""


def guard_tables(using, **kwargs):
    """After each migration: every table that has no guard yet, those of the libraries too."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return

    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(KNOWN, [NAME])
        if cursor.fetchone() is None:
            cursor.execute(REFUSES)

        cursor.execute(UNGUARDED, [NAME])
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"CREATE TRIGGER {NAME} BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {NAME}()"
            )


@contextmanager
def lifted(connection):
    """For emptying a demo county: all of it or nothing, the guards come back whatever happens."""
    lift = _triggers_away if connection.vendor == "sqlite" else _truncate_allowed

    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        yield from lift(cursor)


def _triggers_away(cursor):
    """SQLite empties a table row by row, which its append-only triggers refuse."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f'DROP TRIGGER "{name}"')

    yield

    for _, statement in triggers:
        cursor.execute(statement)


def _truncate_allowed(cursor):
    cursor.execute(ALLOWS)
    yield
    cursor.execute(REFUSES)
