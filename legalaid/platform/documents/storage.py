"""Private files: encrypted, under random names outside the web root, served only by a view that checked rights."""

import io
import os
import secrets
from datetime import date
from pathlib import Path
from threading import local

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages
from django.http import FileResponse, Http404
from django.utils.deconstruct import deconstructible

from legalaid.platform.core import container
from legalaid.platform.office.downloads import disposition

SHOWN = ("application/pdf", "image/jpeg", "image/png")  # by the browser itself
DRAFT = ".part"  # a file that is being written
_fresh = local()


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Whole files only: what is there under its own name was written to the end and has reached the disk."""

    def __init__(self, location=None):
        super().__init__(
            location=location or settings.PRIVATE_DIR,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )

    def _save(self, name, content):
        self._write(name, content.chunks())
        _fresh.names = [*getattr(_fresh, "names", ()), name]
        return name

    def _write(self, name, pieces):
        path = Path(self.path(name))
        os.makedirs(path.parent, mode=self.directory_permissions_mode, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}{DRAFT}")
        try:
            with open(draft, "xb", opener=_only_ours) as out:
                for piece in container.sealed(pieces, settings.KEYS, name):
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

        _reach_the_disk(path.parent)

    def _open(self, name, mode="rb"):
        """Raises Unreadable. A file from before encryption is read as it is."""
        raw = open(self.path(name), "rb")  # noqa: SIM115  closed by who reads
        if container.version_of(raw) is None:
            return File(raw, name)
        return File(io.BufferedReader(container.Opened(raw, settings.KEYS, name)), name)

    def size(self, name):
        with self.open(name) as file:
            return file.seek(0, os.SEEK_END)

    def names(self):
        """Of every file, those half written included."""
        for folder, _, files in os.walk(self.location):
            for file in files:
                yield os.path.relpath(os.path.join(folder, file), self.location)

    def renew(self, name):
        """Seals the file with the newest key; False where that is done, or it is still being written. Raises Unreadable."""
        if name.endswith(DRAFT):
            return False

        with open(self.path(name), "rb") as raw:
            if container.version_of(raw) == settings.KEYS.current:
                return False

        with self.open(name) as file:
            self._write(name, file.chunks())
        return True


def fresh_names():
    """What this thread has kept since it was last asked."""
    names, _fresh.names = getattr(_fresh, "names", ()), []
    return names


def _only_ours(path, flags):
    return os.open(path, flags, 0o600)


def _reach_the_disk(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def private_storage():
    return storages["private"]


def random_name(instance, filename):
    suffix = filename.rsplit(".", 1)[-1].lower() if "." in filename else "bin"
    return f"{date.today():%Y/%m}/{secrets.token_hex(16)}.{suffix}"


def serve(file, name, mime, *, inline=True):
    """The stored file, not sniffed, not run, under its Chinese name. A missing file is 404 with a sentence."""
    response = FileResponse(stored(file), content_type=mime)
    shown = inline and mime in SHOWN
    response["Content-Disposition"] = disposition(name, inline=shown)
    return guarded(response)


def stored(file):
    """The open file. Raises Http404 where the storage has lost it."""
    try:
        return file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404("这份文件在存储中找不到，请联系系统管理员从备份恢复。") from None


def guarded(response):
    """Kept by no cache, guessed at by no browser, run by nobody. In a sandbox no browser shows a PDF: ours does nothing when it is opened."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    shown = response.get("Content-Disposition", "").startswith("inline")
    if not (shown and response["Content-Type"] == "application/pdf"):
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"

    return response
