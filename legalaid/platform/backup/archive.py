"""A backup: one sealed file with the database, the private files and the anchors of one moment; the keys go into a file of their own.

Written beside, brought to the disk, then named: what bears the name of a backup is whole.
"""

import fcntl
import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.storage import DRAFT, private_storage

from . import database, envelope, readers

NAME, ENDING, UNFINISHED = "legalaid-%Y%m%d-%H%M%S", ".backup", ".unfinished"
STAGE = ".backup"  # in the folder of private files, on the same disk: there the names are kept while we read
PIECE = 1024 * 1024
ANCHORS, MANIFEST, PRIVATE, KEYS = "audit-anchors", "manifest.json", "private", ".keys"
BUSY = "另一个备份或者核验正在进行。"


def backups():
    """Every whole backup by its moment, old to new."""
    found = {}
    for path in settings.BACKUP_DIR.glob(f"*{ENDING}"):
        try:
            found[datetime.strptime(path.name, NAME + ENDING)] = path
        except ValueError:
            continue
    return dict(sorted(found.items()))


def make():
    """Writes one backup and returns (its path, what is in it). Raises DomainError, and OSError where the disk is full."""
    public_keys = readers.public_keys()
    for folder in (settings.BACKUP_DIR, settings.BACKUP_KEYS_DIR):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    with alone(), _work() as work:
        _forget_unfinished()
        now = timezone.localtime()
        keep_keys(public_keys)
        with _staged(work) as (members, about):
            about["at"] = now.isoformat(timespec="seconds")
            path = settings.BACKUP_DIR / now.strftime(NAME + ENDING)
            _write_whole(path, envelope.seal(_archived(members, about), public_keys))

    return path, about | {"bytes": path.stat().st_size}


@contextmanager
def alone():
    """One at a time, whoever asks: the nightly task and a command by hand."""
    with open(settings.VAR_DIR / "backup.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DomainError(BUSY) from None
        yield


@contextmanager
def _work():
    """A folder for the copy in clear, as well guarded as the database itself; what a power cut left there goes first."""
    work = settings.VAR_DIR / "backup-work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _forget_unfinished():
    for folder in (settings.BACKUP_DIR, settings.BACKUP_KEYS_DIR):
        for left in folder.glob(f"*{UNFINISHED}"):
            left.unlink()


@contextmanager
def _staged(work):
    """([(name, path)], about): the anchors first, as each was written after its event; every file there is before and after the copy."""
    members = []
    if settings.AUDIT_ANCHORS.exists():
        members.append((ANCHORS, shutil.copyfile(settings.AUDIT_ANCHORS, work / ANCHORS)))

    stage = settings.PRIVATE_DIR / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    try:
        _link(stage)
        with database.copied(work) as (copy, look):
            _link(stage)
            lost = sorted({name for name in look.names() if not (stage / name).exists()})
            about = {"rows": look.rows(), "lost": lost[:20], "lost_files": len(lost)}

        about["keys"] = fingerprint()
        yield [*members, (copy.name, copy), (PRIVATE, stage)], about
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _link(stage):
    """A second name for every private file: whatever is deleted or renewed meanwhile stays readable here."""
    stage.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in private_storage().names():
        target = stage / name
        if name.startswith(STAGE) or name.endswith(DRAFT) or target.exists():
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.link(settings.PRIVATE_DIR / name, target)
        except FileNotFoundError:
            continue  # gone this very moment


def _archived(members, about):
    """The pieces of the archive, packed as they are asked for."""
    out = _Pieces()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w|", bufsize=PIECE) as tar:
            files = Sum()
            for name, path in members:
                for inner, file in _files(name, Path(path)):
                    if name == PRIVATE:
                        files.add(inner, digest(file))
                    for _ in _added(tar, inner, file):
                        yield from out.taken()

            about["files"] = files.figures
            text = json.dumps(about, ensure_ascii=False).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text))
        yield from out.taken()
    yield from out.taken()


def _added(tar, inner, file):
    """As TarFile.addfile, but piece by piece: nobody holds the whole of a large file."""
    with open(file, "rb") as source:
        info = tarfile.TarInfo(inner)
        info.size = os.fstat(source.fileno()).st_size
        tar.addfile(info)

        while piece := source.read(PIECE):
            tar.fileobj.write(piece)
            yield

        blank = -info.size % tarfile.BLOCKSIZE
        tar.fileobj.write(bytes(blank))
        tar.offset += info.size + blank


def _files(name, path):
    if path.is_file():
        yield name, path
        return

    for folder, folders, files in os.walk(path):
        folders.sort()
        for file in sorted(files):
            found = Path(folder, file)
            yield f"{name}/{found.relative_to(path)}", found


class Sum:
    """How many files, and one digest over all names and contents in their order."""

    def __init__(self):
        self.count, self.digest = 0, hashlib.sha256()

    def add(self, name, content):
        self.count += 1
        self.digest.update(f"{name} {content}\n".encode())

    @property
    def figures(self):
        return {"count": self.count, "sha256": self.digest.hexdigest()}


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Pieces(io.RawIOBase):
    """What is written is taken away again as pieces."""

    def __init__(self):
        super().__init__()
        self.held = []

    def writable(self):
        return True

    def write(self, data):
        self.held.append(bytes(data))
        return len(data)

    def taken(self):
        held, self.held = self.held, []
        return held


def _write_whole(path, pieces):
    draft = path.with_name(path.name + UNFINISHED)
    try:
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)

    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def keys_text():
    """The keys in the form of keys.json, wherever they come from."""
    keys = settings.KEYS
    stored = {
        "secret_key": keys.secret_key,
        "data": {str(version): key.hex() for version, key in keys.data.items()},
        "index": keys.index.hex(),
        "audit": keys.audit.hex(),
    }
    return json.dumps(stored, indent=1, sort_keys=True)


def fingerprint():
    """Names the keys a backup needs; of so many random bits a digest gives nothing away."""
    return hashlib.sha256(keys_text().encode()).hexdigest()[:12]


def keys_file():
    return settings.BACKUP_KEYS_DIR / f"legalaid-{fingerprint()}{KEYS}"


def keep_keys(public_keys):
    """The keys, sealed likewise, in a folder of their own; once for as long as they stay the same."""
    path = keys_file()
    if not path.exists():
        _write_whole(path, envelope.seal([keys_text().encode()], public_keys))
