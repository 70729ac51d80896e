"""Sums kept beside the rows they add up: changed by what a row brings or takes away, in the transaction that changes the row.

A model of sums names in KEYS the columns that tell its rows apart, in one unique constraint, and in SUMS what is added up.
"""

from itertools import islice

from django.db import connection

BATCH = 500


def add(model, gains):
    """Adds to the rows of `model`: {values of KEYS: values of SUMS}. Rows are taken in one order, so that of two who add one waits."""
    rows = iter([(*key, *sums) for key, sums in sorted(gains.items()) if any(sums)])
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            _upsert(cursor, model, batch)


def hold(model):
    """Nobody else adds until this transaction ends: what is added up anew is then all there is. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def settle(model, counted):
    """Makes the sums those of `counted`, as `add` takes them; returns how many were others. To be held before the rows are counted."""
    width = len(model.KEYS)
    rows = model.objects.values_list(*model.KEYS, *model.SUMS)
    missing = gained({row[:width]: row[width:] for row in rows}, counted)

    wrong = {key: sums for key, sums in missing.items() if any(sums)}
    add(model, wrong)
    return len(wrong)


def _upsert(cursor, model, rows):
    table, names = model._meta.db_table, (*model.KEYS, *model.SUMS)
    fields = [model._meta.get_field(name) for name in names]
    places = ", ".join([f"({', '.join(['%s'] * len(names))})"] * len(rows))
    sums = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in model.SUMS)

    cells = (zip(fields, row, strict=True) for row in rows)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES {places} "  # noqa: S608  names of our own
        f"ON CONFLICT ({', '.join(model.KEYS)}) DO UPDATE SET {sums}",
        [field.get_db_prep_save(value, connection) for row in cells for field, value in row],
    )


def gained(before, after):
    """What `after` has more than `before`, both {key: sums}."""
    nothing = (0,) * len(next(iter((after or before).values()), ()))
    return {
        key: tuple(
            new - old
            for old, new in zip(before.get(key, nothing), after.get(key, nothing), strict=True)
        )
        for key in before.keys() | after.keys()
    }
