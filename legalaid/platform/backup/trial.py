"""The nightly proof that a backup can be restored: into a scratch place, then everything is counted and looked at."""

import shutil
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connections

from legalaid.platform.audit import verdict
from legalaid.platform.core.crypto import Unreadable
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.fields import digest_of
from legalaid.platform.documents.storage import PrivateStorage

from . import archive, database, readers, recovery

ALIAS = "backup_trial"
SUFFIX = "_trial"  # of the database's name; a database of another name is never emptied
CLOSED = "不能建立核验用的数据库 {name}：请建一个归本账号所有的空数据库（{reason}）。"


def trial(path):
    """(figures, [what is wrong in words]) of this backup, put back beside the office with the key of this machine. Raises DomainError."""
    work = settings.VAR_DIR / "backup-trial"
    with archive.alone():
        shutil.rmtree(work, ignore_errors=True)
        try:
            about = recovery.unpack(path, readers.machine_key(), work)
            with _scratch_database(work):
                return _looked_at(about, work)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _looked_at(about, work):
    connection = connections[ALIAS]
    database.load(work / database.MEMBER[connection.vendor], ALIAS)

    wrong = [*_rows(about), *_chain(work), *_keys(about)]
    count, unsound = _files(work)
    wrong += [f"{label}：私有文件缺失或者与登记不符" for label in unsound[:5]]
    if about["lost_files"]:
        wrong.append(f"备份时已有{about['lost_files']}个私有文件找不到")

    figures = {
        "rows": sum(about["rows"].values()),
        "tables": len(about["rows"]),
        "files": count,
        "events": about["rows"].get("audit_event", 0),
    }
    return figures, wrong


def _rows(about):
    with connections[ALIAS].cursor() as cursor:
        for table, said in about["rows"].items():
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  names of our own dump
            found = cursor.fetchone()[0]
            if found != said:
                yield f"{table}：应有{said}行，恢复出{found}行"


def _chain(work):
    anchors = work / archive.ANCHORS
    found = verdict.findings(using=ALIAS, places=[anchors] if anchors.exists() else [])
    return [one.sentence for one in found if one.code]


def _keys(about):
    """The keys apart are there, open, and are those the backup needs."""
    path = settings.BACKUP_KEYS_DIR / f"legalaid-{about['keys']}{archive.KEYS}"
    try:
        recovery.open_keys(path, readers.machine_key())
    except (FileNotFoundError, DomainError):
        return [f"密钥备份 {path.name} 不在或者打不开"]
    return []


def _files(work):
    """(how many, those that are not what their row says)"""
    storage, count, unsound = PrivateStorage(work / archive.PRIVATE), 0, []
    for model, field in database.private_fields():
        named = model.objects.using(ALIAS).exclude(**{field.name: ""})
        rows = named.values_list("pk", field.name, field.digest)
        for pk, name, digest in rows.iterator(2000):
            count += 1
            try:
                with storage.open(name) as file:
                    same = digest_of(file) == digest
            except (Unreadable, FileNotFoundError):
                same = False
            if not same:
                unsound.append(f"{model._meta.db_table} {pk}")

    return count, unsound


@contextmanager
def _scratch_database(work):
    default = connections["default"]
    scratch = default.copy(alias=ALIAS)
    sqlite = scratch.vendor == "sqlite"
    name = str(work / "trial.sqlite3") if sqlite else default.settings_dict["NAME"] + SUFFIX
    scratch.settings_dict["NAME"] = name

    connections[ALIAS] = scratch
    try:
        if not sqlite:
            _emptied(scratch)
        yield
        if not sqlite:
            _emptied(scratch)
    finally:
        scratch.close()
        del connections[ALIAS]


def _emptied(scratch):
    """The scratch database, made where it is missing, holds nothing after this."""
    name = scratch.settings_dict["NAME"]
    scratch.close()
    try:
        with connections["default"].copy()._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {scratch.ops.quote_name(name)}")
        with scratch.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise DomainError(CLOSED.format(name=name, reason=reason)) from None
