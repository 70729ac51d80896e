"""One volume of the dossier: cover, catalogue with first and last pages, items, 备考表; pages numbered; one PDF/A with a manifest."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
from django.template.loader import render_to_string
from django.utils import timezone
from PIL import Image

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.office import office_at

from . import render

A4 = (595.28, 841.89)  # points


@dataclass(frozen=True)
class Item:
    """One line of the catalogue. data None: nothing to file; required items without data block the volume. `data` by mime type."""

    title: str
    day: str = ""
    data: bytes | None = None
    mime: str = "application/pdf"
    required: bool = False
    source_sha256: str = ""
    stub: bool = False  # the last page is the stub that the office keeps; it is not filed


@dataclass(frozen=True)
class Built:
    pdf: bytes
    pages: int
    manifest: list


def missing(items):
    return [item.title for item in items if item.required and item.data is None]


def build(title, cover, items, note, *, told=lambda done: None):
    """cover: dict for the cover page; note: what the 备考表 says; told(n) hears that n items are ready.

    Raises DomainError naming every required item that is missing.
    """
    if absent := missing(items):
        raise DomainError(f"{title}缺少必备材料：{'、'.join(absent)}。")
    parts = []
    for number, item in enumerate(items):
        told(number)
        if item.data is not None:
            parts.append((item, _as_pdf(item)))
    lengths = [render.page_count(data) for _, data in parts]
    rows = _catalogue(parts, lengths)
    head = _render("dossier_cover", title=title, cover=cover, total=sum(lengths))
    catalogue = _render("dossier_catalogue", title=title, rows=rows, cover=cover)
    tail = _render("dossier_note", title=title, note=note, total=sum(lengths), cover=cover)
    data = _merge(head, catalogue, parts, tail, sum(lengths))
    manifest = [
        {**row, "sha256": item.source_sha256 or hashlib.sha256(item.data).hexdigest()}
        for row, (item, _) in zip(rows, parts, strict=True)
    ]
    return Built(data, render.page_count(data), manifest)


def _catalogue(parts, lengths):
    """Rows with first and last page; numbering begins after the catalogue, as in a bound file."""
    rows, first = [], 1
    for number, ((item, _), length) in enumerate(zip(parts, lengths, strict=True), 1):
        rows.append(
            {
                "number": number,
                "title": item.title,
                "day": item.day,
                "first": first,
                "last": first + length - 1,
            }
        )
        first += length

    return rows


def _render(name, **context):
    return render.pdf(
        render_to_string(f"papers/{name}.html", {**context, "OFFICE": office_at(timezone.now())})
    )


def _as_pdf(item):
    if item.stub:
        return _without_last_page(item.data)
    if item.mime == "application/pdf":
        return item.data if _archivable(item.data) else _rasterised(item.data)
    if item.mime.startswith("image/"):
        return _image_page(item.data)

    return _render(
        "dossier_electronic",
        item=item,
        sha256=item.source_sha256 or hashlib.sha256(item.data).hexdigest(),
    )


def _without_last_page(data):
    with pikepdf.open(BytesIO(data)) as document:
        del document.pages[-1]
        return _bytes(document)


ACTIVE = ("/AcroForm", "/Names", "/OpenAction", "/AA", "/Collection")


def _archivable(data):
    """Whether the file is PDF/A in our colour space, upright A4, its fonts embedded, and nothing in it runs; else it is filed as
    pictures of its pages."""
    with pikepdf.open(BytesIO(data)) as document:
        root = document.Root
        if document.is_encrypted or any(key in root for key in ACTIVE):
            return False
        claimed = b"pdfaid" in (root.Metadata.read_bytes() if "/Metadata" in root else b"")
        return claimed and _rgb(root) and all(_plain(page) for page in document.pages)


def _rgb(root):
    intents = root.get("/OutputIntents", [])
    return len(intents) == 1 and intents[0].get("/DestOutputProfile", {}).get("/N", 0) == 3


def _plain(page):
    x, y, w, h = (float(side) for side in page.mediabox)
    upright = (
        (x, y) == (0, 0)
        and abs(w - A4[0]) < 3
        and abs(h - A4[1]) < 3
        and not int(page.get("/Rotate", 0))
    )
    fonts = page.get("/Resources", {}).get("/Font", {})

    return (
        upright
        and "/AA" not in page
        and "/Annots" not in page
        and all(_embedded(font) for font in fonts.values())
    )


def _embedded(font):
    descendants = font.get("/DescendantFonts")
    descriptor = (descendants[0] if descendants else font).get("/FontDescriptor")
    return descriptor is not None and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _rasterised(data):
    source = pypdfium2.PdfDocument(data)
    try:
        pictures = []
        for page in source:
            out = BytesIO()
            page.render(scale=200 / 72).to_pil().convert("RGB").save(out, "JPEG", quality=75)
            pictures.append(out.getvalue())
    finally:
        source.close()

    with pikepdf.open(BytesIO(_image_page(pictures[0]))) as document:
        for picture in pictures[1:]:
            with pikepdf.open(BytesIO(_image_page(picture))) as extra:
                document.pages.extend(extra.pages)
        return _bytes(document)


def _image_page(data):
    """An A4 page (lying for a wide picture) holding it as large as fits, in device RGB; no interpolation, as PDF/A asks."""
    with Image.open(BytesIO(data)) as picture:
        width, height = picture.size

    page_w, page_h = A4 if height >= width else A4[::-1]
    margin = 28
    scale = min((page_w - 2 * margin) / width, (page_h - 2 * margin) / height)
    w, h = width * scale, height * scale
    document = pikepdf.new()
    stream = pikepdf.Stream(document, data)
    stream.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    content = (
        f"q {w:.2f} 0 0 {h:.2f} {(page_w - w) / 2:.2f} {(page_h - h) / 2:.2f} cm /Im0 Do Q".encode()
    )
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, page_w, page_h],
        Resources=pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Im0=document.make_indirect(stream))
        ),
        Contents=document.make_stream(content),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(page)))

    return _bytes(document)


def _merge(head, catalogue, parts, tail, total):
    """Starts from the cover, so that its PDF/A identification and output intent stay."""
    with pikepdf.open(BytesIO(head)) as out:
        marks = [("封面", 0), ("目录", len(out.pages))]
        with pikepdf.open(BytesIO(catalogue)) as extra:
            out.pages.extend(extra.pages)

        start = len(out.pages)
        for item, data in parts:
            marks.append((item.title, len(out.pages)))
            with pikepdf.open(BytesIO(data)) as extra:
                out.pages.extend(extra.pages)

        with pikepdf.open(
            BytesIO(_render("dossier_numbers", numbers=range(1, total + 1)))
        ) as numbers:
            for index in range(total):
                page = out.pages[start + index]
                page.add_overlay(numbers.pages[index], _corner(page, index + 1))
            marks.append(("备考表", len(out.pages)))
            with pikepdf.open(BytesIO(tail)) as extra:
                out.pages.extend(extra.pages)
            with out.open_outline() as outline:
                outline.root.extend(pikepdf.OutlineItem(name, page) for name, page in marks)
            return _bytes(out)


def _corner(page, number):
    """Where the number stands in a bound file: top right on a front, top left on a back."""
    left, right, top = float(page.mediabox[0]), float(page.mediabox[2]), float(page.mediabox[3])
    width, height, margin = 57, 20, 28
    start = right - margin - width if number % 2 else left + margin
    return pikepdf.Rectangle(start, top - margin + 4 - height, start + width, top - margin + 4)


def _bytes(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()
