"""Of a received picture a copy to show and print: upright, on white ground, 8 bit, without metadata; the picture itself is kept as it came.

A tall one (a conversation on a telephone), or one of several pages, becomes a PDF of pages that can be read.
"""

from dataclasses import dataclass
from io import BytesIO

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
PAGES = 200
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

    if picture.format == "JPEG" and picture.height < TALL * picture.width:
        picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
    sheets = [sheet for frame in _frames(picture) for sheet in _sheets(plain(frame))]
    if len(sheets) > PAGES:
        raise TooLarge

    out = BytesIO()
    if len(sheets) == 1:
        sheets[0].save(out, "JPEG", quality=85)
        return Copy(out.getvalue(), "image/jpeg", 1)
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], quality=85, resolution=130)
    return Copy(out.getvalue(), "application/pdf", len(sheets))


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
    if picture.height < TALL * picture.width:
        picture.thumbnail((LONG_SIDE, LONG_SIDE))
        return [picture]

    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))
    height = round(picture.width * PAGE)
    tops = range(0, max(picture.height - OVERLAP, 1), height - OVERLAP)
    return [
        picture.crop((0, top, picture.width, min(top + height, picture.height))) for top in tops
    ]
