"""One consistent copy of the database while people work, and such a copy put into an empty one."""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connections

from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.fields import PrivateFileField

MEMBER = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
MISSING = "找不到 {name} {wanted} 或者更新的版本（数据库是 PostgreSQL {wanted}）：apt-get install postgresql-client-{wanted}"


def private_fields():
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, PrivateFileField)
    ]


@contextmanager
def copied(folder):
    """(path of the copy, look): `look` asks the copy's own moment, with `rows()` and `names()`; the copy is finished when it is entered."""
    connection = connections["default"]
    copy = _sqlite if connection.vendor == "sqlite" else _postgresql
    with copy(connection, Path(folder) / MEMBER[connection.vendor]) as made:
        yield made


class Look:
    """Figures of one moment of a database, by a cursor that stands in it."""

    def __init__(self, cursor, tables):
        self.cursor, self.tables = cursor, tables

    def rows(self):
        """{table: number of rows}"""
        counted = {}
        for table in sorted(self.tables):
            self.cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  its own names
            counted[table] = self.cursor.fetchone()[0]
        return counted

    def names(self):
        """Of every private file a row tells of."""
        for model, field in private_fields():
            self.cursor.execute(
                f'SELECT "{field.column}" FROM "{model._meta.db_table}" WHERE "{field.column}" <> \'\''  # noqa: S608
            )
            yield from (name for (name,) in self.cursor.fetchall())


@contextmanager
def _sqlite(connection, path):
    """SQLite's own online backup: one read transaction, writers go on beside it."""
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(path)) as target,
    ):
        try:
            source.backup(target)
        except sqlite3.OperationalError as error:  # a full disk
            raise DomainError(f"复制数据库没有成功：{error}。") from error
        target.execute("PRAGMA journal_mode=DELETE")
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        cursor = target.cursor()
        yield path, Look(cursor, [name for (name,) in cursor.execute(tables)])


@contextmanager
def _postgresql(connection, path):
    """pg_dump of an exported snapshot; the figures are asked in the same one."""
    program = _program("pg_dump", connection)
    with closing(connection.copy()) as beside, beside.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        options = ["-Fc", "-Z1", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run([program, *options, f"--file={path}"], connection.settings_dict)

        yield path, Look(cursor, beside.introspection.table_names(cursor))


def load(path, alias):
    """Puts the copy into the database of this alias, which is empty. All of it or nothing."""
    connection = connections[alias]
    if path.name != MEMBER[connection.vendor]:
        raise DomainError(f"备份里是 {path.name}，与这里的数据库（{connection.vendor}）不是一种。")

    connection.close()
    if connection.vendor == "sqlite":
        os.replace(path, connection.settings_dict["NAME"])
        return

    program = _program("pg_restore", connection)
    connection.close()
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run([program, *options, str(path)], connection.settings_dict)


def is_empty(alias):
    with connections[alias].cursor() as cursor:
        return not connections[alias].introspection.table_names(cursor)


def _program(name, connection):
    """The client of PostgreSQL that is as new as the server. Raises DomainError."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        wanted = int(cursor.fetchone()[0]) // 10000

    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    for program in filter(None, (shutil.which(name), *map(str, installed))):
        said = _output([program, "--version"])
        if int(re.search(r"(\d+)", said)[1]) >= wanted:
            return program

    raise DomainError(MISSING.format(name=name, wanted=wanted))


def _output(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  its own program


def _run(command, place):
    """A PostgreSQL program on this database, its password not on the command line. Raises DomainError with what it said."""
    wanted = {
        "PGHOST": place["HOST"],
        "PGPORT": place["PORT"],
        "PGUSER": place["USER"],
        "PGPASSWORD": place["PASSWORD"],
        "PGDATABASE": place["NAME"],
    }
    given = {name: str(value) for name, value in wanted.items() if value}

    database = [f"--dbname={place['NAME']}"]
    done = subprocess.run(  # noqa: S603  its own program
        [*command, *database], env={**os.environ, **given}, capture_output=True, text=True
    )
    if done.returncode:
        raise DomainError(f"{Path(command[0]).name}：{done.stderr.strip()[-300:]}")
