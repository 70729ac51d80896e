"""What this process serves. By the narrow role of docs/postgresql-portal.sql alone it only reads pages; docs/postgresql-portal-acts.sql lets it take in."""

from django.db import connection


def can_apply():
    return _takes_in("apply_draft")


def can_ask():
    return _takes_in("asking_asked")


def can_look_up():
    return _takes_in("letters_letter")


def can_book():
    return _takes_in("visits_visit")


def _takes_in(table):
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'INSERT')", [table])
        return cursor.fetchone()[0]
