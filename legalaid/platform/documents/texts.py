"""A text of Word as pages to show and print, drawn by LibreOffice where the machine has it; without it the text is kept and opened
elsewhere."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from legalaid.platform.jobs.queue import enqueue, job

from .models import Attachment
from .pictures import Copy
from .render import page_count

KIND = "draw_text"
PATIENCE = 120  # seconds
PDF = "application/pdf"
ALONE = ("unshare", "--map-root-user", "--net")  # a network of its own, with nothing in it
SCRIPTING, INTERNET = (
    "/org.openoffice.Office.Common/Security/Scripting",
    "/org.openoffice.Inet/Settings",
)
# no macro runs, no link is followed; what goes out nevertheless ends at a proxy that is not there
SETTINGS = (
    (SCRIPTING, "DisableMacrosExecution", "true"), (SCRIPTING, "DisableActiveContent", "true"), (SCRIPTING, "MacroSecurityLevel", "3"),
    (SCRIPTING, "BlockUntrustedRefererLinks", "true"), ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    (INTERNET, "ooInetProxyType", "2"), (INTERNET, "ooInetNoProxy", ""),
    (INTERNET, "ooInetHTTPProxyName", "127.0.0.1"), (INTERNET, "ooInetHTTPProxyPort", "9"),
    (INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"), (INTERNET, "ooInetHTTPSProxyPort", "9"),
)  # fmt: skip
ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
ITEMS = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'


def program():
    return shutil.which("soffice")


def order(file):
    """Has the pages of a text drawn, where there is who draws them."""
    if program():
        enqueue(KIND, file=file.pk)


@job(KIND, "把 Word 文档画成页面")
def draw(job, *, file):
    row = Attachment.objects.get(pk=file)
    if row.copy or not program():
        return
    with row.file.open("rb") as handle:
        data = handle.read()

    pages = drawn(data, Path(row.file.name).suffix)
    row.keep_copy(Copy(pages, PDF, page_count(pages)))
    row.save(update_fields=["copy", "copy_mime", "copy_sha256", "pages"])


def drawn(data, suffix):
    """The text as PDF, by a LibreOffice with a profile of its own, so that two at once do not meet, and without a network."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / f"text{suffix}"
        text.write_bytes(data)
        keep_settings(Path(folder) / "profile" / "user")
        command = [
            *alone(), program(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", folder, text,
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603  our own program and paths
        return text.with_suffix(".pdf").read_bytes()


@cache
def alone():
    """What shuts a program off from every network, where this machine permits it; else the settings alone hold it back."""
    if not shutil.which(ALONE[0]):
        return ()
    tried = subprocess.run([*ALONE, "true"], check=False, capture_output=True)  # noqa: S603  our own words
    return ALONE if tried.returncode == 0 else ()


def keep_settings(folder):
    folder.mkdir(parents=True)
    items = "".join(ITEM.format(*setting) for setting in SETTINGS)
    (folder / "registrymodifications.xcu").write_text(ITEMS.format(items), encoding="utf-8")
