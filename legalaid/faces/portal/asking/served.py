from django.db import connection


def can_ask():
    """Whether this process may take questions in: the narrow role of docs/postgresql-portal.sql writes nothing."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('asking_asked', 'INSERT')")
        return cursor.fetchone()[0]
