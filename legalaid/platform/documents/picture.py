"""A page of a received file as a picture, for whoever reads it beside a form."""

from io import BytesIO
from threading import Lock

import pypdfium2

from legalaid.platform.audit.models import Event

from .storage import SHOWN, stored

LONG_SIDE = 1600  # pixels
FINEST = 2.2  # pixels a point
_one = Lock()  # PDFium is not made for several threads


def can_show(file):
    return file.look_mime in SHOWN


def read_by(user, workflow, subject_id):
    """Keys of the files of this subject that it is on record this person read."""
    events = Event.objects.filter(workflow=workflow, subject_id=subject_id, verb="file.read")
    return {event.data["file"] for event in events.filter(actor=user).only("data")}


def page_picture(file, number):
    """(bytes, mime) of page `number`, counted from 1; None for a page that is not there or cannot be read."""
    if not can_show(file):
        return None

    with stored(file.look) as handle:
        data = handle.read()
    if file.look_mime != "application/pdf":
        return (data, file.look_mime) if number == 1 else None

    try:
        with _one:
            return _drawn(data, number), "image/jpeg"
    except (pypdfium2.PdfiumError, IndexError):
        return None


def _drawn(data, number):
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        picture = page.render(scale=min(FINEST, LONG_SIDE / max(page.get_size()))).to_pil()
    finally:
        document.close()

    out = BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
