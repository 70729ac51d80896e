"""Of a received picture a copy to show and print: upright, on white ground, 8 bit, without metadata; the picture itself is kept as it came.

A tall one (a conversation on a telephone), or one of several pages, becomes a PDF of pages that can be read.
"""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
from PIL import Image, ImageFile, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

register_heif_opener()
KINDS = {  # what Pillow calls it: (mime, extension)
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "HEIF": ("image/heic", "heic"),
    "WEBP": ("image/webp", "webp"),
    "TIFF": ("image/tiff", "tif"),
    "BMP": ("image/bmp", "bmp"),
    "GIF": ("image/gif", "gif"),
}
BEGINNINGS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"BM",
    b"GIF8",
)
LARGEST, LARGEST_JPEG = 40_000_000, 250_000_000  # pixels; a JPEG is read at a fraction of its size
Image.MAX_IMAGE_PIXELS = LARGEST_JPEG
LONG_SIDE = 2400
TALL = 3  # times its width: no page shows it so that it can be read
PAGE = 2**0.5  # the height of a page of A4, in widths
OVERLAP = 40  # lines of one page that stand on the next again
PAGES, RESOLUTION = 200, 130  # at the most; dots per inch
WIDTH = 1080


class Unreadable(Exception):
    """No picture, or a broken one."""


class TooLarge(Exception):
    """More pixels, or more pages, than are drawn."""


@dataclass(frozen=True)
class Copy:
    """What is shown and printed: a JPEG, or a PDF of several pages."""

    data: bytes
    mime: str
    pages: int


def is_picture(data):
    return (
        data.startswith(BEGINNINGS)
        or data[4:8] == b"ftyp"
        or (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    )


def read(data):
    """(mime, extension, Copy) of a picture. Raises Unreadable, TooLarge."""
    # WeasyPrint, once it is loaded, has Pillow draw grey where a file was cut off
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(data), formats=tuple(KINDS)) as picture:
            mime, extension = KINDS[picture.format]
            return mime, extension, _copy(picture)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise Unreadable from error


def _copy(picture):
    largest = LARGEST_JPEG if picture.format == "JPEG" else LARGEST
    if picture.width * picture.height > largest:
        raise TooLarge

    if picture.format == "JPEG":
        tall = picture.height >= TALL * picture.width
        shown = (WIDTH, round(WIDTH * picture.height / picture.width))
        picture.draft("RGB", shown if tall else (LONG_SIDE, LONG_SIDE))

    sheets = []  # each as it is printed: a scan of many pages is never held as pixels
    for frame in _frames(picture):
        if frame.width * frame.height > largest:
            raise TooLarge
        sheets += map(_as_jpeg, _sheets(plain(frame)))
        if len(sheets) > PAGES:
            raise TooLarge
    if len(sheets) == 1:
        return Copy(sheets[0], "image/jpeg", 1)
    return Copy(_pdf(sheets), "application/pdf", len(sheets))


def _as_jpeg(sheet):
    out = BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()


def _pdf(sheets):
    """A page for each of these JPEGs, which stand in it as they are."""
    with pikepdf.new() as whole:
        for sheet in sheets:
            with Image.open(BytesIO(sheet)) as picture:
                width, height = picture.size

            points = [side * 72 / RESOLUTION for side in (width, height)]
            place = f"q {points[0]:.2f} 0 0 {points[1]:.2f} 0 0 cm /Sheet Do Q".encode()
            image = whole.make_stream(
                sheet, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
                ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip

            page = whole.add_blank_page(page_size=points)
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Sheet=image))
            page.Contents = whole.make_stream(place)

        out = BytesIO()
        whole.save(out)
    return out.getvalue()


def _frames(picture):
    """The pages of a scan; of what moves the first picture."""
    if picture.format != "TIFF":
        return [picture]
    if getattr(picture, "n_frames", 1) > PAGES:
        raise TooLarge
    return ImageSequence.Iterator(picture)


def plain(picture):
    """The picture upright, as RGB of 8 bit, whatever lets light through laid on white."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith(("I", "F")):
        upright = _eight_bit(upright)
    if upright.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        upright = Image.alpha_composite(ground, seen)
    return upright.convert("RGB")


def _eight_bit(picture):
    """Greys of 16 bit and more, or of fractions, brought down to 255."""
    greys = picture.convert("F")
    _, lightest = greys.getextrema()
    whole = 65535 if picture.mode.startswith("I") and lightest <= 65535 else lightest
    if whole <= 255 and picture.mode != "F":
        return greys.convert("L")
    return greys.point(lambda grey: grey * (255 / (whole or 1))).convert("L")


def _sheets(picture):
    """Of a tall picture its pages; one narrower than the lines that stand twice, as the side of a page is, is one sheet."""
    if picture.height < TALL * picture.width or picture.width < 2 * OVERLAP:
        picture.thumbnail((LONG_SIDE, LONG_SIDE))
        return [picture]

    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))
    height = round(picture.width * PAGE)
    tops = range(0, max(picture.height - OVERLAP, 1), height - OVERLAP)
    return [
        picture.crop((0, top, picture.width, min(top + height, picture.height))) for top in tops
    ]
