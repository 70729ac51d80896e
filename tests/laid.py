"""The county, and a case on its ordinary way in it: made once in each process by the acts themselves, and laid down again row by row for every
other test that begins with them. Of SQLite, where a test that is rolled back gives its keys back."""

from functools import cache

from django.conf import settings
from django.db import connection
from django.utils import timezone

CLOCK = timezone.now  # a test with a clock of its own makes its own rows
_made = {}  # {key: (statements, {path: bytes}, result)}
_last = None, 0  # the key of what was laid last, how many rows had been written by then


def laid(what, make, *, upon=""):
    """The result of `make()`, which names its rows by their keys alone; where these rows are known they are laid instead.

    `upon`: what has to stand there, with nothing written since; where something was, `make()` is called as if this module were not there.
    """
    global _last
    rolled_back = connection.vendor == "sqlite" and connection.in_atomic_block
    if not rolled_back or timezone.now is not CLOCK:
        return make()

    beneath, written = _last
    if upon and (beneath is None or beneath[0] != upon or written != _written()):
        return make()

    key = what, beneath if upon else _keys_given()
    if key in _made:
        _lay(*_made[key][:2])
    else:
        before, result = _rows(), make()
        _made[key] = _statements(before, _rows()), _files(), result
    _last = key, _written()
    return _made[key][2]


def forget():
    """Nothing stands at the beginning of a test."""
    global _last
    _last = None, 0


def _written():
    return connection.connection.total_changes


def _keys_given():
    """How far each table has counted: the same wherever nothing was added to what a migrated database holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return tuple(cursor.fetchall())


def _rows():
    """{table: {rowid: its values as SQL}}"""
    with connection.cursor() as cursor:
        return {table: _rows_of(cursor, table, names) for table, names in _columns().items()}


def _rows_of(cursor, table, names):
    quoted = ", ".join(f"quote({name})" for name in names)
    cursor.execute(f'SELECT rowid, {quoted} FROM "{table}"')
    return {rowid: f"({', '.join(values)})" for rowid, *values in cursor.fetchall()}


@cache
def _columns():
    """{table: its columns, quoted}"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid"
        )
        found, ours = {}, set(connection.introspection.django_table_names())
        for table, name in cursor.fetchall():
            if table in ours:
                found.setdefault(table, []).append(f'"{name}"')
    return found


def _statements(before, after):
    """What makes the one into the other."""
    found = []
    for table, rows in after.items():
        names = ", ".join(_columns()[table])
        if new := [row for rowid, row in rows.items() if before[table].get(rowid) != row]:
            found.append(f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES {", ".join(new)}')
        if gone := [str(rowid) for rowid in before[table] if rowid not in rows]:
            found.append(f'DELETE FROM "{table}" WHERE rowid IN ({", ".join(gone)})')
    return found


def _files():
    kept = settings.PRIVATE_DIR
    return {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}


def _lay(statements, files):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
