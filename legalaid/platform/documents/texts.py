"""A text of Word as pages to show and print, drawn by LibreOffice where the machine has it; without it the text is kept and opened
elsewhere."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from legalaid.platform.jobs.queue import enqueue, job

from .models import Attachment
from .pictures import Copy
from .render import page_count

KIND = "draw_text"
PATIENCE = 120  # seconds
PDF = "application/pdf"


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

    pages = _drawn(data, Path(row.file.name).suffix)
    row.keep_copy(Copy(pages, PDF, page_count(pages)))
    row.save(update_fields=["copy", "copy_mime", "copy_sha256", "pages"])


def _drawn(data, suffix):
    """The text as PDF, by a LibreOffice with a profile of its own: no macro of a text runs there, and two at once do not meet."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / f"text{suffix}"
        text.write_bytes(data)
        command = [
            program(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", folder, text,
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603  our own program and paths
        return text.with_suffix(".pdf").read_bytes()
