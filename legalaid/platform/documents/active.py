"""PDFs that do something when they are opened: scripts, programs started, forms sent, files carried inside. They are never shown by the browser."""

from io import BytesIO

import pikepdf

KEYS = ("/JS", "/JavaScript", "/AA", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent")
ACTIONS = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/GoToR",
    "/Rendition",
    "/Movie",
    "/Sound",
)
DEEPEST = 50  # no honest file nests its dictionaries like that


def is_active(data):
    """Of a PDF (bytes) that can be opened."""
    with pikepdf.open(BytesIO(data)) as document:
        return _acts(document.trailer, 0) or any(_acts(found, 0) for found in document.objects)


def _acts(found, depth):
    """Whether it, or anything that stands directly within it, acts; what it refers to is looked at by itself."""
    if depth > DEEPEST:
        return True
    if isinstance(found, pikepdf.Array):
        return any(_acts(part, depth + 1) for part in _direct(found))
    if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        return False

    if any(key in found for key in KEYS) or str(found.get("/S", "")) in ACTIONS:
        return True
    return any(_acts(part, depth + 1) for part in _direct(part for _, part in found.items()))


def _direct(parts):
    return (part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect)
