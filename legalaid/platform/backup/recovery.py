"""A backup put back into an empty place: unpacked beside it, proven whole to its end, then moved into place, the database last."""

import gzip
import json
import os
import shutil
import tarfile
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import connection

from legalaid.platform.core.crypto import Unreadable
from legalaid.platform.core.errors import DomainError

from . import database, envelope
from .archive import ANCHORS, MANIFEST, PIECE, PRIVATE, Sum, digest

BROKEN = "备份文件不完整、被改动过，或者不是用这把恢复密钥封的。"
FULL_PLACE = "{what}，不能恢复到这里。请换一个空的数据目录（VAR_DIR）和空的数据库。"


def unpack(path, secret, into):
    """All of the backup as files in the folder `into`, and what it says of itself. Raises DomainError."""
    into = Path(into)
    into.mkdir(mode=0o700, parents=True)
    files, about = Sum(), None
    try:
        with (
            open(path, "rb") as raw,
            envelope.opened(raw, secret) as plain,
            gzip.open(plain) as packed,
            tarfile.open(fileobj=packed, mode="r|", bufsize=PIECE) as tar,
        ):
            for info in tar:
                source = tar.extractfile(info)
                if info.name == MANIFEST:
                    about = json.load(source)
                    continue
                target = _kept(source, into, info.name)
                if info.name.startswith(f"{PRIVATE}/"):
                    files.add(info.name, digest(target))
    except (Unreadable, tarfile.TarError, EOFError, gzip.BadGzipFile, ValueError) as error:
        raise DomainError(BROKEN) from error

    if about is None or about["files"] != files.figures:
        raise DomainError(BROKEN)
    return about


def _kept(source, into, name):
    """Raises ValueError for a name that leads out of the folder."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise ValueError(name)

    target = into / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(target, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
        shutil.copyfileobj(source, out, PIECE)
    return target


def open_keys(path, secret):
    """The text of keys.json out of its own file. Raises DomainError."""
    try:
        with open(path, "rb") as raw, envelope.opened(raw, secret) as plain:
            text = plain.read().decode()
            json.loads(text)
    except (Unreadable, ValueError) as error:
        raise DomainError(f"密钥文件：{BROKEN}") from error
    return text


def restore(path, keys_path, secret):
    """Into VAR_DIR and the database of the settings, both empty. Returns what the backup says of itself. Raises DomainError."""
    _refuse_what_is_not_empty()
    work = settings.VAR_DIR / "restore-work"
    shutil.rmtree(work, ignore_errors=True)
    try:
        keys = open_keys(keys_path, secret)
        about = unpack(path, secret, work)
        _put(keys, work, about)
    finally:
        shutil.rmtree(work, ignore_errors=True)

    os.sync()
    return about


def _refuse_what_is_not_empty():
    private = settings.PRIVATE_DIR
    if private.exists() and any(file.is_file() for file in private.rglob("*")):
        raise DomainError(FULL_PLACE.format(what=f"{private} 里已有文件"))
    if settings.AUDIT_ANCHORS.exists():
        raise DomainError(FULL_PLACE.format(what=f"{settings.AUDIT_ANCHORS} 已存在"))
    if not database.is_empty("default"):
        raise DomainError(FULL_PLACE.format(what="数据库里已有数据表"))


def _put(keys, work, about):
    """The keys a fresh place has made for itself have sealed nothing yet; they are set aside all the same."""
    found = work / database.MEMBER[connection.vendor]
    if not found.exists():
        raise DomainError(
            f"这份备份不是 {connection.vendor} 的，请让 DATABASE_URL 指向同一种数据库。"
        )

    keys_file = settings.VAR_DIR / "keys.json"
    if keys_file.exists():
        keys_file.rename(keys_file.with_name("keys.json.before-restore"))
    with open(keys_file, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
        out.write(keys)

    if (work / PRIVATE).exists():
        if settings.PRIVATE_DIR.exists():
            shutil.rmtree(settings.PRIVATE_DIR)  # empty folders
        (work / PRIVATE).rename(settings.PRIVATE_DIR)
    if (work / ANCHORS).exists():
        (work / ANCHORS).rename(settings.AUDIT_ANCHORS)

    database.load(found, "default")
