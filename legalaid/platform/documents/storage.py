"""Private files: random names outside the web root, served only by a view that checked rights."""

import secrets
from datetime import date

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.http import FileResponse, Http404
from django.utils.deconstruct import deconstructible

from legalaid.platform.office.downloads import disposition

SHOWN = ("application/pdf", "image/jpeg", "image/png")  # by the browser itself


@deconstructible
class PrivateStorage(FileSystemStorage):
    def __init__(self):
        super().__init__(
            location=settings.PRIVATE_DIR,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )


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
    """Kept by no cache, guessed at by no browser, run by nobody."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if response["Content-Type"] != "application/pdf":
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"

    return response
