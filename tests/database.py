"""The migrated database every worker starts from a copy of; it is made anew only when a migration has changed."""

import contextlib
import fcntl
import hashlib
import os
import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FOLDER = settings.BASE_DIR / "var" / "tests"


def start_from_copy():
    """Puts the copy where the test database belongs; whatever it still lacks is migrated there as usual."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    name = connection.creation._get_test_db_name()
    copy = _copy_file if connection.vendor == "sqlite" else _copy_database

    with open(FOLDER / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        copy(name)


def _digest():
    """Of the migrations of all apps, those of the libraries too."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _copy_file(name):
    model = FOLDER / f"{_digest()}.sqlite3"

    if not model.exists():
        for old in FOLDER.glob("*.sqlite3*"):
            old.unlink()
        unfinished = f"{model}.unfinished"
        _migrate(unfinished)
        os.replace(unfinished, model)

    for left_behind in (f"{name}-wal", f"{name}-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(left_behind)
    shutil.copyfile(model, name)


def _copy_database(name):
    model = f"model_{_digest()}"
    quoted = connection.ops.quote_name

    with connection._nodb_cursor() as cursor:
        if not connection.creation._database_exists(cursor, model):
            cursor.execute(f"CREATE DATABASE {quoted(model)}")
            _migrate(model)
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(name)}")
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(model)}")


def _migrate(name):
    """Tables and triggers alone: reference rows come with the signal after migrating, in every copy, always those of today."""
    real = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    finally:
        connection.close()
        connection.settings_dict["NAME"] = real
