from django.db import connection


def can_look_up():
    """Whether this process may read cases at all: the narrow role of docs/postgresql-portal.sql may not."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('cases_case', 'SELECT')")
        return cursor.fetchone()[0]
