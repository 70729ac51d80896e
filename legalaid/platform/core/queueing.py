"""One after another: what must not be counted or linked by two at the same moment."""

from django.db import connection


def one_by_one(what):
    """Whoever comes with the same word waits until the caller's transaction ends. SQLite lets one write at a time anyway (settings:
    transaction_mode)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
